package dev.sigrun.cli.command;

import dev.sigrun.cli.cache.LoadedRules;
import dev.sigrun.cli.cache.RuleSetCache;
import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.FileProblems;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.RunSelection;
import dev.sigrun.cli.option.ThreadsOption;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.run.Backtest;
import dev.sigrun.cli.run.EngineRun;
import dev.sigrun.cli.run.TermLessons;
import dev.sigrun.cli.run.TunedRules;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what two versions of rules find in the same events. */
@Command(
    name = "backtest",
    description = {
      "Run two versions of rules over the same events and show what is gained and what is lost.",
      "",
      "Versions of a rule belong together by their identity. Two detections are the same if they"
          + " consist of the same events."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun backtest --before old/shell.toml --after rules/shell.toml events.ndjson",
      "  git worktree add /tmp/main main",
      "  sigrun backtest --before /tmp/main/rules --after rules yesterday.ndjson.gz",
      "",
      "Exit codes:",
      "  0  both versions ran, whether or not they differ",
      "  1  with --fail-on-loss: the later version misses something that the earlier one found",
      "  2  a rule has errors; the other rules ran",
      "  3  wrong usage, or a missing or damaged file"
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final int MOST_PLACES = 5;

  private final Terminal terminal;

  @Option(
      names = "--before",
      required = true,
      paramLabel = "PATH",
      description = "The earlier version: rule files, folders or patterns. May be repeated.")
  private List<String> before = new ArrayList<>();

  @Option(
      names = "--after",
      required = true,
      paramLabel = "PATH",
      description = "The later version. May be repeated.")
  private List<String> after = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--fail-on-loss",
      description = "Exit with 1 if the later version misses something.")
  private boolean failOnLoss;

  @Mixin private RunSelection selection = new RunSelection();
  @Mixin private EventOptions events = new EventOptions();
  @Mixin private TimestampOption timestamp;
  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TABLE,
    JSON
  }

  /** A command on these streams. */
  public BacktestCommand(Terminal terminal) {
    this.terminal = terminal;
    Project project = new Project(terminal);
    this.timestamp = new TimestampOption(project);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    List<String> files = events.files();
    if (files.contains(EventFiles.STANDARD_INPUT)) {
      throw CommandFailure.usage("The events are read twice: name files, not standard input.");
    }
    LoadedRules earlier = load(before);
    LoadedRules later = load(after);
    Backtest backtest = new Backtest();
    EventProblems problems = new EventProblems(terminal);
    run(earlier, files, backtest.before(), problems);
    // The problems of files are reported once, by whichever version runs first.
    run(later, files, backtest.after(), earlier.rules().isPresent() ? FileProblems.NONE : problems);
    List<Backtest.Result> results = backtest.results();
    terminal
        .out()
        .print(
            switch (format) {
              case TABLE -> text(results);
              case JSON -> JsonValues.writePretty(json(results)) + "\n";
            });
    terminal.out().flush();
    long gained = results.stream().mapToLong(result -> result.gained().size()).sum();
    long lost = results.stream().mapToLong(result -> result.lost().size()).sum();
    terminal.say(
        Counts.of(results.size(), "rule")
            + " with detections: "
            + gained
            + " gained, "
            + lost
            + " lost.");
    if (problems.hasBrokenFiles()) {
      return ExitCode.USAGE;
    }
    if (!earlier.complete() || !later.complete()) {
      return ExitCode.NOT_COMPILED;
    }
    return failOnLoss && lost > 0 ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private LoadedRules load(List<String> paths) {
    LoadedRules loaded =
        new RunnableRules(
                terminal,
                options.reports(terminal),
                settings,
                selection,
                RuleSetCache.of(terminal.environment()))
            .load(paths, false);
    if (!options.quiet()) {
      loaded.notes().forEach(terminal::say);
    }
    return loaded;
  }

  private void run(
      LoadedRules loaded, List<String> files, DetectionListener listener, FileProblems problems) {
    if (loaded.rules().isEmpty()) {
      return;
    }
    MemoryOptions memory = new MemoryOptions();
    TermLessons lessons = new TermLessons(memory.warmsUp());
    RuleSet rules =
        RuleSet.of(
            new TunedRules(
                loaded.rules().get(),
                memory,
                lessons,
                timestamp.field(),
                settings
                    .compilerOptions(options.reports(terminal))
                    .withTimestampField(timestamp.field())
                    .timestampFormat()));
    Environment environment = terminal.environment();
    try (EngineRun run =
        new EngineRun(
            rules,
            memory,
            lessons,
            terminal,
            events.clock(environment),
            events.fixedNow(environment),
            false,
            listener,
            failure -> terminal.say(VisibleText.of(failure.message())))) {
      run.run(files, problems, new ThreadsOption().count(), !environment.outIsTerminal());
    }
  }

  private String text(List<Backtest.Result> results) {
    TextTable table = new TextTable("BEFORE>", "AFTER>", "GAINED>", "LOST>", "RULE");
    StringBuilder details = new StringBuilder();
    for (Backtest.Result result : results) {
      table.add(
          String.valueOf(result.before()),
          String.valueOf(result.after()),
          String.valueOf(result.gained().size()),
          String.valueOf(result.lost().size()),
          result.name());
      details(result, "gained", result.gained(), details);
      details(result, "lost", result.lost(), details);
    }
    Optional<Integer> width = TextTable.width(terminal.environment());
    return (table.isEmpty() ? "" : table.print(width)) + details;
  }

  private static void details(
      Backtest.Result result, String what, List<String> places, StringBuilder text) {
    if (places.isEmpty()) {
      return;
    }
    text.append('\n').append(VisibleText.of(result.name())).append(' ').append(what).append(":\n");
    places.stream()
        .limit(MOST_PLACES)
        .forEach(place -> text.append("  ").append(VisibleText.of(place)).append('\n'));
    if (places.size() > MOST_PLACES) {
      text.append("  and ").append(places.size() - MOST_PLACES).append(" more\n");
    }
  }

  private static Map<String, Object> json(List<Backtest.Result> results) {
    List<Object> rules = new ArrayList<>();
    for (Backtest.Result result : results) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("rule_id", result.ruleId());
      rule.put("name", result.name());
      rule.put("before", result.before());
      rule.put("after", result.after());
      rule.put("gained", result.gained());
      rule.put("lost", result.lost());
      rules.add(rule);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("rules", rules);
    return report;
  }
}
