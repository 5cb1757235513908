package dev.sigrun.oracle.sigma;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A correlation as written.
 *
 * @param name of the correlation
 * @param type in the words of rules
 * @param rules the names of single rules; {@code inner} is the correlation of that name
 * @param inner a correlation that it is over
 * @param groupBy names of fields, or of the alias
 * @param alias the field of each rule that the alias {@code who} means
 * @param seconds the timespan
 * @param bounds by their orders, such as {@code gte}
 * @param fields the fields to count or measure
 * @param percentile the share of a percentile
 * @param condition over rules, instead of bounds
 */
public record CorrelationRule(
    String name,
    String type,
    List<String> rules,
    Optional<CorrelationRule> inner,
    List<String> groupBy,
    Map<String, String> alias,
    long seconds,
    Map<String, BigDecimal> bounds,
    List<String> fields,
    Optional<Integer> percentile,
    Optional<Combination> condition) {
  /**
   * A condition over rules.
   *
   * @param text as it is written
   * @param terms in a disjunction of conjunctions; a name after {@code !} must not be found
   */
  public record Combination(String text, List<List<String>> terms) {
    /** Whether it holds if these rules found something. */
    boolean holds(java.util.Set<String> found) {
      return terms.stream()
          .anyMatch(
              all ->
                  all.stream()
                      .allMatch(
                          name ->
                              name.startsWith("!")
                                  ? !found.contains(name.substring(1))
                                  : found.contains(name)));
    }

    /** Whether it asks that something is not found. */
    boolean negates() {
      return terms.stream().flatMap(List::stream).anyMatch(name -> name.startsWith("!"));
    }
  }

  /** Whether it is judged at each event. */
  public boolean slides() {
    if (condition.isPresent()) {
      return !condition.get().negates();
    }
    boolean lower = bounds.keySet().stream().allMatch(order -> order.startsWith("g"));
    return lower && !List.of("value_avg", "value_median", "value_percentile").contains(type);
  }

  /** Whether its alerts name the newest event of each rule. */
  public boolean isTemporal() {
    return type.startsWith("temporal");
  }

  /** The documents of this one and of those that it is over. */
  public String yaml() {
    String below = inner.map(CorrelationRule::yaml).orElse("");
    List<String> lines = new ArrayList<>();
    lines.add("title: " + name);
    lines.add("name: " + name);
    lines.add("correlation:");
    lines.add("  type: " + type);
    lines.add("  rules: [" + String.join(", ", rules) + "]");
    lines.add("  timespan: " + seconds + "s");
    if (!groupBy.isEmpty()) {
      lines.add("  group-by: [" + String.join(", ", groupBy) + "]");
    }
    if (!alias.isEmpty()) {
      lines.add("  aliases:");
      lines.add("    who:");
      alias.forEach((rule, field) -> lines.add("      " + rule + ": " + field));
    }
    condition.ifPresent(combination -> lines.add("  condition: " + combination.text()));
    if (!bounds.isEmpty()) {
      lines.add("  condition:");
      bounds.forEach((order, bound) -> lines.add("    " + order + ": " + bound));
      if (!fields.isEmpty()) {
        lines.add("    field: " + fields.stream().collect(Collectors.joining(", ", "[", "]")));
      }
      percentile.ifPresent(share -> lines.add("    percentile: " + share));
    }
    return below + String.join("\n", lines) + "\n---\n";
  }
}
