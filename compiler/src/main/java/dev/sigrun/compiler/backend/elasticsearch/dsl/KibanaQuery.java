package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.kql.syntax.KqlQuery;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query that Kibana sends for a KQL rule: the rule's own query, its filters and its exceptions
 * in one clause.
 */
final class KibanaQuery {
  private static final DiagnosticKind COMBINED_FILTER =
      DiagnosticKind.unsupported(
          "DSL020", "Kibana rebuilds combined filters. Omit --as-kibana for this rule.");

  private KibanaQuery() {}

  /** The clause; nothing if the rule is not written in KQL. */
  static Optional<Map<String, Object>> of(AnalyzedRule rule, Schema schema, Reasons reasons) {
    return rule.parsed()
        .flatMap(parsed -> parsed.treeOf(KqlQuery.class))
        .map(query -> query.accept(new KibanaQueryWriter(schema, reasons)))
        .map(query -> withFilters(query, rule.rule(), reasons));
  }

  private static Map<String, Object> withFilters(
      Map<String, Object> query, Rule rule, Reasons reasons) {
    List<Object> filter = new ArrayList<>();
    List<Object> mustNot = new ArrayList<>();
    filter.add(query);
    for (DataValue value : rule.filters()) {
      DataValue.Table table = value.asTable().orElseThrow();
      Map<String, Object> meta = plain(table.get("meta"));
      if (Boolean.TRUE.equals(meta.get("disabled"))) {
        continue;
      }
      if ("combined".equals(meta.get("type"))) {
        reasons.refuse(COMBINED_FILTER, value.origin());
      }
      boolean negated = Boolean.TRUE.equals(meta.get("negate"));
      (negated ? mustNot : filter).add(executable(table));
    }
    rule.exceptions().forEach(exception -> mustNot.add(exception.plain()));
    Map<String, Object> bool = new LinkedHashMap<>();
    bool.put("must", List.of());
    bool.put("filter", filter);
    bool.put("should", List.of());
    bool.put("must_not", mustNot);
    return Map.of("bool", bool);
  }

  /**
   * The part of a filter that is searched for: its query, or in an old form all but its settings.
   */
  private static Map<String, Object> executable(DataValue.Table filter) {
    if (filter.get("query").isPresent()) {
      return plain(filter.get("query"));
    }
    Map<String, Object> clause = new LinkedHashMap<>(filter.plain());
    clause.remove("meta");
    clause.remove("$state");
    return clause;
  }

  private static Map<String, Object> plain(Optional<DataValue> table) {
    return table.flatMap(DataValue::asTable).map(DataValue.Table::plain).orElse(Map.of());
  }
}
