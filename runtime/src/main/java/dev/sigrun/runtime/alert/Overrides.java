package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name, severity and risk score of an alert, which a rule may let the event decide. */
final class Overrides {
  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
  private static final BigDecimal MAX_RISK_SCORE = BigDecimal.valueOf(100);

  private final Rule rule;
  private final EventTree event;

  Overrides(Rule rule, EventTree event) {
    this.rule = rule;
    this.event = event;
  }

  /**
   * The value of the overriding field, if that is a single string; otherwise the name of the rule.
   */
  String name() {
    return rule.parameters().get("rule_name_override") instanceof String field
            && event.value(field).orElse("") instanceof String name
            && !name.isEmpty()
        ? name
        : rule.name();
  }

  /** The highest severity whose mapping matches; otherwise that of the rule. */
  String severity() {
    String highest = rule.severity();
    int rank = -1;
    for (Map<String, @Nullable Object> mapping : mappings("severity_mapping")) {
      Object severity = mapping.get("severity");
      int candidate = severity instanceof String name ? SEVERITIES.indexOf(name) : -1;
      if (candidate > rank && matches(mapping)) {
        rank = candidate;
        highest = SEVERITIES.get(candidate);
      }
    }
    return highest;
  }

  /**
   * The greatest number from 0 to 100 in the field of the first mapping; otherwise that of the
   * rule.
   */
  Number riskScore() {
    Optional<BigDecimal> mapped = Optional.empty();
    List<Map<String, @Nullable Object>> mappings = mappings("risk_score_mapping");
    if (!mappings.isEmpty() && mappings.get(0).get("field") instanceof String field) {
      mapped =
          event.texts(field).stream()
              .map(Overrides::number)
              .flatMap(Optional::stream)
              .filter(n -> n.signum() >= 0 && n.compareTo(MAX_RISK_SCORE) <= 0)
              .max(BigDecimal::compareTo);
    }
    BigDecimal score = mapped.orElseGet(() -> BigDecimal.valueOf(rule.riskScore()));
    boolean isInteger = score.stripTrailingZeros().scale() <= 0;
    return isInteger ? (Number) score.longValue() : (Number) score.doubleValue();
  }

  private boolean matches(Map<String, @Nullable Object> mapping) {
    if (!(mapping.get("field") instanceof String field)) {
      return false;
    }
    String wanted = String.valueOf(mapping.get("value"));
    if (field.equals("event.severity")) {
      Optional<BigDecimal> number = number(wanted);
      return number.isPresent()
          && event.texts(field).stream()
              .map(Overrides::number)
              .flatMap(Optional::stream)
              .anyMatch(each -> each.compareTo(number.get()) == 0);
    }
    return event.texts(field).contains(wanted);
  }

  private List<Map<String, @Nullable Object>> mappings(String key) {
    return rule.parameters().get(key) instanceof List<?> entries
        ? entries.stream().map(JsonValues::asObject).flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<BigDecimal> number(String text) {
    // Longer texts are not severities or scores, and would take long to read.
    if (text.isEmpty() || text.length() > 30) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
