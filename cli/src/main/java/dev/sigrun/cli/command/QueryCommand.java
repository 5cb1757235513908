package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventPipeline;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.hunt.AdHocQuery;
import dev.sigrun.cli.hunt.Correlation;
import dev.sigrun.cli.hunt.CorrelationRules;
import dev.sigrun.cli.hunt.QueryMatcher;
import dev.sigrun.cli.hunt.QueryResults;
import dev.sigrun.cli.option.EventOptions;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.SchemaOptions;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.Texts;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.explain.AdHocRules;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      "Find the events, sequences or samples that a query selects.",
      "",
      "Results are ordered by timestamp, then by tiebreaker (events with one first; numbers before"
          + " strings), then as they were read. Events without a timestamp come last. Pipes and"
          + " --size apply after ordering.",
      "",
      "Sequences are ordered by their last events, those that end with the same event by their keys;"
          + " samples are ordered by their keys. An event with several values in a key takes part"
          + " once for each."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun query --eql 'process where process.name : \"curl*\" | tail 5' events.ndjson",
      "  sigrun query --kql 'user.name: root and not process.name: cron' events.ndjson.gz",
      "  sigrun query --file hunt.eql --schema fields.json --output lines -",
      "",
      "Exit codes:",
      "  0  the query was run over all events, whatever it found",
      "  2  the query has errors or cannot be executed",
      "  3  wrong usage, a missing or damaged file, or output that cannot be written"
    })
