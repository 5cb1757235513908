package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Aggregate;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Field;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.language.esql.syntax.NamePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the columns of a query through its commands, and checks what each command does. */
public final class EsqlAnalyzer implements EsqlCommand.Visitor<String> {
  private static final DiagnosticKind UNKNOWN_METADATA =
      DiagnosticKind.error("ESQL026", "Unknown metadata column '%s'.%s");
  private static final DiagnosticKind NO_MATCH =
      DiagnosticKind.error("ESQL027", "No column matches '%s'.");
  private static final DiagnosticKind NOT_A_STRING =
      DiagnosticKind.error(
          "ESQL028", "%s takes a string apart, found %s of type %s. Convert it with TO_STRING.");
  private static final DiagnosticKind NOT_SORTABLE =
      DiagnosticKind.error("ESQL029", "Rows cannot be sorted by %s of type %s.");
  private static final DiagnosticKind MANY_PATTERNS =
      DiagnosticKind.error("ESQL141", "There are %s patterns with '*'. At most %s are allowed.");
  private static final DiagnosticKind MODEL =
      DiagnosticKind.unsupported(
          "ESQL101",
          "ES|QL",
          "COMPLETION asks a language model, which only a cluster has. The rest is checked.");

  /** The most patterns with wildcards of one command: each is tried with every column. */
  private static final int MOST_PATTERNS = 1_000;

  private final EsqlReports reports;
  private final IndexFields fields;
  private final Columns columns;
  private final Searches searches;
  private final ExpressionTypes types;
  private final ExtractedColumns extracted;
  private final MissingValueLint missing;
  private final QueryLints lints;

  private EsqlAnalyzer(EsqlQuery query, FieldResolver resolver, DiagnosticSink sink) {
    reports = new EsqlReports(sink);
    fields = new IndexFields(resolver, sink);
    columns = new Columns(fields);
    searches = new Searches(fields, reports);
    types = new ExpressionTypes(columns, reports, searches, Place.ROW);
    extracted = new ExtractedColumns(reports);
    missing = new MissingValueLint(columns, reports);
    lints = new QueryLints(query, reports);
  }

  /**
   * Reports the mistakes of a query, and what is hardly meant as it is written.
   *
   * @param context resolves the names of fields, and knows when the query is asked
   * @return the fields of the events as the query reads them; empty if an error was reported
   */
  public static Optional<EventFields> check(
      EsqlQuery query, QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    EsqlAnalyzer analyzer = analyze(query, context.fields(), sink);
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    context.runs().ifPresent(runs -> new WindowLint(query, runs, sink).check());
    return Optional.of(new EventFields(analyzer.fields));
  }

  /** The columns of the result. */
  static Columns columnsOf(EsqlQuery query, FieldResolver fields, DiagnosticSink sink) {
    return analyze(query, fields, sink).columns;
  }

  private static EsqlAnalyzer analyze(EsqlQuery query, FieldResolver fields, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    EsqlAnalyzer analyzer = new EsqlAnalyzer(query, fields, sink);
    analyzer.metadata(query.from());
    for (EsqlCommand command : query.commands()) {
      String name = command.accept(analyzer);
      analyzer.searches.passed(name);
      analyzer.lints.passed(command, analyzer.columns);
    }
    analyzer.fields.report();
    if (!sink.hasErrorsSince(checkpoint)) {
      analyzer.lints.report();
    }
    return analyzer;
  }

  private void metadata(EsqlQuery.From from) {
    for (Column column : from.metadata()) {
      String name = column.name();
      Optional<EsqlType> type = Metadata.typeOf(name);
      if (type.isEmpty()) {
        DidYouMean hint = Suggestions.didYouMean(name, Metadata.names());
        reports.error(UNKNOWN_METADATA, column.origin(), name, hint);
      }
      columns.put(name, ColumnInfo.of(type.orElse(EsqlType.ANY), ColumnInfo.Kind.METADATA));
    }
  }

  @Override
  public String visitWhere(EsqlCommand.Where where) {
    types.condition(where.condition());
    missing.check(where.condition());
    return "WHERE";
  }

  @Override
  public String visitEval(EsqlCommand.Eval eval) {
    for (Field field : eval.fields()) {
      EsqlType type = types.of(field.value());
      columns.put(field.name().name(), ColumnInfo.of(type, kind(field.value())));
    }
    return "EVAL";
  }

  /** The kind of a computed column. */
  private ColumnInfo.Kind kind(EsqlExpression value) {
    if (value instanceof Column column) {
      return columns
          .find(column)
          .filter(found -> !found.isRead())
          .map(ColumnInfo::kind)
          .orElse(ColumnInfo.Kind.COMPUTED);
    }
    if (value instanceof EsqlExpression.Call call) {
      String name = call.name().text();
      if (name.equalsIgnoreCase("VALUES")) {
        return ColumnInfo.Kind.VALUES;
      }
      if (name.equalsIgnoreCase("COUNT_DISTINCT")) {
        return ColumnInfo.Kind.DISTINCT_COUNT;
      }
    }
    return ColumnInfo.Kind.COMPUTED;
  }

