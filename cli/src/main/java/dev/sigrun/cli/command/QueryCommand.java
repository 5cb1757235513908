package dev.sigrun.cli.command;

import dev.sigrun.cli.cache.QueryCache;
import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventPipeline;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.LaterProblems;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.QuerySource;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.ResultOptions;
import dev.sigrun.cli.option.SchemaOptions;
import dev.sigrun.cli.option.SeverityOption;
import dev.sigrun.cli.option.SigmaOptions;
import dev.sigrun.cli.option.ThreadsOption;
import dev.sigrun.cli.option.TimeRangeOptions;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.Texts;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.EsqlLanguage;
import dev.sigrun.compiler.language.esql.rows.EsqlTable;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.query.QueryProgram;
import dev.sigrun.compiler.query.QuerySearch;
import dev.sigrun.compiler.query.ResultOrder;
import dev.sigrun.compiler.query.TableSearch;
import dev.sigrun.compiler.query.UnsupportedQueryException;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one query over events, without a rule file. */
@Command(
    name = "query",
    sortOptions = false,
    description = {
      "Find the events, sequences or samples that a query selects, or show the rows that it makes.",
      "",
      "Results are ordered by timestamp, then by tiebreaker (events with one first; numbers before"
          + " strings), then in the order in which they were read. Events without a timestamp"
          + " come last. Pipes and"
          + " --size apply after ordering.",
      "",
      "Sequences are ordered by their last event, then by their keys; samples are ordered by"
          + " their keys. An event with several values in a key takes part once for each."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun query --eql 'process where process.name : \"curl*\" | tail 5' events.ndjson",
      "  sigrun query --kql 'user.name: root and not process.name: cron' events.ndjson.gz",
      "  sigrun query --esql 'FROM * | STATS c = COUNT(*) BY user.name | SORT c DESC' e.ndjson",
      "  sigrun query --sigma 'Image|endswith: \\whoami.exe' sysmon.ndjson",
      "  sigrun query --eql 'any where true' --count-by event.category,event.action events.ndjson",
      "  sigrun query --kql 'user.name: root' --output table --fields host.name,process.name e.ndjson",
      "  sigrun query --kql 'user.name: root' --from 2026-03-01 --to 2026-03-02 events.ndjson",
      "  sigrun query --file hunt.eql --schema fields.json --output lines -",
      "",
      "Exit codes:",
      "  0  the query ran over all events, whether or not it found anything",
      "  2  the query has errors or cannot be executed",
      "  3  wrong usage, a missing or damaged file, or output that could not be written"
    })
