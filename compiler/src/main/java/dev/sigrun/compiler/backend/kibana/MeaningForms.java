package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Rendering;
import dev.sigrun.compiler.backend.elasticsearch.dsl.DslBackend;
import dev.sigrun.compiler.backend.elasticsearch.eql.EqlBackend;
import dev.sigrun.compiler.backend.elasticsearch.eql.EqlRequest;
import dev.sigrun.compiler.backend.elasticsearch.esql.EsqlBackend;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query of a Kibana rule, made from what a rule means by one of the other back ends: EQL, which
 * ignores case as most rules do and is easy to read; a filter in Query DSL, which indices answer
 * that lack some of the fields; ES|QL, which counts. The first one that is exact is taken,
 * otherwise the first that can say it at all.
 */
final class MeaningForms {
  private static final String QUERY = "query";

  /** For each language the keys of a rule with its query; empty if no rule can hold them. */
  private final List<Function<AnalyzedRule, Rendering<Optional<Map<String, Object>>>>> forms;

  MeaningForms(ExportOptions options) {
    EqlBackend eql = new EqlBackend(options);
    // Kibana builds its own clauses around a filter.
    DslBackend dsl = new DslBackend(new ExportOptions(options.mapping(), false, options.schema()));
    EsqlBackend esql = new EsqlBackend(options);
    this.forms =
        List.of(
            rule -> eql.request(rule).map(request -> Optional.of(eql(request))),
            rule -> dsl.search(rule).map(MeaningForms::filter),
            rule -> esql.statement(rule).map(query -> Optional.of(esql(query))));
  }

  /**
   * The artifact for {@code rule}.
   *
   * @param text writes a rule with these keys for its query
   */
  Artifact emit(AnalyzedRule rule, Function<Map<String, Object>, String> text) {
    Optional<Artifact> approximate = Optional.empty();
    List<Reason> refusals = new ArrayList<>();
    for (Function<AnalyzedRule, Rendering<Optional<Map<String, Object>>>> form : forms) {
      Rendering<Optional<Map<String, Object>>> query = form.apply(rule);
      Optional<Artifact> whole =
          query
              .content()
              .flatMap(keys -> keys)
              .map(
                  keys ->
                      new Artifact(
                          rule.rule(),
                          query.fidelity(),
                          query.reasons(),
                          Optional.of(text.apply(keys))));
      if (whole.isPresent() && query.fidelity() == Fidelity.EXACT) {
        return whole.get();
      }
      approximate = approximate.or(() -> whole);
      query.reasons().stream()
          .filter(reason -> reason.effect() == Fidelity.REFUSED)
          .forEach(refusals::add);
    }
    return approximate.orElseGet(
        () -> new Artifact(rule.rule(), Fidelity.REFUSED, refusals, Optional.empty()));
  }

  private static Map<String, Object> eql(EqlRequest request) {
    Map<String, Object> keys = typed("eql", "eql");
    keys.put(QUERY, request.query());
    request.eventCategoryField().ifPresent(name -> keys.put("event_category_override", name));
    request.timestampField().ifPresent(name -> keys.put("timestamp_field", name));
    request.tiebreakerField().ifPresent(name -> keys.put("tiebreaker_field", name));
    return keys;
  }

  /** A rule with a filter and no query finds what the filter does. Nothing in it aggregates. */
  private static Optional<Map<String, Object>> filter(Map<String, Object> body) {
    Object query = body.get(QUERY);
    if (query == null || body.size() > 1) {
      return Optional.empty();
    }
    Map<String, Object> keys = typed("query", "kuery");
    keys.put(QUERY, "");
    keys.put("filters", List.of(KibanaFilter.of(query, false)));
    return Optional.of(keys);
  }

  private static Map<String, Object> esql(String query) {
    Map<String, Object> keys = typed("esql", "esql");
    keys.put(QUERY, query);
    return keys;
  }

  private static Map<String, Object> typed(String type, String language) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", type);
    keys.put("language", language);
    return keys;
  }
}