  @Override
  public String visitStats(EsqlCommand.Stats stats) {
    Map<Field, EsqlType> keys = new LinkedHashMap<>();
    ExpressionTypes key = types.at(Place.KEY);
    stats.keys().forEach(field -> keys.put(field, key.of(field.value())));
    ExpressionTypes group = types.at(Place.group(keys));
    ExpressionTypes row = types.at(Place.ARGUMENT);
    Map<String, ColumnInfo> result = new LinkedHashMap<>();
    for (Aggregate aggregate : stats.aggregates()) {
      Field field = aggregate.field();
      EsqlType type = group.of(field.value());
      aggregate.filter().ifPresent(row::condition);
      result.put(field.name().name(), ColumnInfo.of(type, kind(field.value())));
    }
    keys.forEach(
        (field, type) ->
            result.put(field.name().name(), ColumnInfo.of(type, ColumnInfo.Kind.COMPUTED)));
    if (stats.inline()) {
      result.forEach(columns::put);
    } else {
      columns.replaceBy(result);
    }
    return stats.inline() ? "INLINE STATS" : "STATS";
  }

  @Override
  public String visitKeep(EsqlCommand.Keep keep) {
    if (areFew(keep.patterns())) {
      keep.patterns().forEach(this::checkMatch);
      columns.keep(keep.patterns());
    }
    return "KEEP";
  }

  @Override
  public String visitDrop(EsqlCommand.Drop drop) {
    if (areFew(drop.patterns())) {
      drop.patterns().forEach(this::checkMatch);
      columns.drop(drop.patterns());
    }
    return "DROP";
  }

  private boolean areFew(List<NamePattern> patterns) {
    List<NamePattern> wild = patterns.stream().filter(each -> !each.isExact()).toList();
    if (wild.size() > MOST_PATTERNS) {
      reports.error(MANY_PATTERNS, wild.get(MOST_PATTERNS).origin(), wild.size(), MOST_PATTERNS);
      return false;
    }
    return true;
  }

  private void checkMatch(NamePattern pattern) {
    if (columns.matches(pattern, pattern.origin())) {
      return;
    }
    if (pattern.isExact()) {
      types.unknownColumn(new Column(pattern.origin(), pattern.text()));
    } else {
      reports.error(NO_MATCH, pattern.origin(), pattern.text());
    }
  }

  @Override
  public String visitRename(EsqlCommand.Rename rename) {
    for (EsqlCommand.Renaming renaming : rename.renamings()) {
      Optional<ColumnInfo> found = columns.find(renaming.from());
      if (found.isEmpty()) {
        types.unknownColumn(renaming.from());
      }
      columns.rename(
          renaming.from().name(),
          renaming.to().name(),
          found.orElse(ColumnInfo.of(EsqlType.ANY, ColumnInfo.Kind.COMPUTED)));
    }
    return "RENAME";
  }

  @Override
  public String visitMvExpand(EsqlCommand.MvExpand expand) {
    Optional<ColumnInfo> found = columns.find(expand.column());
    if (found.isEmpty()) {
      types.unknownColumn(expand.column());
    } else {
      boolean isRead = found.get().isRead();
      columns.put(
          expand.column().name(),
          found.get().withKind(isRead ? ColumnInfo.Kind.EXPANDED : ColumnInfo.Kind.COMPUTED));
    }
    return "MV_EXPAND";
  }

  @Override
  public String visitSort(EsqlCommand.Sort sort) {
    for (EsqlCommand.Order order : sort.orders()) {
      EsqlType type = types.of(order.value());
      boolean isOrdered =
          switch (type) {
            case GEO_POINT,
                GEO_SHAPE,
                CARTESIAN_POINT,
                CARTESIAN_SHAPE,
                SPAN,
                SOURCE,
                UNSUPPORTED ->
                false;
            default -> true;
          };
      if (!isOrdered) {
        reports.error(
            NOT_SORTABLE,
            order.value().origin(),
            ExpressionTypes.excerpt(order.value()),
            type.label());
      }
    }
    return "SORT";
  }

  @Override
  public String visitLimit(EsqlCommand.Limit limit) {
    return "LIMIT";
  }

  @Override
  public String visitGrok(EsqlCommand.Grok grok) {
    string("GROK", grok.input());
    put(extracted.grok(grok.pattern()));
    return "GROK";
  }

  @Override
  public String visitDissect(EsqlCommand.Dissect dissect) {
    string("DISSECT", dissect.input());
    put(extracted.dissect(dissect.pattern()));
    return "DISSECT";
  }

  private void put(Map<String, EsqlType> found) {
    found.forEach((name, type) -> columns.put(name, ColumnInfo.of(type, ColumnInfo.Kind.COMPUTED)));
  }

  private void string(String command, EsqlExpression input) {
    EsqlType type = types.of(input);
    if (!type.isString() && !type.isOpen()) {
      reports.error(
          NOT_A_STRING, input.origin(), command, ExpressionTypes.excerpt(input), type.label());
    }
    types.settle(input, EsqlType.KEYWORD);
  }

  @Override
  public String visitCompletion(EsqlCommand.Completion completion) {
    string("COMPLETION", completion.prompt());
    columns.put(
        completion.target().name(), ColumnInfo.of(EsqlType.KEYWORD, ColumnInfo.Kind.COMPUTED));
    reports.error(MODEL, completion.origin());
    return "COMPLETION";
  }
}
