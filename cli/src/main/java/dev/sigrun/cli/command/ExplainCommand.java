package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.SampleOptions;
import dev.sigrun.cli.report.IndexProbe;
import dev.sigrun.cli.report.IndexReport;
import dev.sigrun.cli.report.MeaningLayout;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.Shapes;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.explain.ConditionTree;
import dev.sigrun.compiler.explain.RecordTree;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a rule means, and why it selects an event or not. */
@Command(
    name = "explain",
    description = {
      "Show how Sigrun understands a rule: its syntax tree, its meaning and the generated Java.",
      "",
      "With --event, show which parts of the condition are true, and the values they saw.",
      "",
      "With --index, show what the rule index requires of an event before a rule sees it. The"
          + " index finds a rule by the least likely condition that must hold for it"
          + " ('lookup'). Conditions on the kind of an event are decided once for all"
          + " events of that kind ('kind'). Likelihoods are estimates unless there is a"
          + " sample."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun explain rules/linux/shell.toml",
      "  sigrun explain rules/linux/shell.toml --event '{\"process.name\": \"sh\"}'",
      "  sigrun explain rules/linux/shell.toml --event @event.json",
      "  sigrun explain --index rules --events events.ndjson",
      "",
      "Exit codes:",
      "  0  the rule was explained, or reported as unsupported",
      "  2  the rule has errors",
      "  3  wrong usage, a missing file, or an event that is malformed"
    })