public final class QueryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--language",
      paramLabel = "NAME",
      description = "Language of the file: eql or kql. Default: as its name ends.")
  private AdHocQuery.@Nullable Language language;

  @Option(
      names = "--timestamp-field",
      paramLabel = "FIELD",
      description = "Orders the results. Default: @timestamp.")
  private String timestampField = "@timestamp";

  @Option(
      names = "--tiebreaker-field",
      paramLabel = "FIELD",
      description = "Orders results of the same time. Default: none.")
  private @Nullable String tiebreakerField;

  @Option(
      names = "--event-category-field",
      paramLabel = "FIELD",
      description = "What 'process where' tests. Default: event.category.")
  private String categoryField = "event.category";

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Keep only the last N results. Default: all.")
  private @Nullable Long size;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "ndjson",
      description =
          "ndjson (the events; of sequences and samples objects with join_keys and events) or lines"
              + " (for each result the numbers of its lines, as a JSON array; null where an event"
              + " is missing). Default: ndjson.")
  private Format format = Format.NDJSON;

  @Option(
      names = "--max-samples-per-key",
      paramLabel = "N",
      description = "How many samples to give for one key, from 1 to 1000. Default: 1.")
  private int maxSamplesPerKey = 1;

  @Mixin private EventOptions events = new EventOptions();
  @Mixin private SchemaOptions schema = new SchemaOptions();
  @Mixin private ReportOptions options = new ReportOptions();

  /** Where the query stands. */
  private static final class Source {
    @Option(names = "--eql", paramLabel = "TEXT", description = "A query in EQL.")
    private @Nullable String eql;

    @Option(names = "--kql", paramLabel = "TEXT", description = "A query in KQL.")
    private @Nullable String kql;

    @Option(names = "--file", paramLabel = "FILE", description = "A file with one query.")
    private @Nullable Path file;
  }

  /** How results are printed. */
  enum Format {
    NDJSON,
    LINES
  }

  public QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (size != null && size < 0) {
      throw CommandFailure.usage("'--size' takes a number from 0, found '" + size + "'.");
    }
    if (maxSamplesPerKey < 1 || maxSamplesPerKey > SampleDetector.MAX_SAMPLES) {
      throw CommandFailure.usage("'--max-samples-per-key' takes a number from 1 to 1000.");
    }
    List<String> files = events.files();
    Reports reports = options.reports(terminal);
    CompilerOptions compilerOptions =
        schema.compilerOptions(
            schema.given() ? UnknownFields.UNMAPPED : UnknownFields.KEYWORD, reports);
    Optional<Query> query = analyze(compilerOptions, reports);
    if (query.isEmpty()) {
      return ExitCode.NOT_COMPILED;
    }
    boolean nanos =
        compilerOptions.schema().typeOf(timestampField).equals(Optional.of(FieldType.DATE_NANOS));
    QueryMatcher.OrderFields order =
        new QueryMatcher.OrderFields(timestampField, nanos, Optional.ofNullable(tiebreakerField));
    List<Predicate> predicates = query.get().predicates().stream().distinct().toList();
    AdHocRules compiled = compile(predicates, timestampField);
    if (!compiled.refused().isEmpty()) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, compiled.refused().get(0));
    }
    EventProblems problems = new EventProblems(terminal);
    if (query.get() instanceof Query.SingleEvent single) {
      QueryMatcher matcher =
          new QueryMatcher(compiled.set(), events.now(terminal.environment()), order);
      search(matcher, single.pipes(), files, problems);
    } else {
      correlate(
          correlation(query.get(), predicates, compiled, order), query.get(), files, problems);
    }
    return problems.hasBrokenFiles() ? ExitCode.USAGE : ExitCode.OK;
  }

  private static AdHocRules compile(List<Predicate> predicates, String timestampField) {
    try {
      return AdHocRules.of(
          predicates, Stream.of(timestampField, Timing.TIMESTAMP).distinct().toList());
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }

  private Correlation correlation(
      Query query,
      List<Predicate> predicates,
      AdHocRules compiled,
      QueryMatcher.OrderFields order) {
    Map<Predicate, String> ruleIds = new HashMap<>();
    for (int i = 0; i < predicates.size(); i++) {
      ruleIds.put(predicates.get(i), compiled.ruleIds().get(i));
    }
    try {
      RuleSet rules =
          RuleSet.of(new CorrelationRules(compiled.rules(), ruleIds, query, maxSamplesPerKey));
      return new Correlation(rules, events.now(terminal.environment()), order);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Query> analyze(CompilerOptions compilerOptions, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<SourceText> text = text(sink);
    Optional<Query> query =
        text.flatMap(t -> AdHocQuery.analyze(t, language(), compilerOptions, categoryField, sink));
    reports.print(sink.diagnostics());
    if (text.isEmpty()) {
      throw CommandFailure.usage("The query cannot be read.");
    }
    return query;
  }

  private Optional<SourceText> text(DiagnosticSink sink) {
    if (source.file != null) {
      return RuleFiles.load(source.file, sink);
    }
    return source.eql != null
        ? Optional.of(SourceText.of("--eql", source.eql))
        : Optional.of(SourceText.of("--kql", String.valueOf(source.kql)));
  }

  private AdHocQuery.Language language() {
    if (source.file == null) {
      return source.eql != null ? AdHocQuery.Language.EQL : AdHocQuery.Language.KQL;
    }
    if (language != null) {
      return language;
    }
    String name = source.file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".eql")) {
      return AdHocQuery.Language.EQL;
    }
    if (name.endsWith(".kql")) {
      return AdHocQuery.Language.KQL;
    }
    throw CommandFailure.usage(
        "'" + source.file + "' ends in neither '.eql' nor '.kql'. Say its language: --language.");
  }

  private void search(
      QueryMatcher matcher, List<Query.Pipe> pipes, List<String> files, EventProblems problems) {
    QueryResults results = new QueryResults();
    long start = System.nanoTime();
    long count;
    try (EventSource lines = new EventSource(files, terminal.in(), problems);
        Progress progress = new Progress(terminal, "Searching", true)) {
      new EventPipeline<>(
              matcher::judge,
              answer -> {
                answer.malformed().ifPresent(why -> problems.malformed(answer.line(), why));
                answer.result().ifPresent(results::add);
              },
              () -> {})
          .run(lines, progress);
      count = lines.count();
    }
    OptionalLong last = size == null ? OptionalLong.empty() : OptionalLong.of(size);
    List<QueryResults.Result> found = results.inOrder(pipes, last);
    found.forEach(result -> print(result.line()));
    terminal.out().flush();
    summarize(count, found.size(), problems, start);
  }

  private void correlate(
      Correlation correlation, Query query, List<String> files, EventProblems problems) {
    long start = System.nanoTime();
    long count;
    try (EventSource lines = new EventSource(files, terminal.in(), problems);
        Progress progress = new Progress(terminal, "Searching", true)) {
      new EventPipeline<>(
              correlation::judge,
              answer -> {
                answer.malformed().ifPresent(why -> problems.malformed(answer.line(), why));
                answer.wanted().ifPresent(correlation::add);
              },
              () -> {})
          .run(lines, progress);
      count = lines.count();
    }
    List<Query.Pipe> pipes =
        query instanceof Query.Sequence sequence ? sequence.pipes() : List.of();
    OptionalLong last = size == null ? OptionalLong.empty() : OptionalLong.of(size);
    List<Correlation.Found> found = QueryResults.piped(correlation.results(), pipes, last);
    found.forEach(this::print);
    terminal.out().flush();
    if (correlation.withoutTime() > 0) {
      terminal.say(
          Counts.of(correlation.withoutTime(), "event")
              + " without a time that can be read took no part in sequences.");
    }
    summarize(count, found.size(), problems, start);
  }

  private void summarize(long count, int found, EventProblems problems, long start) {
    if (!options.quiet()) {
      terminal.say(
          Counts.of(count, "event")
              + (problems.malformed() == 0 ? "" : " (" + problems.malformed() + " malformed)")
              + ": "
              + Counts.of(found, "result")
              + " in "
              + Texts.seconds(System.nanoTime() - start)
              + ".");
    }
  }

  private void print(Correlation.Found found) {
    if (format == Format.LINES) {
      List<@Nullable Object> numbers = new ArrayList<>();
      found.lines().forEach(line -> numbers.add(line == null ? null : line.number()));
      terminal.out().println(JsonValues.write(numbers));
      return;
    }
    Output out = terminal.out();
    out.print("{\"join_keys\":" + JsonValues.write(found.key().values()) + ",\"events\":[");
    String separator = "";
    for (EventLine line : found.lines()) {
      out.print(separator);
      out.write(line == null ? "null".getBytes(StandardCharsets.US_ASCII) : line.bytes());
      separator = ",";
    }
    out.println("]}");
  }

  private void print(EventLine line) {
    switch (format) {
      case NDJSON -> {
        terminal.out().write(line.bytes());
        terminal.out().print("\n");
      }
      case LINES -> terminal.out().println(JsonValues.write(List.of(line.number())));
    }
  }
}
