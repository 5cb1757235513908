package dev.sigrun.cli.command;

import dev.sigrun.cli.cache.JarRules;
import dev.sigrun.cli.cache.LoadedRules;
import dev.sigrun.cli.cache.RuleSetCache;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventTime;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.ColumnOptions;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.RunSelection;
import dev.sigrun.cli.option.ThreadsOption;
import dev.sigrun.cli.option.TimeRangeOptions;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.run.AlertColumns;
import dev.sigrun.cli.run.AlertCsv;
import dev.sigrun.cli.run.AlertPrinter;
import dev.sigrun.cli.run.AlertRows;
import dev.sigrun.cli.run.AlertSummary;
import dev.sigrun.cli.run.AlertTable;
import dev.sigrun.cli.run.ChosenTable;
import dev.sigrun.cli.run.EngineRun;
import dev.sigrun.cli.run.RunSummary;
import dev.sigrun.cli.run.SelectedRules;
import dev.sigrun.cli.run.TermLessons;
import dev.sigrun.cli.run.TunedRules;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      "Without --rules and --jar, the rules of the project file are run, or the bundled rules if"
          + " there is none.",
      "",
      "A rule with errors is reported; the other rules still run. A line that is not a valid"
          + " event is reported, counted and skipped.",
      "",
      "Rules that judge single events alert at once. Rules that need memory of earlier events"
          + " see events in order of time and alert once the result is certain. At the end of"
          + " the input everything is decided as if no more events could follow; with"
          + " --state, anything that waits for time to advance keeps waiting in the"
          + " next run. 'now' in a rule is the time of the event itself.",
      "",
      "Rules do not see events before --from, or of the time of --to and later: they do not find"
          + " a sequence that began before, and count from there. With --state, the next run does"
          + " not read these events again. Events of --baseline may be of any time."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun run events.ndjson",
      "  sigrun run --rules rules events.ndjson",
      "  sigrun run --jar rules.jar --output table events.ndjson.gz more.ndjson",
      "  sigrun run --rules rules --min-severity high --output summary events.ndjson",
      "  sigrun run --rules rules --output csv --fields time,rule,user.name events.ndjson",
      "  sigrun run --rules rules --from 2026-03-01 --to 2026-03-02 events.ndjson",
      "  sigrun run --rules rules --state /var/lib/sigrun audit.ndjson",
      "  sigrun run --rules rules --output summary --timing events.ndjson",
      "  sigrun run --rules rules --output summary --report alerts.html events.ndjson",
      "  tail -f audit.ndjson | sigrun run --rules rules --idle 10s -",
      "",
      "Exit codes:",
      "  0  all rules ran over all events, whether or not they found anything",
      "  2  a rule has errors or a jar contains no rules; the other rules ran",
      "     (with --strict: nothing ran)",
      "  3  wrong usage, a missing or damaged file, or state or output that could not be read",
      "     or written"
    })
