package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to {@code _eql/search}. A field that is empty is the one that Elasticsearch takes by
 * default.
 *
 * @param query in EQL, after a comment about the rule if there is something to say
 * @param eventCategoryField the field that a category such as {@code process} tests
 * @param timestampField the field with the times of events
 * @param tiebreakerField the field that orders events of the same time
 */
public record EqlRequest(
    String query,
    Optional<String> eventCategoryField,
    Optional<String> timestampField,
    Optional<String> tiebreakerField) {
  /** The body of the request. */
  public String toJson() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", query);
    eventCategoryField.ifPresent(name -> body.put("event_category_field", name));
    timestampField.ifPresent(name -> body.put("timestamp_field", name));
    tiebreakerField.ifPresent(name -> body.put("tiebreaker_field", name));
    return JsonValues.writePretty(body) + "\n";
  }
}
