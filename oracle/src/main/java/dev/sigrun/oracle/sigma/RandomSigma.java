package dev.sigrun.oracle.sigma;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random correlations over the rules {@code a}, {@code b} and {@code c}, and streams for them. */
public final class RandomSigma {
  private static final List<String> RULES = List.of("a", "b", "c");

  /** All types of correlations. */
  public static final List<String> TYPES =
      List.of(
          "event_count",
          "value_count",
          "temporal",
          "temporal_ordered",
          "value_sum",
          "value_avg",
          "value_median",
          "value_percentile");

  /** Beside the fields, {@code who} is {@code u} in some rules and {@code h} in others. */
  private static final List<List<String>> GROUPS =
      List.of(
          List.of(), List.of("u"), List.of("u"), List.of("u", "h"), List.of("who"), List.of("h"));

  private final Random random;
  private int rules;

  /** Random things that follow from {@code random}. */
  public RandomSigma(Random random) {
    this.random = random;
  }

  /** The documents of the single rules. */
  public static String singleRules() {
    StringBuilder yaml = new StringBuilder();
    for (String rule : RULES) {
      yaml.append(
          """
          title: Rule %s
          name: %s
          logsource:
            category: test
          detection:
            sel:
              k: %s
            condition: sel
          ---
          """
              .formatted(rule, rule, rule));
    }
    return yaml.toString();
  }

  /** A correlation of this type, perhaps over another one. */
  public CorrelationRule rule(String type) {
    return rule(type, random.nextInt(3) == 0 ? 2 : 0);
  }

  private CorrelationRule rule(String type, int depth) {
    Optional<CorrelationRule> inner = Optional.empty();
    while (depth > 0 && inner.isEmpty()) {
      CorrelationRule some =
          rule(TYPES.get(random.nextInt(TYPES.size())), random.nextInt(3) == 0 ? depth - 1 : 0);
      inner = some.slides() ? Optional.of(some) : Optional.empty();
    }
    List<String> names = new ArrayList<>(RULES);
    java.util.Collections.shuffle(names, random);
    names = new ArrayList<>(names.subList(0, 1 + random.nextInt(3)));
    if (inner.isPresent()) {
      names.add(random.nextInt(names.size() + 1), inner.get().name());
    }
    List<String> groupBy = GROUPS.get(random.nextInt(GROUPS.size()));
    Map<String, String> alias = new LinkedHashMap<>();
    if (groupBy.contains("who")) {
      names.forEach(name -> alias.put(name, random.nextBoolean() ? "u" : "h"));
    }
    Optional<CorrelationRule.Combination> condition =
        type.equals("temporal") && random.nextBoolean()
            ? Optional.of(combination(names))
            : Optional.empty();
    boolean aboutValues = type.startsWith("value_");
    return new CorrelationRule(
        "corr" + rules++,
        type,
        List.copyOf(names),
        inner,
        groupBy,
        alias,
        1 + random.nextInt(8),
        condition.isPresent() ? Map.of() : bounds(type, names.size()),
        !aboutValues ? List.of() : fields(type),
        type.equals("value_percentile")
            ? Optional.of(List.of(0, 25, 50, 75, 90, 100).get(random.nextInt(6)))
            : Optional.empty(),
        condition);
  }

  private List<String> fields(String type) {
    if (!type.equals("value_count")) {
      return List.of("n");
    }
    return random.nextInt(3) == 0 ? List.of("v", "h") : List.of(random.nextBoolean() ? "v" : "u");
  }

  private Map<String, BigDecimal> bounds(String type, int rules) {
    Map<String, BigDecimal> bounds = new LinkedHashMap<>();
    if (type.equals("temporal_ordered") || type.equals("temporal") && random.nextBoolean()) {
      return bounds;
    }
    if (type.equals("temporal")) {
      bounds.put(order(), BigDecimal.valueOf(1 + random.nextInt(rules)));
      // More than all rules is refused.
      return bounds.containsKey("gt") ? Map.of("gte", BigDecimal.valueOf(rules)) : bounds;
    }
    boolean numeric = !type.equals("event_count") && !type.equals("value_count");
    BigDecimal bound =
        BigDecimal.valueOf(numeric ? random.nextInt(80) : 10 * (1 + random.nextInt(4)), 1);
    if (random.nextInt(6) == 0) {
      bounds.put("gte", bound);
      bounds.put("lte", bound.add(BigDecimal.ONE));
    } else {
      bounds.put(random.nextBoolean() ? "gte" : order(), bound);
    }
    return bounds;
  }

  private String order() {
    return List.of("gt", "gte", "lt", "lte", "eq", "neq").get(random.nextInt(6));
  }

  /** Every rule once: in one of two terms of a disjunction, sometimes after {@code not}. */
  private CorrelationRule.Combination combination(List<String> names) {
    List<List<String>> terms = List.of(new ArrayList<>(), new ArrayList<>());
    boolean negates = random.nextBoolean();
    for (String name : names) {
      String sign = negates && random.nextInt(3) == 0 ? "!" : "";
      terms.get(random.nextInt(2)).add(sign + name);
    }
    List<List<String>> filled =
        terms.stream().filter(term -> !term.isEmpty()).map(List::copyOf).toList();
    String text =
        filled.stream()
            .map(term -> "(" + String.join(" and ", term).replace("!", "not ") + ")")
            .collect(java.util.stream.Collectors.joining(" or "));
    return new CorrelationRule.Combination(text, filled);
  }

  /**
   * A stream of events, in the order in which they arrive.
   *
   * @param delay how late they arrive at most, in milliseconds
   */
  public List<Map<String, @Nullable Object>> events(int count, int delay) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    long time = 1_700_000_000_000L + random.nextInt(10_000);
    for (int i = 0; i < count; i++) {
      time += random.nextInt(4) == 0 ? 1_000L * random.nextInt(5) : random.nextInt(800);
      Map<String, @Nullable Object> event = new LinkedHashMap<>();
      event.put("@timestamp", delay == 0 ? time : time - random.nextInt(delay));
      event.put("k", some(RULES, 5));
      put(event, "u", some(List.of("x", "y"), 8));
      put(event, "h", some(List.of("1", "2"), 8));
      put(event, "v", some(List.of("p", "q", "r", "5"), 6));
      put(event, "n", number());
      if ("5".equals(event.get("v")) && random.nextBoolean()) {
        event.put("v", 5L);
      }
      events.add(event);
    }
    return events;
  }

  /** Fields may be missing. */
  private void put(Map<String, @Nullable Object> event, String field, Object value) {
    if (random.nextInt(8) > 0) {
      event.put(field, value);
    }
  }

  /** A text, or now and then a list of some. */
  private Object some(List<String> texts, int rarely) {
    String text = texts.get(random.nextInt(texts.size()));
    return random.nextInt(rarely) == 0
        ? List.of(text, texts.get(random.nextInt(texts.size())))
        : text;
  }

  private Object number() {
    BigDecimal decimal = BigDecimal.valueOf(random.nextInt(100) - 20L, 1);
    return switch (random.nextInt(6)) {
      case 0 -> decimal.toPlainString();
      case 1 -> List.of((long) random.nextInt(5), (long) random.nextInt(5));
      case 2 -> "many";
      case 3 -> decimal;
      default -> (long) random.nextInt(10);
    };
  }
}
