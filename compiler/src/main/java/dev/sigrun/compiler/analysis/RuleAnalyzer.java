package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.language.filter.FilterAnalyzer;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a whole rule into the IR: its language analyses the query, its filters are added, and its
 * type determines the shape.
 */
public final class RuleAnalyzer implements RuleBody.Visitor<Optional<Query>> {
  private static final DiagnosticKind MACHINE_LEARNING =
      DiagnosticKind.unsupported(
          "ANA002",
          "machine learning",
          "Machine learning rules are not supported: they have no query.");
  private static final DiagnosticKind SAVED_QUERY =
      DiagnosticKind.unsupported(
          "ANA004",
          "saved query",
          "The saved query '%s' is stored in Kibana. Copy it into the rule as 'query'.");
  private static final DiagnosticKind UNKNOWN_LANGUAGE =
      DiagnosticKind.error("ANA011", "Unknown language '%s'.%s Known languages: %s.");
  private static final DiagnosticKind SEVERAL_EVENTS =
      DiagnosticKind.error("ANA012", "A rule of type %s needs a query that selects single events.");
  private static final DiagnosticKind COMPUTED_GROUP =
      DiagnosticKind.unsupported(
          "ESQL118",
          "ES|QL suppression",
          "Alerts are grouped by '%s', which the query computes. Alerts hold the event alone.");

  private final Rule rule;
  private final Languages languages;
  private final QueryContext context;
  private final FieldResolver fields;
  private final ComparedFields compared;
  private final DiagnosticSink sink;
  private final Optional<ParsedQuery> parsed;

  private RuleAnalyzer(
      Rule rule,
      Optional<ParsedQuery> parsed,
      Languages languages,
      FieldResolver fields,
      QuerySet others,
      DiagnosticSink sink) {
    this.rule = rule;
    this.parsed = parsed;
    this.languages = languages;
    QueryRuns runs =
        new QueryRuns(
            rule.schedule().period(), rule.schedule().lookBack(), rule.suppression().isPresent());
    this.context = new QueryContext(fields, categoryField(rule.body()), others, Optional.of(runs));
    this.fields = fields;
    this.compared = new ComparedFields(fields, sink);
    this.sink = sink;
  }

  /** Reads the query of {@code rule}; empty if it has none or an error was reported. */
  public static Optional<ParsedQuery> parse(Rule rule, Languages languages, DiagnosticSink sink) {
    return rule.query().flatMap(query -> parse(query, languages, sink));
  }

  /**
   * The result of analysing a rule.
   *
   * @param rule what it means; empty if an error was reported, or if it means nothing alone
   * @param part whether it only adds to other rules and finds nothing alone
   */
  public record Analysis(Optional<AnalyzedRule> rule, boolean part) {}

  /**
   * Finds out what {@code rule} means.
   *
   * @param parsed its query, as {@link #parse} read it
   * @param others the queries that are compiled together, this one among them
   * @param sink receives diagnostics
   */
  public static Analysis analyze(
      Rule rule,
      Optional<ParsedQuery> parsed,
      Languages languages,
      FieldResolver fields,
      QuerySet others,
      DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    RuleAnalyzer analyzer = new RuleAnalyzer(rule, parsed, languages, fields, others, sink);
    Optional<Query> query = rule.body().accept(analyzer);
    Optional<AnalyzedRule> analyzed =
        sink.hasErrorsSince(checkpoint) ? Optional.empty() : query.map(analyzer::analyzed);
    if (sink.hasErrorsSince(checkpoint)) {
      return new Analysis(Optional.empty(), false);
    }
    boolean part = parsed.filter(read -> read.isPart(analyzer.context)).isPresent();
    return new Analysis(analyzed, part);
  }

  private AnalyzedRule analyzed(Query query) {
    SettingsAnalyzer settings = new SettingsAnalyzer(rule, compared, sink);
    Optional<Suppression> suppression = settings.suppression(columns(query));
    if (query.shape() == Query.Shape.SINGLE_EVENT) {
      suppression.ifPresent(groups -> query.predicates().forEach(p -> checkGroups(groups, p)));
    } else if (query instanceof Aggregation aggregation && aggregation.isAboutEvents()) {
      suppression.ifPresent(groups -> checkGroups(groups, aggregation.rows().pipeline()));
    }
    return new AnalyzedRule(rule, query, settings.timing(), suppression, parsed);
  }

