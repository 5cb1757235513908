package dev.sigrun.oracle.random;

import dev.sigrun.compiler.schema.FieldType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random sequences and samples as text, and events that often take part in them. */
public final class RandomCorrelation {
  /** The look-back of the rules. */
  public static final long LOOK_BACK_MILLIS = 2_000;

  /** The fields of events. */
  public static final Map<String, FieldType> SCHEMA =
      Map.ofEntries(
          Map.entry("@timestamp", FieldType.DATE),
          Map.entry("event.category", FieldType.KEYWORD),
          Map.entry("u", FieldType.KEYWORD),
          Map.entry("v", FieldType.KEYWORD),
          Map.entry("n", FieldType.LONG),
          Map.entry("d", FieldType.DOUBLE),
          Map.entry("from", FieldType.IP),
          Map.entry("to", FieldType.IP),
          Map.entry("order.text", FieldType.KEYWORD),
          Map.entry("order.number", FieldType.SHORT),
          Map.entry("order.large", FieldType.UNSIGNED_LONG),
          Map.entry("order.address", FieldType.IP));

  /** Fields by which events can be joined with each other, as far as their types go. */
  private static final List<List<String>> JOINABLE =
      List.of(List.of("u", "v"), List.of("u"), List.of("n", "d"), List.of("from", "to"));

  private static final List<String> CONDITIONS =
      List.of(
          "u == \"x\"",
          "v != \"y\"",
          "n > 0",
          "u : \"X*\"",
          "n == 1 or v == \"x\"",
          "u like \"x*\" and not n == 2",
          "?absent == null",
          "cidrMatch(from, \"10.0.0.0/31\")");

  /** Numbers around the greatest long that are equal as doubles. */
  private static final List<BigInteger> LARGE =
      List.of(
          BigInteger.valueOf(Long.MAX_VALUE),
          BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
          BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.TWO));

  private static final int STEP_MILLIS = 100;

  private final Random random;

  /** Draws from {@code random}. */
  public RandomCorrelation(Random random) {
    this.random = random;
  }

  /** The text of a sequence, or of a sample. */
  public String query() {
    List<List<String>> keys =
        IntStream.range(0, random.nextInt(3)).mapToObj(i -> pick(JOINABLE)).toList();
    return random.nextInt(5) == 0
        ? sample(keys.isEmpty() ? List.of(JOINABLE.get(0)) : keys)
        : sequence(keys);
  }

  /** A line of the rule that names a tiebreaker, or nothing. */
  public String tiebreaker() {
    return pick(
        List.of(
            "",
            "tiebreaker_field = \"order.text\"",
            "tiebreaker_field = \"order.number\"",
            "tiebreaker_field = \"order.large\"",
            "tiebreaker_field = \"order.address\""));
  }

  private String sample(List<List<String>> keys) {
    boolean shared = random.nextBoolean();
    return "sample"
        + (shared ? by(keys) : "")
        + Stream.generate(() -> " " + bracket() + (shared ? "" : by(keys)))
            .limit(2 + random.nextInt(3))
            .collect(Collectors.joining());
  }

  private String sequence(List<List<String>> keys) {
    boolean shared = random.nextBoolean();
    boolean limited = random.nextInt(4) > 0;
    StringBuilder text = new StringBuilder("sequence").append(shared ? by(keys) : "");
    if (limited) {
      text.append(" with maxspan=").append(STEP_MILLIS * (1 + random.nextInt(20))).append("ms");
    }
    int count = 2 + random.nextInt(3);
    int needed = random.nextInt(count);
    for (int i = 0; i < count; i++) {
      boolean missing = limited && i != needed && random.nextInt(3) == 0;
      text.append(missing ? " !" : " ").append(bracket()).append(shared ? "" : by(keys));
      if (random.nextInt(6) == 0) {
        text.append(" with runs=").append(1 + random.nextInt(3));
      }
    }
    if (random.nextInt(4) == 0) {
      text.append(" until ").append(bracket()).append(shared ? "" : by(keys));
    }
    return text.toString();
  }

  private String bracket() {
    String category = pick(List.of("a", "a", "b", "b", "c", "any"));
    String condition = random.nextBoolean() ? "true" : pick(CONDITIONS);
    return "[" + category + " where " + condition + "]";
  }

  private String by(List<List<String>> keys) {
    return keys.isEmpty()
        ? ""
        : keys.stream()
            .map(fields -> (random.nextInt(4) == 0 ? "?" : "") + pick(fields))
            .collect(Collectors.joining(", ", " by ", ""));
  }

  /**
   * Events in the order in which they come, some later than events of later times.
   *
   * @param delay how late they come at most, in milliseconds
   */
  public List<Map<String, @Nullable Object>> events(int count, int delay) {
    IdentityHashMap<Map<String, @Nullable Object>, Long> arrivals = new IdentityHashMap<>();
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    long time = 1_700_000_000_000L;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(3) * (long) STEP_MILLIS;
      Map<String, @Nullable Object> event = event(time);
      arrivals.put(event, time + random.nextInt(delay + 1));
      events.add(event);
    }
    events.sort(Comparator.comparing(arrivals::get));
    return events;
  }

  private Map<String, @Nullable Object> event(long time) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("@timestamp", time);
    put(event, "event.category", List.of("a", "b", "c"));
    put(event, "u", List.of("x", "xy", "X"));
    put(event, "v", List.of("x", "y"));
    put(event, "n", List.of(0, 1, 2, 10));
    put(event, "d", List.of(0.0, 1.0, 1.5));
    put(event, "from", List.of("10.0.0.1", "::ffff:10.0.0.1", "10.0.0.2", "10.0.0.10"));
    put(event, "to", List.of("10.0.0.1", "10.0.0.2", "2001:db8:0:0::1"));
    put(event, "order.text", List.of("1", "10", "2"));
    put(event, "order.number", List.of(1, 10, 2));
    put(event, "order.large", LARGE);
    put(event, "order.address", List.of("10.0.0.2", "10.0.0.10", "::1", "2001:db8::a"));
    return event;
  }

  private void put(Map<String, @Nullable Object> event, String field, List<?> values) {
    int luck = random.nextInt(12);
    if (luck > 0 && luck < 4 && !field.startsWith("order")) {
      event.put(field, Stream.generate(() -> pick(values)).limit(luck + 1).toList());
    } else if (luck > 0) {
      event.put(field, pick(values));
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