public final class QueryCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Project project;

  @ArgGroup(multiplicity = "1")
  private QuerySource source = new QuerySource();

  @Option(
      names = "--language",
      paramLabel = "NAME",
      description = "Language of the file, such as kql. Default: according to its extension.")
  private @Nullable String language;

  @Option(
      names = {"--timestamp-field", "--time-field"},
      paramLabel = "FIELD",
      description =
          "The field that orders the results. Default: @timestamp, or where raw Windows events,"
              + " CloudTrail and others have their time.")
  private @Nullable String timestampField;

  @Option(
      names = "--tiebreaker-field",
      paramLabel = "FIELD",
      description = "The field that orders results with the same time. Default: none.")
  private @Nullable String tiebreakerField;

  @Option(
      names = "--event-category-field",
      paramLabel = "FIELD",
      description = "The field that 'process where' tests. Default: event.category.")
  private String categoryField = "event.category";

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Keep only the last N results. Default: all.")
  private @Nullable Long size;

  @Option(
      names = "--max-samples-per-key",
      paramLabel = "N",
      description = "How many samples to return for one key, from 1 to 1000. Default: 1.")
  private int maxSamplesPerKey = 1;

  @Mixin private ResultOptions output = new ResultOptions();
  @Mixin private EventOptions events = new EventOptions();
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private ThreadsOption threads = new ThreadsOption();
  @Mixin private SchemaOptions schema;
  @Mixin private SigmaOptions sigma;
  @Mixin private SeverityOption severity;
  @Mixin private ReportOptions options = new ReportOptions();

  public QueryCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.schema = new SchemaOptions(project);
    this.sigma = new SigmaOptions(project);
    this.severity = new SeverityOption(project);
  }

  @Override
  public Integer call() {
    if (size != null && size < 0) {
      throw CommandFailure.usage("'--size' takes a number of at least 0, found '" + size + "'.");
    }
    if (maxSamplesPerKey < 1 || maxSamplesPerKey > SampleDetector.MAX_SAMPLES) {
      throw CommandFailure.usage("'--max-samples-per-key' takes a number from 1 to 1000.");
    }
    output.check();
    threads.check();
    List<String> files = events.files();
    Reports reports = options.reports(terminal);
    CompilerOptions compilerOptions = compilerOptions(reports);
    if (source.language(language, compilerOptions.languages()) instanceof EsqlLanguage) {
      return table(compilerOptions, files, reports);
    }
    Optional<Query> query = analyze(compilerOptions, reports);
    if (query.isEmpty()) {
      return ExitCode.NOT_COMPILED;
    }
    String timestamp = timestamp(compilerOptions);
    QueryProgram program = compile(query.get(), timestamp, compilerOptions);
    ResultOrder order =
        ResultOrder.by(timestamp, Optional.ofNullable(tiebreakerField), compilerOptions.schema());
    Now now = events.now(terminal.environment());
    EventProblems problems = new EventProblems(terminal);
    QuerySearch search = QuerySearch.of(program, now, order, maxSamplesPerKey);
    search(search, filter(order), new Shown(query.get(), timestamp), files, problems);
    return problems.hasBrokenFiles() ? ExitCode.USAGE : ExitCode.OK;
  }

  /** Shows the rows of a query in ES|QL. */
  private int table(CompilerOptions compilerOptions, List<String> files, Reports reports) {
    if (size != null) {
      throw CommandFailure.usage("'--size' has no effect on ES|QL. Use LIMIT in the query.");
    }
    output.checkRows();
    DiagnosticSink sink = new DiagnosticSink(severity.severities());
    QueryContext context =
        new QueryContext(
            new FieldResolver(compilerOptions.schema(), compilerOptions.unknownFields()),
            categoryField);
    Optional<SourceText> text = source.text(sink);
    Optional<EsqlTable> table = text.flatMap(found -> EsqlTable.of(found, context, sink));
    reports.print(sink.diagnostics());
    if (text.isEmpty()) {
      throw CommandFailure.usage("The query cannot be read.");
    }
    if (table.isEmpty() || sink.hasErrors()) {
      return ExitCode.NOT_COMPILED;
    }
    String timestamp = timestamp(compilerOptions);
    QueryProgram program = compile(table.get().query(), timestamp, compilerOptions);
    Instant now =
        events
            .fixedNow(terminal.environment())
            .orElseGet(() -> terminal.environment().clock().instant());
    EventProblems problems = new EventProblems(terminal);
    TableQuery search =
        new TableQuery(
            terminal,
            TableSearch.of(table.get(), program, now),
            filter(ResultOrder.by(timestamp, Optional.empty(), compilerOptions.schema())),
            threads.count());
    output.print(search.run(files, problems, options.quiet()), terminal);
    return problems.hasBrokenFiles() ? ExitCode.USAGE : ExitCode.OK;
  }

  /** The results' query, and the field that orders them. */
  private record Shown(Query query, String timestamp) {}

  private String timestamp(CompilerOptions compilerOptions) {
    return Optional.ofNullable(timestampField)
        .or(() -> project.settings().value(ProjectKey.TIMESTAMP_FIELD))
        .or(compilerOptions::timestampField)
        .orElse(Timing.TIMESTAMP);
  }

  private Optional<Query> analyze(CompilerOptions compilerOptions, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink(severity.severities());
    Optional<SourceText> text = source.text(sink);
    Language written = source.language(language, compilerOptions.languages()).ofSearches();
    QueryContext context =
        new QueryContext(
            new FieldResolver(compilerOptions.schema(), compilerOptions.unknownFields()),
            categoryField);
    Optional<Query> query = text.flatMap(t -> QueryProgram.analyze(t, written, context, sink));
    reports.print(sink.diagnostics());
    if (text.isEmpty()) {
      throw CommandFailure.usage("The query cannot be read.");
    }
    return sink.hasErrors() ? Optional.empty() : query;
  }

  /** The options of the compiler: if pipelines adapt the language, with the events they lead to. */
  private CompilerOptions compilerOptions(Reports reports) {
    CompilerOptions compilerOptions =
        schema.compilerOptions(
            schema.given() ? UnknownFields.UNMAPPED : UnknownFields.KEYWORD, reports);
    if (source.language(language, compilerOptions.languages()).usesPipelines()) {
      return compilerOptions.withSigmaData(sigma.data(EventForm.AUTO, reports));
    }
    sigma
        .anyGiven()
        .ifPresent(
            option -> {
              throw CommandFailure.usage("'" + option + "' has an effect only on Sigma.");
            });
    return compilerOptions;
  }

  private QueryProgram compile(Query query, String timestamp, CompilerOptions options) {
    Optional<String> format = options.withTimestampField(Optional.of(timestamp)).timestampFormat();
    try {
      return QueryProgram.compile(query, timestamp, format, QueryCache.of(terminal.environment()));
    } catch (UnsupportedQueryException | MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }

  /** The result of one line: the query's selection, or why the line is not a valid event. */
  private record Judgement(Optional<QuerySearch.Selected> selected, Optional<String> malformed) {
    static Judgement of(EventLine line, QuerySearch search) {
      try {
        return new Judgement(
            search.select(line.bytes(), line.source(), line.number(), line.position()),
            Optional.empty());
      } catch (EventFormatException e) {
        return new Judgement(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
      }
    }
  }

  /** Which events count: by the time that orders them. */
  private TimeFilter filter(ResultOrder order) {
    return new TimeFilter(range.range(events.clock(terminal.environment())), order::timeOf);
  }

  private void search(
      QuerySearch search,
      TimeFilter filter,
      Shown shown,
      List<String> files,
      EventProblems problems) {
    long start = System.nanoTime();
    long count;
    LaterProblems later = new LaterProblems(problems);
    try (EventSource lines = new EventSource(files, terminal.in(), later);
        Progress progress = new Progress(terminal, "Searching", true)) {
      new EventPipeline<Judgement>(
              threads.count(),
              filter,
              line -> Judgement.of(line, search),
              (line, judgement) -> {
                judgement.malformed().ifPresent(why -> problems.malformed(line, why));
                judgement.selected().ifPresent(search::add);
                progress.update(line.position() + 1, "event");
              })
          .run(lines, later);
      count = lines.count() - filter.leftOut();
    }
    filter.about().ifPresent(terminal::say);
    OptionalLong last = size == null ? OptionalLong.empty() : OptionalLong.of(size);
    List<QuerySearch.Result> found = search.results(last);
    output.print(found, search.findsSingleEvents(), shown.query(), shown.timestamp(), terminal);
    summarize(search, count, found.size(), problems, System.nanoTime() - start);
  }

  private void summarize(
      QuerySearch search, long count, int found, EventProblems problems, long nanos) {
    if (search.withoutTime() > 0) {
      terminal.say(
          Counts.of(search.withoutTime(), "event")
              + " without a readable time took no part in sequences.");
    }
    if (!options.quiet()) {
      terminal.say(
          Counts.of(count, "event")
              + (problems.malformed() == 0 ? "" : " (" + problems.malformed() + " malformed)")
              + ": "
              + Counts.of(found, "result")
              + " in "
              + Texts.seconds(nanos)
              + ".");
    }
  }
}
