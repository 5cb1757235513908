package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exceptions as negated filters of the rule: Kibana keeps its own exceptions in lists outside of
 * rules, and makes a filter of them for each search.
 */
final class ExceptionFilters {
  private static final String FILTERS = "filters";

  private ExceptionFilters() {}

  /** Adds a filter for each exception to a rule as Kibana imports it. */
  static void add(List<DataValue> exceptions, Map<String, Object> rule) {
    if (exceptions.isEmpty()) {
      return;
    }
    List<Object> filters = new ArrayList<>();
    if (rule.get(FILTERS) instanceof List<?> own) {
      filters.addAll(own);
    }
    exceptions.forEach(clause -> filters.add(filter(clause.plain())));
    rule.put(FILTERS, filters);
  }

  private static Map<String, Object> filter(Object clause) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("type", "custom");
    meta.put("key", "query");
    meta.put("value", JsonValues.write(clause));
    meta.put("disabled", false);
    meta.put("negate", true);
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("meta", meta);
    filter.put("query", clause);
    return filter;
  }
}
