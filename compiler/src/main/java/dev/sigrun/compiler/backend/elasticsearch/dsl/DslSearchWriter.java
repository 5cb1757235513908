package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.source.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies of searches for queries; of shapes that one search cannot find, an empty one. */
final class DslSearchWriter implements Query.Visitor<Map<String, Object>> {
  private static final DiagnosticKind NO_SHAPE =
      DiagnosticKind.unsupported("DSL001", "One search cannot find %s.");
  private static final DiagnosticKind SHARDS =
      DiagnosticKind.warning(
          "DSL002",
          "If there are more than %s groups, some may be missing, and counts are"
              + " merged from shards.");
  private static final DiagnosticKind CARDINALITY =
      DiagnosticKind.warning("DSL003", "Distinct values of '%s' are counted approximately.");
  private static final DiagnosticKind MANY_LEAVES =
      DiagnosticKind.warning(
          "DSL004", "The query has %s clauses; OpenSearch allows %s by default.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.unsupported(
          "DSL005", "The query is nested %s clauses deep; servers allow %s.");

  private static final int MOST_LEAVES = 1_024;
  private static final int DEEPEST = 30;
  private static final int MOST_GROUPS = 10_000;

  /** From here on distinct values are estimated; it is the most that servers take. */
  private static final int PRECISION = 40_000;

  private final Optional<Map<String, Object>> query;
  private final Reasons reasons;

  /** A writer of searches that have {@code query}, or if there is none, the lean one. */
  DslSearchWriter(Optional<Map<String, Object>> query, Reasons reasons) {
    this.query = query;
    this.reasons = reasons;
  }

  private Map<String, Object> clause(Predicate predicate) {
    return query.orElseGet(() -> lean(predicate));
  }

  private Map<String, Object> lean(Predicate predicate) {
    DslQuery clause = predicate.accept(new DslWriter(reasons));
    if (clause.leaves() > MOST_LEAVES) {
      reasons.note(MANY_LEAVES, predicate.origin(), clause.leaves(), MOST_LEAVES);
    }
    if (clause.depth() > DEEPEST) {
      reasons.refuse(TOO_DEEP, predicate.origin(), clause.depth(), DEEPEST);
      return Map.of();
    }
    return clause.toJson();
  }

  private Map<String, Object> refuse(Origin origin, String what) {
    reasons.refuse(NO_SHAPE, origin, what);
    return Map.of();
  }

  @Override
  public Map<String, Object> visitSingleEvent(Query.SingleEvent query) {
    return query.pipes().isEmpty()
        ? Map.of("query", clause(query.predicate()))
        : refuse(query.origin(), "the first or last events of all ('head', 'tail')");
  }

  @Override
  public Map<String, Object> visitSequence(Query.Sequence query) {
    return refuse(query.origin(), "a sequence: events that follow each other");
  }

  @Override
  public Map<String, Object> visitSample(Query.Sample query) {
    return refuse(query.origin(), "a sample: several events with equal values");
  }

  /** The buckets of the answer are the groups that are big enough. */
  @Override
  public Map<String, Object> visitThreshold(Query.Threshold query) {
    if (query.fields().isEmpty()) {
      return refuse(
          query.origin(), "a threshold without fields: a number of events without groups");
    }
    reasons.approximate(Fidelity.MAY_DIFFER, SHARDS, query.origin(), MOST_GROUPS);
    Map<String, Object> group = new LinkedHashMap<>();
    group.put(query.fields().size() == 1 ? "terms" : "multi_terms", terms(query));
    query.cardinality().ifPresent(c -> group.put("aggs", cardinality(query.origin(), c)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("size", 0);
    body.put("query", clause(query.predicate()));
    body.put("aggs", Map.of("threshold", group));
    return body;
  }

  private static Map<String, Object> terms(Query.Threshold query) {
    Map<String, Object> terms = new LinkedHashMap<>();
    List<String> names = query.fields().stream().map(Field::name).toList();
    if (names.size() == 1) {
      terms.put("field", names.get(0));
    } else {
      terms.put("terms", names.stream().map(name -> Map.of("field", name)).toList());
    }
    terms.put("min_doc_count", query.count());
    terms.put("size", MOST_GROUPS);
    return terms;
  }

  private Map<String, Object> cardinality(Origin origin, Query.Cardinality cardinality) {
    reasons.approximate(Fidelity.MAY_DIFFER, CARDINALITY, origin, cardinality.field().name());
    Map<String, Object> counted = new LinkedHashMap<>();
    counted.put("field", cardinality.field().name());
    counted.put("precision_threshold", PRECISION);
    Map<String, Object> selector = new LinkedHashMap<>();
    selector.put("buckets_path", Map.of("distinct", "distinct"));
    selector.put("script", "params.distinct >= " + cardinality.count());
    Map<String, Object> aggregations = new LinkedHashMap<>();
    aggregations.put("distinct", Map.of("cardinality", counted));
    aggregations.put("enough", Map.of("bucket_selector", selector));
    return aggregations;
  }

  @Override
  public Map<String, Object> visitNewTerms(Query.NewTerms query) {
    return refuse(query.origin(), "new terms: values that were not seen before");
  }

  @Override
  public Map<String, Object> visitAggregation(Aggregation query) {
    UnsupportedRows.refuse(query.origin(), reasons);
    return Map.of();
  }

  @Override
  public Map<String, Object> visitCorrelation(Correlation query) {
    return refuse(
        query.origin(), "a correlation: events in spans of time that slide, or follow one another");
  }

  @Override
  public Map<String, Object> visitIndicatorMatch(Query.IndicatorMatch query) {
    return refuse(query.origin(), "an indicator match: events that share values with indicators");
  }
}
