package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;

/** A filter of a rule, in the form in which Kibana keeps one that was written by hand. */
final class KibanaFilter {
  private static final String QUERY = "query";

  private KibanaFilter() {}

  /**
   * The filter for a clause of Query DSL.
   *
   * @param negated whether events stay that do not satisfy it
   */
  static Map<String, Object> of(Object clause, boolean negated) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("type", "custom");
    meta.put("key", QUERY);
    meta.put("value", JsonValues.write(clause));
    meta.put("disabled", false);
    meta.put("negate", negated);
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("meta", meta);
    filter.put(QUERY, clause);
    return filter;
  }
}
