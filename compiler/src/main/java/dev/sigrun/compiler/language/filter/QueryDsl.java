package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of Elasticsearch's Query DSL that filters of rules use: {@code bool}, {@code term},
 * {@code terms}, {@code match}, {@code match_phrase}, {@code wildcard}, {@code prefix}, {@code
 * exists}, {@code range}, {@code nested}, {@code match_all} and {@code match_none}. Everything else
 * is refused by name.
 */
final class QueryDsl {
  private static final DiagnosticKind UNSUPPORTED =
      DiagnosticKind.error("FLT010", "Filter clause '%s' is not supported.%s");
  private static final DiagnosticKind ONE_CLAUSE =
      DiagnosticKind.error("FLT011", "A clause is a table with one key, found %s.");

  private static final List<String> CLAUSES =
      List.of(
          "bool",
          "exists",
          "match",
          "match_all",
          "match_none",
          "match_phrase",
          "nested",
          "prefix",
          "range",
          "term",
          "terms",
          "wildcard");

  /** The keys that Elasticsearch takes; only the first two decide which events match. */
  private static final List<String> NESTED_KEYS =
      List.of("path", "query", "score_mode", "ignore_unmapped", "inner_hits", "boost", "_name");

  private final FilterFields fields;
  private final FilterReports reports;
  private final ValueClause values;

  QueryDsl(FieldResolver fields, DiagnosticSink sink) {
    this(new FilterFields(fields, sink, new FilterReports(sink), ""), new FilterReports(sink));
  }

  private QueryDsl(FilterFields fields, FilterReports reports) {
    this.fields = fields;
    this.reports = reports;
    this.values = new ValueClause(fields, reports);
  }

  /** A clause: a table with one key. */
  Optional<Predicate> clause(DataValue value) {
    Optional<DataValue.Table> table = value.asTable();
    if (table.isEmpty()) {
      return reports.fail(ONE_CLAUSE, value.origin(), value.shape());
    }
    if (table.get().keys().size() != 1) {
      return reports.fail(ONE_CLAUSE, value.origin(), table.get().keys().size() + " keys");
    }
    Map.Entry<String, DataValue.Entry> only = table.get().entries().entrySet().iterator().next();
    return clause(only.getKey(), only.getValue().key(), only.getValue().value());
  }

  /** The clause {@code name} with its body. */
  Optional<Predicate> clause(String name, Origin key, DataValue body) {
    Optional<DataValue.Table> table = body.asTable();
    if (table.isEmpty()) {
      return reports.badShape(body.origin(), name, "a table", body.shape());
    }
    Origin origin = key.to(body.origin());
    return switch (name) {
      case "bool" -> bool(origin, table.get());
      case "match_all" -> constant(name, origin, table.get(), true);
      case "match_none" -> constant(name, origin, table.get(), false);
      case "exists" -> exists(origin, table.get());
      case "nested" -> nested(origin, table.get());
      case "terms" -> terms(origin, table.get());
      case "range" -> new RangeClause(fields, reports, values).predicate(origin, table.get());
      case "term" ->
          values.single(name, origin, table.get(), "value", "case_insensitive", values::term);
      case "match" ->
          isOldPhrase(table.get())
              ? values.single(name, origin, table.get(), "query", "type", values::phrase)
              : values.single(name, origin, table.get(), "query", "operator", values::match);
      case "match_phrase" ->
          values.single(name, origin, table.get(), "query", "boost", values::phrase);
      case "prefix" ->
          values.single(name, origin, table.get(), "value", "case_insensitive", values::prefix);
      case "wildcard" ->
          values.single(name, origin, table.get(), "value", "case_insensitive", values::wildcard);
      default -> reports.fail(UNSUPPORTED, key, name, Suggestions.didYouMean(name, CLAUSES));
    };
  }

  /**
   * Whether a {@code match} is meant as {@code match_phrase}: filters that Kibana saved before 8.0
   * say so by a type, and Kibana still runs them (its {@code migrate_filter.ts}).
   */
  private static boolean isOldPhrase(DataValue.Table match) {
    return match.keys().stream()
        .flatMap(field -> match.get(field).flatMap(DataValue::asTable).stream())
        .flatMap(settings -> settings.get("type").flatMap(DataValue::asText).stream())
        .anyMatch("phrase"::equals);
  }