  /** The names of what alerts hold, if that is not an event. */
  private static Set<String> columns(Query query) {
    return query instanceof Aggregation aggregation
        ? aggregation.results().outputs().stream().map(Column::name).collect(Collectors.toSet())
        : Set.of();
  }

  /** An alert holds its event, not what the query computes of it. */
  private void checkGroups(Suppression groups, Predicate predicate) {
    if (predicate instanceof Predicate.AnyRow any) {
      checkGroups(groups, any.rows().pipeline());
    } else {
      predicate.children().forEach(child -> checkGroups(groups, child));
    }
  }

  private void checkGroups(Suppression groups, RowPipeline rows) {
    groups.fields().stream()
        .filter(field -> rows.isComputed(field.name()))
        .forEach(
            field ->
                sink.report(
                    COMPUTED_GROUP, field.origin().source(), field.origin().span(), field.name()));
  }

  private static String categoryField(RuleBody body) {
    return body.eventCategoryField().map(FieldName::name).orElse(QueryContext.EVENT_CATEGORY);
  }

  private Optional<ParsedQuery> parse(QueryText query) {
    return parse(query, languages, sink);
  }

  private static Optional<ParsedQuery> parse(
      QueryText query, Languages languages, DiagnosticSink sink) {
    Optional<Language> language = languages.byId(query.language());
    if (language.isEmpty()) {
      List<String> known = languages.ofQueries().stream().map(Language::id).toList();
      sink.report(
          UNKNOWN_LANGUAGE,
          query.text(),
          query.text().whole(),
          query.language(),
          Suggestions.didYouMean(query.language(), known),
          String.join(", ", known));
    }
    return language.flatMap(l -> l.parse(query, sink));
  }

  @Override
  public Optional<Query> visitQuery(RuleBody.Query body) {
    return filtered();
  }

  @Override
  public Optional<Query> visitSavedQuery(RuleBody.SavedQuery body) {
    if (rule.query().isEmpty()) {
      report(SAVED_QUERY, rule.nameOrigin(), body.savedId());
      return Optional.empty();
    }
    return filtered();
  }

  @Override
  public Optional<Query> visitEql(RuleBody.Eql body) {
    return filtered();
  }

  @Override
  public Optional<Query> visitEsql(RuleBody.Esql body) {
    return filtered();
  }

  @Override
  public Optional<Query> visitMachineLearning(RuleBody.MachineLearning body) {
    report(MACHINE_LEARNING, rule.nameOrigin());
    return Optional.empty();
  }

  @Override
  public Optional<Query> visitThreshold(RuleBody.Threshold body) {
    Optional<Predicate> predicate = predicate();
    Optional<List<Field>> groups = compared.findAll(body.fields());
    Optional<Query.Cardinality> cardinality =
        body.cardinality()
            .flatMap(c -> compared.find(c.field()).map(f -> new Query.Cardinality(f, c.value())));
    boolean lacksCardinality = cardinality.isEmpty() && body.cardinality().isPresent();
    if (predicate.isEmpty() || groups.isEmpty() || lacksCardinality) {
      return Optional.empty();
    }
    return Optional.of(
        new Query.Threshold(
            predicate.get().origin(), predicate.get(), groups.get(), body.value(), cardinality));
  }

  @Override
  public Optional<Query> visitNewTerms(RuleBody.NewTerms body) {
    Optional<Predicate> predicate = predicate();
    Optional<List<Field>> terms = compared.findAll(body.fields());
    if (predicate.isEmpty() || terms.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Query.NewTerms(predicate.get().origin(), predicate.get(), terms.get(), body.history()));
  }

