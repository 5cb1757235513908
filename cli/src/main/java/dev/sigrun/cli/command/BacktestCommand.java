package dev.sigrun.cli.command;

import dev.sigrun.cli.cache.LoadedRules;
import dev.sigrun.cli.cache.RuleSetCache;
import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventTime;
import dev.sigrun.cli.event.FileProblems;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.RunSelection;
import dev.sigrun.cli.option.ThreadsOption;
import dev.sigrun.cli.option.TimeRangeOptions;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.run.AlertCounts;
import dev.sigrun.cli.run.Backtest;
import dev.sigrun.cli.run.EngineRun;
import dev.sigrun.cli.run.ExpectationReport;
import dev.sigrun.cli.run.TermLessons;
import dev.sigrun.cli.run.TunedRules;
import dev.sigrun.cli.run.VersionReport;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.testing.file.ExpectedAlerts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what two versions of rules find in the same events, or one with what is expected. */
@Command(
    name = "backtest",
    description = {
      "Run two versions of rules over the same events and show what is gained and what is lost,"
          + " or run one version and compare its numbers of alerts with a file.",
      "",
      "Versions of a rule belong together by their identity. Two detections are the same if they"
          + " consist of the same events.",
      "",
      "A file of expectations has a table [[expect]] for each rule, with its identity or name"
          + " (rule) and the number of its alerts (alerts, or at_least and at_most). Rules that"
          + " are not listed must raise none; rule = '*' says otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun backtest --before old/shell.toml --after rules/shell.toml events.ndjson",
      "  git worktree add /tmp/main main",
      "  sigrun backtest --before /tmp/main/rules --after rules yesterday.ndjson.gz",
      "  sigrun backtest --rules rules --write-expectations expected.toml corpus.ndjson",
      "  sigrun backtest --rules rules --expect expected.toml corpus.ndjson",
      "  sigrun backtest --rules rules --expect expected.toml --format junit corpus.ndjson",
      "",
      "Exit codes:",
      "  0  both versions ran, whether or not they differ; all numbers are as expected",
      "  1  with --fail-on-loss: the later version misses something that the earlier one found;"
          + " with --expect: a number is not as expected",
      "  2  a rule or the file of expectations has errors; the other rules ran",
      "  3  wrong usage, or a missing or damaged file"
    })
public final class BacktestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Project project;

  @Option(
      names = "--before",
      paramLabel = "PATH",
      description = "The earlier version: rule files, folders or patterns. May be repeated.")
  private List<String> before = new ArrayList<>();

  @Option(
      names = "--after",
      paramLabel = "PATH",
      description = "The later version. May be repeated.")
  private List<String> after = new ArrayList<>();

  @Option(
      names = {"-r", "--rules"},
      paramLabel = "PATH",
      description =
          "The rules whose alerts are counted. May be repeated. Default: those of the project file.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json; with --expect also junit. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--fail-on-loss",
      description = "Exit with 1 if the later version misses something.")
  private boolean failOnLoss;

  @Mixin private ExpectationOptions expectations = new ExpectationOptions();
  @Mixin private RunSelection selection = new RunSelection();
  @Mixin private EventOptions events = new EventOptions();
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private TimestampOption timestamp;
  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TABLE,
    JSON,
    JUNIT
  }

  /** A command on these streams. */
  public BacktestCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.timestamp = new TimestampOption(project);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    List<String> files = events.files();
    refuseMixtures();
    range.check(events.clock(terminal.environment()));
    if (expectations.given()) {
      return countAlerts(files);
    }
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
    VersionReport report = new VersionReport(results);
    terminal
        .out()
        .print(
            switch (format) {
              case TABLE -> report.text(TextTable.width(terminal.environment()));
              case JSON -> report.json() + "\n";
              case JUNIT -> throw new IllegalStateException("Refused before.");
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

  private void refuseMixtures() {
    boolean versions = !before.isEmpty() || !after.isEmpty();
    boolean counts = expectations.given();
    if (versions && counts || !counts && (before.isEmpty() || after.isEmpty())) {
      throw CommandFailure.usage(
          "Compare two versions of rules with '--before' and '--after', or their alerts with"
              + " '--expect FILE'.");
    }
    if (!counts && !rules.isEmpty()) {
      throw CommandFailure.usage("'--rules' has no effect without '--expect'.");
    }
    if (counts && failOnLoss) {
      throw CommandFailure.usage("'--fail-on-loss' has no effect without '--before'.");
    }
    if (format == Format.JUNIT && !expectations.compares()) {
      throw CommandFailure.usage("'--format junit' has no effect without '--expect'.");
    }
  }

  /** Compares numbers of alerts with a file, or writes one. */
  private int countAlerts(List<String> files) {
    expectations.check();
    Optional<ExpectedAlerts> expected = expectations.read(options.reports(terminal));
    if (expectations.compares() && expected.isEmpty()) {
      return ExitCode.NOT_COMPILED;
    }
    List<String> paths = rules.isEmpty() ? project.paths(ProjectKey.RULES) : rules;
    if (paths.isEmpty()) {
      throw CommandFailure.usage("Name the rules to run with --rules.");
    }
    LoadedRules loaded = load(paths);
    AlertCounts counts =
        new AlertCounts(loaded.rules().map(CompiledRules::rules).orElse(List.of()));
    EventProblems problems = new EventProblems(terminal);
    run(loaded, files, counts, problems);
    boolean met = expected.isEmpty() || isMet(counts, expected.get());
    if (problems.hasBrokenFiles()) {
      return ExitCode.USAGE;
    }
    if (loaded.rules().isPresent()) {
      expectations.write(counts).ifPresent(terminal::say);
    }
    if (!loaded.complete() || loaded.rules().isEmpty()) {
      return ExitCode.NOT_COMPILED;
    }
    return met ? ExitCode.OK : ExitCode.FINDINGS;
  }

  /** Prints how numbers compare, and says whether all are as expected. */
  private boolean isMet(AlertCounts counts, ExpectedAlerts expected) {
    ExpectationReport report =
        new ExpectationReport(expectations.file(), counts.compare(expected, selection.given()));
    terminal
        .out()
        .print(
            switch (format) {
              case TABLE -> report.text(TextTable.width(terminal.environment()));
              case JSON -> report.json() + "\n";
              case JUNIT -> report.junit();
            });
    terminal.out().flush();
    if (!options.quiet()) {
      terminal.say(report.summary());
    }
    return report.count(AlertCounts.Outcome.FAILED) == 0;
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
    Clock clock = events.clock(environment);
    TimeFilter filter = new TimeFilter(range.range(clock), EventTime.in(rules.timestamp()));
    try (EngineRun run =
        new EngineRun(
            rules,
            memory,
            lessons,
            terminal,
            clock,
            events.fixedNow(environment),
            false,
            listener,
            failure -> terminal.say(VisibleText.of(failure.message())))) {
      run.run(files, filter, problems, new ThreadsOption().count(), !environment.outIsTerminal());
    }
    // Reported once, by whichever version runs first.
    if (problems != FileProblems.NONE) {
      filter.about().ifPresent(terminal::say);
    }
  }
}
