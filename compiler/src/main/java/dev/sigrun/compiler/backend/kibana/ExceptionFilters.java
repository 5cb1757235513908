package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.document.DataValue;
import java.util.ArrayList;
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
    exceptions.forEach(clause -> filters.add(KibanaFilter.of(clause.plain(), true)));
    rule.put(FILTERS, filters);
  }
}
