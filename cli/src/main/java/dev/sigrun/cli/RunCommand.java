package dev.sigrun.cli;

import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs rules over events. */
@Command(
    name = "run",
    description = {
      "Run rules over events and print the alerts.",
      "",
      "A rule with errors is reported and costs only its own alerts. A line that is no event is"
          + " reported, counted and passed over."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun run --rules rules events.ndjson",
      "  sigrun run --jar rules.jar --output table events.ndjson.gz more.ndjson",
      "  tail -f audit.ndjson | sigrun run --rules rules -",
      "",
      "Exit codes:",
      "  0  all rules were run over all events, whatever they found",
      "  2  a rule has errors or a jar no rules; the other rules were run",
      "     (with --strict: nothing was run)",
      "  3  wrong usage, a missing or damaged file, or output that cannot be written"
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-r", "--rules"},
      paramLabel = "PATH",
      description = "Rule files, folders or patterns such as 'rules/**/*.toml'. May be repeated.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "A jar of compiled rules, whose code is run as it is. May be repeated.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "ndjson or table. Default: table on a terminal, ndjson otherwise.")
  private @Nullable Format format;

  @Option(
      names = "--strict",
      description = "Run nothing if a rule has errors or cannot be executed.")
  private boolean strict;

  @Option(names = "--no-cache", description = "Compile the rules even if they have not changed.")
  private boolean noCache;

  @Mixin private EventOptions events = new EventOptions();
  @Mixin private SchemaOptions schema = new SchemaOptions();
  @Mixin private ReportOptions options = new ReportOptions();

  /** How alerts are printed. */
  enum Format {
    NDJSON,
    TABLE
  }

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (rules.isEmpty() && jars.isEmpty()) {
      throw CommandFailure.usage("Name the rules to run with --rules or --jar.");
    }
    List<String> files = events.files();
    List<CompiledRules> compiled = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    boolean complete = true;
    for (Path jar : jars) {
      compiled.add(load(jar));
    }
    if (!rules.isEmpty()) {
      LoadedRules loaded = loadRules();
      loaded.rules().ifPresent(compiled::add);
      notes.addAll(loaded.notes());
      complete = loaded.complete();
    }
    if (compiled.isEmpty()) {
      notes.forEach(terminal::say);
      throw new CommandFailure(ExitCode.NOT_COMPILED, "No rule can be executed.");
    }
    if (!options.quiet()) {
      notes.forEach(terminal::say);
    }
    EventProblems problems = new EventProblems(terminal);
    run(ruleSet(compiled), files, problems);
    if (problems.hasBrokenFiles()) {
      return ExitCode.USAGE;
    }
    return complete ? ExitCode.OK : ExitCode.NOT_COMPILED;
  }

  private LoadedRules loadRules() {
    Optional<RuleSetCache> cache =
        noCache ? Optional.empty() : RuleSetCache.of(terminal.environment());
    Reports reports = new Reports(terminal, options);
    return new RunnableRules(terminal, reports, schema, cache).load(rules, strict);
  }

  private static CompiledRules load(Path jar) {
    if (!Files.isReadable(jar)) {
      throw CommandFailure.usage("There is no jar '" + jar + "' that can be read.");
    }
    return JarRules.load(jar)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.NOT_COMPILED,
                    "'" + jar + "' holds no compiled rules that this version can load."));
  }

  private static RuleSet ruleSet(List<CompiledRules> compiled) {
    try {
      return RuleSet.of(compiled.toArray(new CompiledRules[0]));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      throw new CommandFailure(
          ExitCode.NOT_COMPILED, "A jar was compiled for another version: " + e.getMessage() + ".");
    }
  }

  private void run(RuleSet ruleSet, List<String> files, EventProblems problems) {
    Environment environment = terminal.environment();
    boolean table =
        format == null ? environment.outIsTerminal() : format == Format.TABLE;
    boolean colored = options.color().colors(environment, environment.outIsTerminal());
    AlertTable rows = new AlertTable(terminal.out(), colored);
    Alerts alerts = new Alerts(ruleSet, events.clock(environment));
    Tally tally = new Tally();
    long start = System.nanoTime();
    try (EventSource source = new EventSource(files, terminal.in(), problems);
        Progress progress = new Progress(terminal, "Running", !environment.outIsTerminal())) {
      EventPipeline<Alerts.Result> pipeline =
          new EventPipeline<>(
              alerts::of,
              result -> {
                result
                    .malformed()
                    .ifPresent(
                        reason ->
                            problems.malformed(
                                result.line().source(), result.line().number(), reason));
                for (Alerts.Raised alert : result.alerts()) {
                  tally.add(alert);
                  if (table) {
                    rows.add(alert, result.line());
                  } else {
                    terminal.out().println(JsonValues.write(alert.document()));
                  }
                }
              },
              terminal.out()::flush);
      tally.events = pipeline.run(source, progress);
    }
    terminal.out().flush();
    terminal.say(tally.summary(problems.malformed(), System.nanoTime() - start));
  }

  /** Counts what the run found. */
  private static final class Tally {
    private final Set<String> alertingRules = new HashSet<>();
    private long events;
    private long alerts;

    void add(Alerts.Raised alert) {
      alerts++;
      alertingRules.add(alert.rule().ruleId());
    }

    String summary(long malformed, long nanos) {
      return Texts.count(events, "event")
          + (malformed == 0 ? "" : " (" + malformed + " malformed)")
          + ": "
          + Texts.count(alerts, "alert")
          + (alerts == 0 ? "" : " of " + Texts.count(alertingRules.size(), "rule"))
          + " in "
          + Texts.seconds(nanos)
          + ".";
    }
  }
}
