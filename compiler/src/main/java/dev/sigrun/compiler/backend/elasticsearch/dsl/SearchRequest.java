package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search as a rule runs it: two lines for {@code _msearch}, the first with the index patterns,
 * the second with the body, in which a filter limits the time.
 */
final class SearchRequest {
  private static final List<String> EVERY_INDEX = List.of("*");

  private SearchRequest() {}

  /** The two lines. */
  static String of(AnalyzedRule rule, Map<String, Object> body) {
    Map<String, Object> header = new LinkedHashMap<>();
    List<String> index = rule.rule().eventSource().index();
    header.put("index", index.isEmpty() ? EVERY_INDEX : index);
    // As Kibana searches: patterns of indices that do not exist are no failure.
    header.put("ignore_unavailable", true);
    header.put("allow_no_indices", true);
    Map<String, Object> limited = new LinkedHashMap<>(body);
    Object query = body.get("query");
    if (query != null) {
      limited.put("query", Map.of("bool", Map.of("filter", List.of(query, time(rule.timing())))));
    }
    return JsonValues.write(header) + "\n" + JsonValues.write(limited) + "\n";
  }

  /** The range of the first of the rule's times that an event has. */
  private static Map<String, Object> time(Timing timing) {
    List<Map<String, Object>> choices = new ArrayList<>();
    List<Map<String, Object>> earlier = new ArrayList<>();
    for (NamedField field : timing.eventTimes()) {
      Map<String, Object> range = range(field.name(), timing.runs());
      choices.add(
          earlier.isEmpty()
              ? range
              : bool("filter", List.of(range), "must_not", List.copyOf(earlier)));
      earlier.add(Map.of("exists", Map.of("field", field.name())));
    }
    return choices.size() == 1
        ? choices.get(0)
        : bool("should", choices, "minimum_should_match", 1);
  }

  private static Map<String, Object> bool(String first, Object one, String second, Object two) {
    Map<String, Object> clauses = new LinkedHashMap<>();
    clauses.put(first, one);
    clauses.put(second, two);
    return Map.of("bool", clauses);
  }

  private static Map<String, Object> range(String field, Timing.Runs runs) {
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("gte", ago(runs.lookBack().plus(runs.delay())));
    limits.put("lte", ago(runs.delay()));
    return Map.of("range", Map.of(field, limits));
  }

  private static String ago(Duration duration) {
    return duration.isZero() ? "now" : "now-" + duration.toSeconds() + "s";
  }
}