  private Optional<Predicate> bool(Origin origin, DataValue.Table body) {
    List<String> known =
        List.of("must", "filter", "should", "must_not", "minimum_should_match", "boost");
    boolean good = reports.checkKeys("bool", body, known);
    Optional<List<Predicate>> required = clauses(body, "must");
    Optional<List<Predicate>> filters = clauses(body, "filter");
    Optional<List<Predicate>> choices = clauses(body, "should");
    Optional<List<Predicate>> refused = clauses(body, "must_not");
    if (!good
        || required.isEmpty()
        || filters.isEmpty()
        || choices.isEmpty()
        || refused.isEmpty()) {
      return Optional.empty();
    }
    List<Predicate> terms = new ArrayList<>(required.get());
    terms.addAll(filters.get());
    boolean choiceNeeded =
        body.get("minimum_should_match")
            .map(least -> !"0".equals(String.valueOf(least.plain())))
            .orElse(terms.isEmpty());
    if (!choices.get().isEmpty() && choiceNeeded) {
      Optional<DataValue> least = body.get("minimum_should_match");
      if (least.isPresent() && !"1".equals(String.valueOf(least.get().plain()))) {
        return reports.badShape(
            least.get().origin(), "bool", "'minimum_should_match' of 0 or 1", "another");
      }
      terms.add(Predicate.or(origin, choices.get()));
    }
    refused.get().forEach(p -> terms.add(new Predicate.Not(p.origin(), p)));
    return Optional.of(Predicate.and(origin, terms));
  }

  private Optional<List<Predicate>> clauses(DataValue.Table body, String key) {
    Optional<DataValue> value = body.get(key);
    if (value.isEmpty()) {
      return Optional.of(List.of());
    }
    List<DataValue> written =
        value.get().asArray().map(DataValue.Array::values).orElse(List.of(value.get()));
    List<Predicate> predicates = new ArrayList<>();
    written.forEach(w -> clause(w).ifPresent(predicates::add));
    return predicates.size() == written.size() ? Optional.of(predicates) : Optional.empty();
  }

  private Optional<Predicate> constant(
      String name, Origin origin, DataValue.Table body, boolean value) {
    return reports.checkKeys(name, body, List.of("boost", "_name"))
        ? Optional.of(new Predicate.Constant(origin, value))
        : Optional.empty();
  }

  private Optional<Predicate> exists(Origin origin, DataValue.Table body) {
    Optional<String> name = body.get("field").flatMap(DataValue::asText);
    if (name.isEmpty()) {
      return reports.badShape(body.origin(), "exists", "'field' with a name", "none");
    }
    return reports.checkKeys("exists", body, List.of("field", "boost", "_name"))
        ? fields.test(
            origin, "exists", name.get(), f -> Optional.of(new Predicate.Exists(origin, f)))
        : Optional.empty();
  }

  private Optional<Predicate> nested(Origin origin, DataValue.Table body) {
    Optional<String> path = body.get("path").flatMap(DataValue::asText);
    Optional<DataValue> query = body.get("query");
    if (path.isEmpty() || query.isEmpty()) {
      return reports.badShape(body.origin(), "nested", "'path' and 'query'", "one of them at most");
    }
    if (!reports.checkKeys("nested", body, NESTED_KEYS)) {
      return Optional.empty();
    }
    return new QueryDsl(fields.nested(path.get()), reports)
        .clause(query.get())
        .map(
            element ->
                new Predicate.NestedAny(
                    origin, Field.named(fields.relative(path.get()), ValueType.NESTED), element));
  }

  private Optional<Predicate> terms(Origin origin, DataValue.Table body) {
    for (String key : body.keys()) {
      Optional<DataValue.Array> values = body.get(key).flatMap(DataValue::asArray);
      if (values.isPresent()) {
        return reports.checkKeys("terms", body, List.of(key, "boost", "_name"))
            ? fields.test(origin, "terms", key, f -> anyOf(origin, f, values.get().values()))
            : Optional.empty();
      }
    }
    return reports.badShape(body.origin(), "terms", "a field with a list of values", "none");
  }

  private Optional<Predicate> anyOf(Origin origin, Field field, List<DataValue> written) {
    List<Predicate> tests = new ArrayList<>();
    written.forEach(
        v -> values.equal(origin, field, v, CaseSensitivity.SENSITIVE).ifPresent(tests::add));
    return tests.size() == written.size()
        ? Optional.of(Predicate.or(origin, tests))
        : Optional.empty();
  }
}
