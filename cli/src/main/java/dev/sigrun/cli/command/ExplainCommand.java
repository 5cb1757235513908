package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleChoice;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.SampleOptions;
import dev.sigrun.cli.option.TimeRangeOptions;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.EventExplanation;
import dev.sigrun.cli.report.ExplanationJson;
import dev.sigrun.cli.report.Page;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.RuleSections;
import dev.sigrun.cli.report.SurveyText;
import dev.sigrun.cli.report.TraceText;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.explain.ConditionTree;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.query.RowTrace;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.survey.EventSurvey;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a rule means, and why it selects an event or not. */
@Command(
    name = "explain",
    description = {
      "Explain why a rule matches events or not; without events, what it means.",
      "",
      "With --event, show the lines of the rule and for each clause whether the event satisfies"
          + " it, with the values that it saw. With --events, show how many events satisfy each"
          + " part of the rule, how far groups of events come, and the nearest miss.",
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
      "  sigrun explain 'Shell Started' --rules rules --events events.ndjson",
      "  sigrun explain rules/linux/shell.toml --show java",
      "  sigrun explain rules/linux/shell.toml --event @event.json --format json",
      "  sigrun explain --index rules --events events.ndjson",
      "",
      "Exit codes:",
      "  0  the rule was explained, or reported as unsupported",
      "  2  the rule has errors",
      "  3  wrong usage, a missing file, or an event that is malformed"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Project project;

  @Parameters(
      arity = "1..*",
      paramLabel = "RULE",
      description =
          "A rule file, or the identity, the name or a part of the name of a rule. With --index:"
              + " rule files, folders or patterns.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-e", "--event"},
      paramLabel = "JSON|@FILE",
      description = "An event in JSON, or @ and the name of a file that contains one.")
  private @Nullable String event;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "A file of events, as run takes them. With --index: report how many rules these events"
              + " could satisfy. May be repeated.")
  private List<String> events = new ArrayList<>();

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description =
          "The meaning of 'now' in the rule. Default: the time of the event, or the current"
              + " time if the event has none.")
  private @Nullable String now;

  @Option(
      names = "--show",
      paramLabel = "SECTION",
      split = ",",
      description =
          "query, tree (the syntax tree), meaning or java: what to show of the rule. May be"
              + " repeated. Default: query and meaning; with events, nothing.")
  private List<RuleSections.Section> sections = new ArrayList<>();

  @Option(names = "--index", description = "Explain how the index finds the rules.")
  private boolean index;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private IndexExplanation.Format format = IndexExplanation.Format.TEXT;

  @Mixin private RuleChoice choice;
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private SampleOptions sample = new SampleOptions();
  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.choice = new RuleChoice(project);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    refuseWithoutEffect();
    EventFiles.requireReadable(events);
    Reports reports = options.reports(terminal);
    if (index) {
      CompilerOptions all = settings.compilerOptions(reports);
      return new IndexExplanation(terminal, reports, sample)
          .explain(paths, events, filter(all), all, format);
    }
    if (paths.size() > 1) {
      throw CommandFailure.usage(
          "One rule is explained at a time. Put a name of several words in quotation marks.");
    }
    Optional<EventLine> line = Optional.ofNullable(event).map(ExplainCommand::line);
    CompilerOptions compilerOptions = settings.compilerOptions(reports);
    CheckedRule checked = choice.choose(paths.get(0), terminal, reports, compilerOptions);
    if (checked.analyzed().isEmpty()) {
      return checked.unsupported().isPresent() ? ExitCode.OK : ExitCode.NOT_COMPILED;
    }
    AnalyzedRule rule = checked.analyzed().get();
    if (format == IndexExplanation.Format.JSON) {
      return explainAsJson(rule, checked, line, compilerOptions);
    }
    Page page = new Page(terminal, options.color());
    if (!sections().isEmpty()) {
      new RuleSections(page)
          .print(rule, checked.compilation().flatMap(Compilation::parsed), sections());
    }
    line.ifPresent(
        given -> {
          new EventExplanation(page).print(rule, conditions(rule, given));
          trace(rule, given, compilerOptions.schema()).ifPresent(new TraceText(page)::print);
        });
    return events.isEmpty()
        ? ExitCode.OK
        : explainEvents(rule, compilerOptions, survey -> new SurveyText(page).print(rule, survey));
  }

  private int explainAsJson(
      AnalyzedRule rule,
      CheckedRule checked,
      Optional<EventLine> line,
      CompilerOptions compilerOptions) {
    ExplanationJson json = new ExplanationJson(rule);
    json.add(checked.compilation().flatMap(Compilation::parsed), sections());
    line.ifPresent(
        given -> {
          json.add(conditions(rule, given));
          trace(rule, given, compilerOptions.schema()).ifPresent(json::add);
        });
    int code = events.isEmpty() ? ExitCode.OK : explainEvents(rule, compilerOptions, json::add);
    terminal.out().println(json.print());
    return code;
  }

  private void refuseWithoutEffect() {
    if (event != null && !events.isEmpty()) {
      throw CommandFailure.usage("'--event' and '--events' exclude each other.");
    }
    List<String> ignored = new ArrayList<>();
    if (index) {
      addIf(event != null, "--event", ignored);
      addIf(now != null, "--now", ignored);
      addIf(!sections.isEmpty(), "--show", ignored);
      addIf(choice.given(), "--rules", ignored);
    } else {
      addIf(sample.given(), "--sample", ignored);
    }
    if (!ignored.isEmpty()) {
      throw CommandFailure.usage(
          "'" + ignored.get(0) + "' has no effect " + (index ? "with" : "without") + " '--index'.");
    }
    if (events.isEmpty()) {
      range
          .anyGiven()
          .ifPresent(
              option -> {
                throw CommandFailure.usage("'" + option + "' has no effect without '--events'.");
              });
    }
    if (now != null && event == null && events.isEmpty()) {
      throw CommandFailure.usage("'--now' has no effect without '--event' or '--events'.");
    }
  }

  private static void addIf(boolean given, String option, List<String> ignored) {
    if (given) {
      ignored.add(option);
    }
  }

  private Set<RuleSections.Section> sections() {
    if (!sections.isEmpty()) {
      return EnumSet.copyOf(sections);
    }
    return event == null && events.isEmpty()
        ? EnumSet.of(RuleSections.Section.QUERY, RuleSections.Section.MEANING)
        : Set.of();
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

  private List<ConditionTree> conditions(AnalyzedRule analyzed, EventLine line) {
    try {
      return ConditionProbe.of(analyzed).judge(line.bytes(), meantNow());
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    } catch (EventFormatException e) {
      throw CommandFailure.usage("The event is malformed: " + e.getMessage());
    }
  }

  /** The rows of an event after each command, if the rule makes rows. */
  private Optional<RowTrace> trace(AnalyzedRule rule, EventLine line, Schema fields) {
    Optional<EventRows> rows = RowTrace.rows(rule.query());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Instant clock = EventOptions.clock(now, terminal.environment()).instant();
    try {
      Instant time = now == null ? RowTrace.timeOf(line.bytes(), fields, clock) : clock;
      return Optional.of(
          RowTrace.of(rule.query().origin(), rows.get(), List.of(line.bytes()), time));
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    } catch (EventFormatException e) {
      throw CommandFailure.usage("The event is malformed: " + e.getMessage());
    }
  }

  private Now meantNow() {
    return EventOptions.now(now, terminal.environment());
  }

  /** Which events count. */
  private TimeFilter filter(CompilerOptions compilerOptions) {
    return new TimeFilter(
        range.range(EventOptions.clock(now, terminal.environment())),
        new TimestampOption(project).order(compilerOptions)::timeOf);
  }

  private int explainEvents(
      AnalyzedRule rule, CompilerOptions compilerOptions, Consumer<EventSurvey> shown) {
    EventProblems problems = new EventProblems(terminal);
    EventSurvey survey;
    try {
      survey = EventSurvey.of(rule, compilerOptions.schema(), meantNow());
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
    TimeFilter filter = filter(compilerOptions);
    try (EventSource source = new EventSource(events, terminal.in(), problems);
        Progress progress = new Progress(terminal, "Explaining", true)) {
      for (Optional<EventLine> line = source.next(); line.isPresent(); line = source.next()) {
        EventLine read = line.get();
        try {
          if (filter.keeps(read)) {
            survey.add(read.bytes(), read.source(), read.number());
          }
        } catch (EventFormatException e) {
          problems.malformed(read, String.valueOf(e.getMessage()));
        }
        progress.update(source.count(), "event");
      }
    }
    filter.about().ifPresent(terminal::say);
    shown.accept(survey);
    return problems.hasBrokenFiles() ? ExitCode.USAGE : ExitCode.OK;
  }
}