public final class ExplainCommand implements Callable<Integer> {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[m";

  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "RULE",
      description = "A rule file. With --index: rule files, folders or patterns.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-e", "--event"},
      paramLabel = "JSON|@FILE",
      description = "An event in JSON, or @ and the name of a file that contains one.")
  private @Nullable String event;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description =
          "The meaning of 'now' in the rule. Default: the time of the event, or the current"
              + " time if the event has none.")
  private @Nullable String now;

  @Option(names = "--index", description = "Explain how the index finds the rules.")
  private boolean index;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "With --index: report how many rules these events could satisfy. May be repeated.")
  private List<String> events = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "With --index: text or json. Default: text.")
  private Format format = Format.TEXT;

  @Mixin private SampleOptions sample = new SampleOptions();
  @Mixin private RuleOptions settings = new RuleOptions();
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of what the index says. */
  enum Format {
    TEXT,
    JSON
  }

  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    refuseWithoutEffect();
    if (index) {
      return explainIndex();
    }
    Optional<EventLine> line = Optional.ofNullable(event).map(ExplainCommand::line);
    Reports reports = options.reports(terminal);
    RuleSources sources = RuleSources.load(paths);
    reports.requireRules(sources);
    if (sources.files().size() != 1) {
      throw CommandFailure.usage(
          "'"
              + String.join(" ", paths)
              + "' holds "
              + Counts.of(sources.files().size(), "rule")
              + ". Name one.");
    }
    CheckedRule checked = compile(sources, reports).rules().get(0);
    if (checked.analyzed().isEmpty()) {
      return checked.unsupported().isPresent() ? ExitCode.OK : ExitCode.NOT_COMPILED;
    }
    AnalyzedRule rule = checked.analyzed().get();
    if (line.isPresent()) {
      explainEvent(rule, line.get());
    } else {
      explainRule(rule, checked.compilation().flatMap(Compilation::parsed));
    }
    return ExitCode.OK;
  }

  private void refuseWithoutEffect() {
    if (index && (event != null || now != null)) {
      throw CommandFailure.usage(
          "'" + (event != null ? "--event" : "--now") + "' has no effect with '--index'.");
    }
    if (!index && now != null && event == null) {
      throw CommandFailure.usage("'--now' has no effect without '--event'.");
    }
    if (!index && (!events.isEmpty() || sample.given() || format != Format.TEXT)) {
      String option = !events.isEmpty() ? "--events" : sample.given() ? "--sample" : "--format";
      throw CommandFailure.usage("'" + option + "' has no effect without '--index'.");
    }
  }

  private CheckedRules compile(RuleSources sources, Reports reports) {
    CheckedRules checked;
    try (Progress progress = new Progress(terminal, "Explaining", false)) {
      checked = CheckedRules.compile(sources, settings.compilerOptions(reports), progress::update);
    }
    reports.print(checked.diagnostics());
    return checked;
  }

  private int explainIndex() {
    EventFiles.requireReadable(events);
    Reports reports = options.reports(terminal);
    RuleSources sources = RuleSources.load(paths);
    reports.requireRules(sources);
    CheckedRules checked = compile(sources, reports);
    EventProblems problems = new EventProblems(terminal);
    IndexProbe probe = new IndexProbe(checked.analyzed(), sample.selectivity(terminal));
    search(probe, problems);
    IndexReport report = new IndexReport(probe);
    switch (format) {
      case TEXT -> report.text().forEach(terminal.out()::println);
      case JSON -> terminal.out().println(report.json());
    }
    if (problems.hasBrokenFiles()) {
      return ExitCode.USAGE;
    }
    return checked.hasFailures() ? ExitCode.NOT_COMPILED : ExitCode.OK;
  }

  private void search(IndexProbe probe, EventProblems problems) {
    try (EventSource source = new EventSource(events, terminal.in(), problems)) {
      for (Optional<EventLine> line = source.next(); line.isPresent(); line = source.next()) {
        EventLine read = line.get();
        try {
          probe.search(read.bytes());
        } catch (EventFormatException e) {
          problems.malformed(read, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static EventLine line(String event) {
    if (!event.startsWith("@")) {
      return EventLine.alone("--event", event.getBytes(StandardCharsets.UTF_8));
    }
    String file = event.substring(1);
    try {
      return EventLine.alone(file, Files.readAllBytes(Path.of(file)));
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + file + "' is not a valid path.");
    } catch (IOException e) {
      throw CommandFailure.usage(FileErrors.unreadable(Path.of(file), e));
    }
  }

  private void explainRule(AnalyzedRule analyzed, Optional<ParsedQuery> parsed) {
    Rule rule = analyzed.rule();
    section(rule.name() + " (" + rule.ruleId() + ")");
    rule.query().ifPresent(query -> explainQuery(query, parsed));
    section("Meaning");
    print(MeaningLayout.of(analyzed.query().toString()));
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(analyzed));
    section("Java");
    java.refusals().forEach(refusal -> print("None: " + refusal));
    java.sources().stream()
        .filter(source -> !source.qualifiedName().equals(java.setName()))
        .forEach(source -> print(source.content()));
  }

  private void explainQuery(QueryText query, Optional<ParsedQuery> parsed) {
    section("Query (" + query.language() + ")");
    print(query.content().strip());
    section("Syntax tree");
    print(parsed.map(p -> RecordTree.print(p.tree())).orElse(""));
  }

  private void explainEvent(AnalyzedRule analyzed, EventLine line) {
    List<ConditionTree> conditions = conditions(analyzed, line);
    section(analyzed.rule().name() + " (" + Shapes.name(analyzed.query()) + ")");
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.size() > 1) {
        section("Predicate " + (i + 1) + " of " + conditions.size());
      }
      terminal.out().print(conditions.get(i).print());
    }
    if (Shapes.needsMemory(analyzed.query())) {
      print("A single event is not enough to decide: the rule also depends on earlier events.");
    }
  }

  private List<ConditionTree> conditions(AnalyzedRule analyzed, EventLine line) {
    Now meant = EventOptions.now(now, terminal.environment());
    try {
      return ConditionProbe.of(analyzed).judge(line.bytes(), meant);
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    } catch (EventFormatException e) {
      throw CommandFailure.usage("The event is malformed: " + e.getMessage());
    }
  }

  private void section(String title) {
    boolean colored =
        options.color().colors(terminal.environment(), terminal.environment().outIsTerminal());
    String heading = "# " + VisibleText.of(title);
    terminal.out().println(colored ? BOLD + heading + PLAIN : heading);
  }

  /** Keeps line breaks and nothing else that does not show. */
  private void print(String text) {
    text.stripTrailing().lines().map(VisibleText::of).forEach(terminal.out()::println);
    terminal.out().println("");
  }
}
