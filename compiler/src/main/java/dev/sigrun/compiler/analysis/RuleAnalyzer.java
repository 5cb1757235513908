package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.filter.FilterAnalyzer;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.warning("ANA050", "Unknown field '%s', read as a keyword.%s");
  private static final DiagnosticKind UNTESTABLE_FIELD =
      DiagnosticKind.error("ANA010", "'%s' has no values to compare: its type is %s.");

  private static final DiagnosticKind UNKNOWN_TIEBREAKER =
      DiagnosticKind.warning("ANA051", "Unknown field '%s', read as a number.%s");

  private final Rule rule;
  private final Languages languages;
  private final QueryContext context;
  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private final Optional<ParsedQuery> parsed;

  private RuleAnalyzer(Rule rule, Languages languages, FieldResolver fields, DiagnosticSink sink) {
    this.rule = rule;
    this.languages = languages;
    this.context = new QueryContext(fields, categoryField(rule.body()));
    this.fields = fields;
    this.sink = sink;
    this.parsed = rule.query().flatMap(this::parse);
  }

  /**
   * The result of analysing a rule.
   *
   * @param parsed its query as it was read; empty if there is none or an error was reported
   * @param query what it means; empty if an error was reported
   * @param fields the fields that it names outside its query
   */
  public record Analysis(Optional<ParsedQuery> parsed, Optional<Query> query, RuleFields fields) {}

  /** Finds out what {@code rule} means. */
  public static Analysis analyze(
      Rule rule, Languages languages, FieldResolver fields, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    RuleAnalyzer analyzer = new RuleAnalyzer(rule, languages, fields, sink);
    Optional<Query> query = rule.body().accept(analyzer);
    return sink.hasErrorsSince(checkpoint) || query.isEmpty()
        ? new Analysis(analyzer.parsed, Optional.empty(), RuleFields.NONE)
        : new Analysis(analyzer.parsed, query, analyzer.fields());
  }

  private static String categoryField(RuleBody body) {
    return body instanceof RuleBody.Eql eql
        ? eql.eventCategoryField().map(FieldName::name).orElse(QueryContext.EVENT_CATEGORY)
        : QueryContext.EVENT_CATEGORY;
  }

  private Optional<ParsedQuery> parse(QueryText query) {
    Optional<Language> language = languages.byId(query.language());
    if (language.isEmpty()) {
      report(
          UNKNOWN_LANGUAGE,
          Origin.of(query.text(), query.text().whole()),
          query.language(),
          Suggestions.didYouMean(query.language(), languages.ids()),
          String.join(", ", languages.ids()));
    }
    return language.flatMap(l -> l.parse(query.text(), sink));
  }

  /**
   * The fields that the rule names outside its query. A tiebreaker without comparable values is
   * reported; alerts are not grouped by fields without values.
   */
  private RuleFields fields() {
    Optional<Field> tiebreaker =
        rule.body() instanceof RuleBody.Eql eql
            ? eql.tiebreakerField().flatMap(this::tiebreaker)
            : Optional.empty();
    List<Field> suppression =
        rule.suppression().stream()
            .flatMap(s -> s.groupBy().stream())
            .map(this::suppressed)
            .toList();
    return new RuleFields(
        tiebreaker, suppression, parsed.map(ParsedQuery::optionalFields).orElse(Set.of()));
  }

  /** Tiebreakers count events in every known source, so that an unknown one is a number. */
  private Optional<Field> tiebreaker(FieldName name) {
    if (fields.typeOf(name.name()).isPresent()) {
      return field(name);
    }
    report(UNKNOWN_TIEBREAKER, name.origin(), name.name(), fields.didYouMean(name.name()));
    return Optional.of(Field.named(name.name(), ValueType.NUMBER));
  }

  /** Words of texts do not count but the texts as a whole; objects are missing from all events. */
  private Field suppressed(FieldName name) {
    boolean isUntestable =
        fields
            .resolve(name.name())
            .filter(f -> f.type().isText() && exact(f).isEmpty() || isObject(f))
            .isPresent();
    Field text = Field.named(name.name(), ValueType.KEYWORD);
    return isUntestable ? text : field(name).orElse(text);
  }

  private static boolean isObject(Field field) {
    return field.type() == ValueType.OBJECT || field.type() == ValueType.NESTED;
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
    Optional<List<Field>> groups = all(body.fields());
    Optional<Query.Cardinality> cardinality =
        body.cardinality()
            .flatMap(c -> field(c.field()).map(f -> new Query.Cardinality(f, c.value())));
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
    Optional<List<Field>> terms = all(body.fields());
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
            body.filters());
    List<Query.IndicatorMatch.Group> groups = new ArrayList<>();
    for (RuleBody.MappingGroup group : body.mapping()) {
      entries(group).map(Query.IndicatorMatch.Group::new).ifPresent(groups::add);
    }
    if (predicate.isEmpty() || indicators.isEmpty() || groups.size() < body.mapping().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Query.IndicatorMatch(
            predicate.get().origin(), predicate.get(), indicators.get(), groups));
  }

  private Optional<List<Query.IndicatorMatch.Entry>> entries(RuleBody.MappingGroup group) {
    List<Query.IndicatorMatch.Entry> entries = new ArrayList<>();
    for (RuleBody.MappingEntry entry : group.entries()) {
      Optional<Field> event = field(entry.eventField());
      Optional<Field> indicator = indicator(entry.indicatorField());
      if (event.isPresent() && indicator.isPresent()) {
        entries.add(new Query.IndicatorMatch.Entry(event.get(), indicator.get(), entry.negated()));
      }
    }
    return entries.size() == group.entries().size() ? Optional.of(entries) : Optional.empty();
  }

  /** Indicators are compared as texts; those of a range of addresses are blocks. */
  private Optional<Field> indicator(FieldName name) {
    return fields.typeOf(name.name()).equals(Optional.of(FieldType.IP_RANGE))
        ? fields.resolve(name.name()).map(f -> Field.named(f.name(), ValueType.KEYWORD))
        : field(name);
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
   * The rule's own query and filters, which choose among events before a sequence looks at them.
   */
  private Optional<Query> filtered() {
    return filtered(selected(), rule.filters());
  }

  private Optional<Query> filtered(Optional<Query> query, List<DataValue> filters) {
    Optional<List<Predicate>> filtered = FilterAnalyzer.analyze(filters, fields, sink);
    return query.isEmpty() || filtered.isEmpty()
        ? Optional.empty()
        : query.map(q -> Rewriter.rewrite(q, p -> linted(and(p, filtered.get()))));
  }

  /** A predicate as it is written, after warning of what is hardly meant so. */
  private Predicate linted(Predicate predicate) {
    new EcsLint(sink).check(predicate);
    new ConstantLint(sink).check(predicate);
    new CategoryLint(sink).check(predicate);
    return predicate;
  }

  /** The rule's own query and filters as one predicate. */
  private Optional<Predicate> predicate() {
    return predicate(selected(), rule.filters());
  }

  private Optional<Predicate> predicate(Optional<Query> query, List<DataValue> filters) {
    Optional<Query> selected = filtered(query, filters);
    Optional<Predicate> predicate = selected.flatMap(RuleAnalyzer::singleEvent);
    if (predicate.isEmpty() && selected.isPresent()) {
      report(SEVERAL_EVENTS, selected.get().origin(), rule.type());
    }
    return predicate;
  }

  private static Optional<Predicate> singleEvent(Query query) {
    return query instanceof Query.SingleEvent single && single.pipes().isEmpty()
        ? Optional.of(single.predicate())
        : Optional.empty();
  }

  private static Predicate and(Predicate predicate, List<Predicate> filters) {
    List<Predicate> terms = new ArrayList<>();
    terms.add(predicate);
    terms.addAll(filters);
    return Predicate.and(predicate.origin(), terms);
  }

  private Optional<List<Field>> all(List<FieldName> names) {
    List<Field> resolved = new ArrayList<>();
    names.forEach(name -> field(name).ifPresent(resolved::add));
    return resolved.size() == names.size() ? Optional.of(resolved) : Optional.empty();
  }

  /** A field whose values are compared with each other, so analysed text will not do. */
  private Optional<Field> field(FieldName name) {
    Optional<Field> known = fields.resolve(name.name(), name.origin(), sink);
    if (known.isEmpty() && fields.typeOf(name.name()).isEmpty()) {
      report(UNKNOWN_FIELD, name.origin(), name.name(), fields.didYouMean(name.name()));
      return Optional.of(Field.named(name.name(), ValueType.KEYWORD));
    }
    Optional<Field> compared =
        known.flatMap(f -> f.type().isText() ? exact(f) : Optional.of(f)).filter(f -> !isObject(f));
    if (compared.isEmpty()) {
      report(
          UNTESTABLE_FIELD,
          name.origin(),
          name.name(),
          fields.typeOf(name.name()).map(Object::toString).orElse("unknown"));
    }
    return compared;
  }

  private Optional<Field> exact(Field text) {
    return fields.exactSubField(text.name());
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