public final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Project project;

  @Option(
      names = {"-r", "--rules"},
      paramLabel = "PATH",
      description = "Rule files, folders or patterns such as 'rules/**/*.toml'. May be repeated.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "A jar of compiled rules, whose code runs unchanged. May be repeated.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description =
          "ndjson (whole alerts), table, csv, or summary (a row for each rule, at the end)."
              + " Default: table on a terminal, ndjson otherwise.")
  private @Nullable Format format;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Also write the alerts to an HTML file that opens in any browser: over time, by rule, by"
              + " host, and one by one.")
  private @Nullable Path report;

  @Option(
      names = "--timing",
      description =
          "Show in the summary how long each rule worked. Measuring makes the run slower.")
  private boolean timing;

  @Option(
      names = "--strict",
      description = "Run nothing if a rule has errors or cannot be executed.")
  private boolean strict;

  @Option(names = "--no-cache", description = "Compile the rules even if they have not changed.")
  private boolean noCache;

  @Mixin private RunSelection selection = new RunSelection();
  @Mixin private ColumnOptions columns = new ColumnOptions();
  @Mixin private MemoryOptions memory = new MemoryOptions();
  @Mixin private EventOptions events = new EventOptions();
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private ThreadsOption threads = new ThreadsOption();
  @Mixin private TimestampOption timestamp;
  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  /** How alerts are printed. */
  enum Format {
    NDJSON,
    TABLE,
    CSV,
    SUMMARY
  }

  public RunCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.timestamp = new TimestampOption(project);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    List<String> files = events.files();
    memory.check(files);
    threads.check();
    range.check(events.clock(terminal.environment()));
    if (rules.isEmpty() && jars.isEmpty()) {
      rules = project.paths(ProjectKey.RULES);
    }
    refuseWithoutEffect();
    List<CompiledRules> compiled = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    boolean complete = true;
    if (rules.isEmpty() && jars.isEmpty()) {
      CompiledRules pack = selected(pack());
      compiled.add(pack);
      notes.add(
          (selection.given()
                  ? "Running " + Counts.of(pack.rules().size(), "rule") + " of those"
                  : "Running the " + Counts.of(pack.rules().size(), "rule"))
              + " that ship with Sigrun; use --rules or --jar to run others.");
    }
    for (Path jar : jars) {
      compiled.add(selected(load(jar)));
    }
    if (!rules.isEmpty()) {
      LoadedRules loaded = loadRules();
      loaded.rules().ifPresent(compiled::add);
      notes.addAll(loaded.notes());
      complete = loaded.complete();
    }
    selection.check(compiled.stream().mapToInt(set -> set.rules().size()).sum());
    if (compiled.isEmpty()) {
      notes.forEach(terminal::say);
      throw new CommandFailure(ExitCode.NOT_COMPILED, "No rule can be executed.");
    }
    if (!options.quiet()) {
      notes.forEach(terminal::say);
    }
    EventProblems problems = new EventProblems(terminal);
    TermLessons lessons = new TermLessons(memory.warmsUp());
    run(ruleSet(compiled, lessons), lessons, files, problems);
    if (problems.hasBrokenFiles()) {
      return ExitCode.USAGE;
    }
    return complete ? ExitCode.OK : ExitCode.NOT_COMPILED;
  }

  private void refuseWithoutEffect() {
    Optional<String> compiling =
        strict
            ? Optional.of("--strict")
            : noCache ? Optional.of("--no-cache") : settings.anyGiven();
    if (rules.isEmpty() && compiling.isPresent()) {
      throw CommandFailure.usage(
          "'"
              + compiling.get()
              + "' has no effect without '--rules': compiled rules cannot be changed.");
    }
    columns.check(chosenFormat() == Format.TABLE || chosenFormat() == Format.CSV);
    if (timing && format != Format.SUMMARY) {
      throw CommandFailure.usage("'--timing' needs '--output summary', which shows the times.");
    }
    if (format != null && format != Format.NDJSON && memory.suppressionUpdates()) {
      throw CommandFailure.usage(
          "'--suppression-updates' has no effect with '--output "
              + format.name().toLowerCase(Locale.ROOT)
              + "'.");
    }
  }

  private LoadedRules loadRules() {
    Optional<RuleSetCache> cache =
        noCache ? Optional.empty() : RuleSetCache.of(terminal.environment());
    Reports reports = options.reports(terminal);
    return new RunnableRules(terminal, reports, settings, selection, cache).load(rules, strict);
  }

  private CompiledRules selected(CompiledRules all) {
    return selection.given() ? new SelectedRules(all, selection::accepts) : all;
  }

  private static CompiledRules pack() {
    return JarRules.pack()
        .orElseThrow(() -> CommandFailure.usage("Name the rules to run with --rules or --jar."));
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
                    "'" + jar + "' contains no compiled rules that this version can load."));
  }

  /** How the schema says that the time of events is written. */
  private Optional<String> timestampFormat() {
    return !rules.isEmpty() && settings.schema().given()
        ? settings
            .compilerOptions(options.reports(terminal))
            .withTimestampField(timestamp.field())
            .timestampFormat()
        : Optional.empty();
  }

  private RuleSet ruleSet(List<CompiledRules> compiled, TermLessons lessons) {
    Optional<String> format = timestampFormat();
    try {
      return RuleSet.of(
          compiled.stream()
              .map(rules -> new TunedRules(rules, memory, lessons, timestamp.field(), format))
              .toArray(CompiledRules[]::new));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      throw new CommandFailure(
          ExitCode.NOT_COMPILED, "A jar was compiled for another version: " + e.getMessage() + ".");
    }
  }

  private void run(
      RuleSet ruleSet, TermLessons lessons, List<String> files, EventProblems problems) {
    Environment environment = terminal.environment();
    Clock clock = events.clock(environment);
    Map<Rule, Long> nanos = new HashMap<>();
    TimeFilter filter = new TimeFilter(range.range(clock), EventTime.in(ruleSet.timestamp()));
    RunReport html = new RunReport(Optional.ofNullable(report));
    AlertPrinter printer =
        new AlertPrinter(terminal, rows(nanos), html.alerts(), memory, clock, threads.count());
    long start = System.nanoTime();
    try (EngineRun run =
        new EngineRun(
            ruleSet,
            memory,
            lessons,
            terminal,
            clock,
            events.fixedNow(environment),
            timing,
            printer,
            printer)) {
      run.teach(problems);
      run.run(files, filter, problems, threads.count(), showsProgress());
      if (timing) {
        nanos.putAll(run.nanos());
      }
      printer.finish();
      terminal.out().flush();
      html.write(ruleSet.rules().size(), run.counts(), files, clock.millis())
          .filter(said -> !options.quiet())
          .ifPresent(terminal::say);
      new RunSummary(terminal, memory, ruleSet, filter, problems)
          .say(run, printer, System.nanoTime() - start);
    }
  }

  private Format chosenFormat() {
    return Optional.ofNullable(format)
        .orElse(terminal.environment().outIsTerminal() ? Format.TABLE : Format.NDJSON);
  }

  /** Progress would be between the alerts on the same terminal. */
  private boolean showsProgress() {
    return !terminal.environment().outIsTerminal() || chosenFormat() == Format.SUMMARY;
  }

  /**
   * How alerts are shown; empty for lines of JSON.
   *
   * @param nanos how long rules worked, known at the end
   */
  private Optional<AlertRows> rows(Map<Rule, Long> nanos) {
    Environment environment = terminal.environment();
    boolean colored = options.color().colors(environment, environment.outIsTerminal());
    Optional<Integer> width = TextTable.width(environment);
    List<String> chosen = columns.fields();
    return switch (chosenFormat()) {
      case NDJSON -> Optional.empty();
      case TABLE ->
          Optional.of(
              chosen.isEmpty()
                  ? new AlertTable(terminal.out(), colored, width)
                  : new ChosenTable(terminal.out(), new AlertColumns(chosen), width));
      case CSV -> Optional.of(new AlertCsv(terminal.out(), AlertColumns.orUsual(chosen)));
      case SUMMARY ->
          Optional.of(
              new AlertSummary(
                  terminal.out(), width, AlertSummary.isAscii(environment), timing, nanos));
    };
  }
}