  @Override
  public Optional<Query> visitThreatMatch(RuleBody.ThreatMatch body) {
    Optional<Predicate> predicate = predicate();
    Optional<Predicate> indicators =
        predicate(
            body.query().isEmpty()
                ? Optional.of(everything())
                : body.query().flatMap(this::parse).flatMap(this::meaning),
            body.filters(),
            List.of());
    List<Query.IndicatorMatch.Group> groups = new ArrayList<>();
    for (RuleBody.MappingGroup group : body.mapping()) {
      entries(group).map(Query.IndicatorMatch.Group::new).ifPresent(groups::add);
    }
    if (predicate.isEmpty() || indicators.isEmpty() || groups.size() < body.mapping().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Query.IndicatorMatch(
            predicate.get().origin(),
            predicate.get(),
            indicators.get(),
            groups,
            body.indicatorPath()));
  }

  private Optional<List<Query.IndicatorMatch.Entry>> entries(RuleBody.MappingGroup group) {
    List<Query.IndicatorMatch.Entry> entries = new ArrayList<>();
    for (RuleBody.MappingEntry entry : group.entries()) {
      Optional<Field> event = compared.find(entry.eventField());
      Optional<Field> indicator =
          event.flatMap(e -> compared.findOfIndicator(entry.indicatorField(), e));
      if (event.isPresent() && indicator.isPresent()) {
        entries.add(
            new Query.IndicatorMatch.Entry(event.get(), comparison(entry), indicator.get()));
      }
    }
    return entries.size() == group.entries().size() ? Optional.of(entries) : Optional.empty();
  }

  private static Query.IndicatorMatch.Comparison comparison(RuleBody.MappingEntry entry) {
    return entry.negated()
        ? Query.IndicatorMatch.Comparison.DIFFERENT
        : Query.IndicatorMatch.Comparison.EQUAL;
  }

  /** The selection of the rule's own query. */
  private Optional<Query> selected() {
    return rule.query().isEmpty() ? Optional.of(everything()) : parsed.flatMap(this::meaning);
  }

  private Query everything() {
    Origin origin = rule.nameOrigin();
    return new Query.SingleEvent(origin, new Predicate.Constant(origin, true), List.of());
  }

  private Optional<Query> meaning(ParsedQuery query) {
    return query.analyze(context, sink);
  }

  /**
   * The rule's own query, filters and exceptions, which choose among events before a sequence looks
   * at them.
   */
  private Optional<Query> filtered() {
    return filtered(selected(), rule.filters(), rule.exceptions());
  }

  private Optional<Query> filtered(
      Optional<Query> query, List<DataValue> filters, List<DataValue> exceptions) {
    Optional<List<Predicate>> filtered = FilterAnalyzer.analyze(filters, fields, sink);
    if (query.isEmpty() || filtered.isEmpty()) {
      return Optional.empty();
    }
    List<Predicate> all = new ArrayList<>(filtered.get());
    exceptions.stream().map(this::outside).flatMap(Optional::stream).forEach(all::add);
    return query.map(q -> Rewriter.rewrite(q, p -> ConditionLints.checked(and(p, all), sink)));
  }

  /** That an event is none of these. Mistakes are reported where the exception is compiled. */
  private Optional<Predicate> outside(DataValue exception) {
    return FilterAnalyzer.clause(exception, fields, new DiagnosticSink())
        .map(predicate -> new Predicate.Not(predicate.origin(), predicate));
  }

  /** The rule's own query, filters and exceptions as one predicate. */
  private Optional<Predicate> predicate() {
    return predicate(selected(), rule.filters(), rule.exceptions());
  }

  private Optional<Predicate> predicate(
      Optional<Query> query, List<DataValue> filters, List<DataValue> exceptions) {
    Optional<Query> selected = filtered(query, filters, exceptions);
    Optional<Predicate> predicate = selected.flatMap(Query::selection);
    if (predicate.isEmpty() && selected.isPresent()) {
      report(SEVERAL_EVENTS, selected.get().origin(), rule.type());
    }
    return predicate;
  }

  private static Predicate and(Predicate predicate, List<Predicate> filters) {
    List<Predicate> terms = new ArrayList<>();
    terms.add(predicate);
    terms.addAll(filters);
    return Predicate.and(predicate.origin(), terms);
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
