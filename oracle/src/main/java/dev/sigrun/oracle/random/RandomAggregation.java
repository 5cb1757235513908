package dev.sigrun.oracle.random;

import dev.sigrun.compiler.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rules in ES|QL that aggregate, and streams of events with few values for them. */
public final class RandomAggregation {
  /** The fields that rules read. */
  public static final Map<String, FieldType> SCHEMA =
      Map.ofEntries(
          Map.entry("@timestamp", FieldType.DATE),
          Map.entry("u", FieldType.KEYWORD),
          Map.entry("h", FieldType.KEYWORD),
          Map.entry("t", FieldType.TEXT),
          Map.entry("i", FieldType.INTEGER),
          Map.entry("n", FieldType.LONG),
          Map.entry("d", FieldType.DOUBLE),
          Map.entry("b", FieldType.BOOLEAN),
          Map.entry("at", FieldType.DATE),
          Map.entry("large", FieldType.UNSIGNED_LONG),
          Map.entry("ver", FieldType.VERSION),
          Map.entry("from", FieldType.IP));

  private static final List<String> BEFORE =
      List.of(
          "WHERE n >= 0",
          "WHERE u != \"x\" OR h == \"a\"",
          "WHERE b",
          "WHERE @timestamp > NOW() - 2 seconds",
          "WHERE n > 0 AND at >= NOW() - 1500 milliseconds AND NOW() - 1 day < @timestamp",
          "WHERE u LIKE \"*x*\" AND NOT h == \"c\"",
          "EVAL n = n + 1, low = TO_LOWER(t)",
          "EVAL u = CONCAT(u, \"-\", h)",
          "MV_EXPAND u",
          "MV_EXPAND h | WHERE h IS NOT NULL",
          "DISSECT t \"%{h} %{rest}\"");

  private static final List<String> AGGREGATES =
      List.of(
          "COUNT(*)",
          "COUNT(u)",
          "COUNT(i)",
          "COUNT(*) WHERE n > 1",
          "COUNT(b OR NULL)",
          "COUNT_DISTINCT(u)",
          "COUNT_DISTINCT(CONCAT(u, h))",
          "COUNT_DISTINCT(n)",
          "COUNT_DISTINCT(from) WHERE b",
          "VALUES(u)",
          "VALUES(i)",
          "VALUES(t)",
          "VALUES(from)",
          "VALUES(ver)",
          "VALUES(at)",
          "VALUES(large)",
          "VALUES(d) WHERE d > 0",
          "MIN(n)",
          "MAX(i)",
          "MIN(u)",
          "MAX(from)",
          "MIN(ver)",
          "MAX(large)",
          "MIN(@timestamp)",
          "MAX(@timestamp)",
          "MAX(b)",
          "SUM(i)",
          "SUM(n)",
          "SUM(n * 4611686018427387904)",
          "SUM(d)",
          "AVG(i)",
          "AVG(d) + 1",
          "TOP(n, 2, \"desc\")",
          "TOP(u, 3, \"asc\")",
          "SUM(CASE(b, 1, 0))",
          "SUM(i) / COUNT(*)",
          "ROUND(AVG(d), 1)",
          "MV_COUNT(VALUES(h))",
          "MV_MIN(VALUES(n))");

  private static final List<String> KEYS =
      List.of(
          "u",
          "h",
          "i",
          "n",
          "d",
          "b",
          "from",
          "ver",
          "t",
          "large",
          "w = DATE_TRUNC(3 seconds, @timestamp)",
          "w = BUCKET(@timestamp, 1 second)",
          "k = n % 2",
          "k = CONCAT(u, \"!\")");

  private static final List<String> COUNTS =
      List.of("COUNT(n)", "COUNT_DISTINCT(h)", "COUNT_DISTINCT(u)", "COUNT(*) WHERE b");

  /** Of groups, of which {@code c} is a count and {@code a1} anything. */
  private static final List<String> REGROUPED =
      List.of(
          "COUNT(*)",
          "COUNT(a1)",
          "COUNT_DISTINCT(a1)",
          "COUNT(*) WHERE c > 1",
          "SUM(c)",
          "MV_COUNT(VALUES(a1))",
          "MAX(c)");

  /** About a count, which the rule calls {@code c}. */
  private static final List<String> AFTER =
      List.of(
          "WHERE c >= 2",
          "WHERE c >= 3",
          "WHERE c == 1",
          "WHERE c <= 2",
          "WHERE NOT c == 2",
          "WHERE c > 1 AND since >= NOW() - 3 seconds",
          "WHERE DATE_DIFF(\"second\", since, NOW()) >= 4",
          "EVAL age = DATE_DIFF(\"millisecond\", since, NOW()) | WHERE age <= 2500",
          "EVAL c2 = c * 2 | WHERE c2 > 2 | SORT c2 DESC | LIMIT 100",
          "WHERE c > 0 | KEEP c, since");

  /** Of rows; the last one only where rows are kept. */
  private static final List<String> FILTERS =
      List.of("n > 0", "b", "@timestamp < NOW() - 1 second");

  /** About the rows of events to which groups were joined back. */
  private static final List<String> OF_ROWS =
      List.of(
          "WHERE c == 1",
          "WHERE c >= 3 AND b",
          "WHERE MV_MAX(c) > 2 AND n > 0",
          "WHERE c > 1 AND since == @timestamp",
          "WHERE c >= 2 AND @timestamp < NOW() - 2 seconds",
          "WHERE u == \"x\" AND a2 >= 2",
          "MV_EXPAND u | WHERE u == \"y\" AND c < 4 | KEEP u, c",
          "WHERE NOT c == 2 AND h IS NOT NULL | SORT c | LIMIT 5");

  private static final List<Object> TEXTS = List.of("a b", "x y z", "A", "");
  private static final List<Object> VERSIONS = List.of("1.2.0", "1.10.0", "2.0.0-rc1");

  private final Random random;

  /** Draws from {@code random}. */
  public RandomAggregation(Random random) {
    this.random = random;
  }

  /** The text of a query. */
  public String query() {
    StringBuilder query = new StringBuilder("FROM logs");
    if (random.nextInt(5) == 0) {
      query.append(" | WHERE KQL(\"u: x or n >= 1\")");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      query.append(" | ").append(pick(BEFORE));
    }
    query.append(" | STATS c = ").append(random.nextInt(3) > 0 ? "COUNT(*)" : pick(COUNTS));
    query.append(", since = MIN(@timestamp)");
    for (int i = random.nextInt(4); i > 0; i--) {
      query.append(", a").append(i).append(" = ").append(pick(AGGREGATES));
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String key = pick(KEYS);
      keys.put(key.substring(0, 1), key);
    }
    query.append(keys.isEmpty() ? "" : " BY ").append(String.join(", ", keys.values()));
    return query.append(" | ").append(keys.isEmpty() ? "WHERE c > 1" : pick(AFTER)).toString();
  }

  /** The text of a query that groups its groups again, by some of their keys. */
  public String regroupingQuery() {
    StringBuilder query = new StringBuilder("FROM logs");
    for (int i = random.nextInt(3); i > 0; i--) {
      query.append(" | ").append(pick(BEFORE));
    }
    query.append(" | STATS c = COUNT(*), since = MIN(@timestamp)");
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      query.append(", a").append(i).append(" = ").append(pick(AGGREGATES));
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String key = pick(KEYS);
      keys.put(key.substring(0, 1), key);
    }
    query.append(" BY ").append(String.join(", ", keys.values()));
    List<String> names = new ArrayList<>();
    keys.values().forEach(key -> names.add(key.split(" ", 2)[0]));
    query.append(pick(List.of("", " | WHERE c > 1", " | EVAL c = c + 1", " | MV_EXPAND a1")));
    List<String> last = names.stream().filter(name -> random.nextInt(3) > 0).toList();
    query.append(" | STATS c = ").append(last.isEmpty() ? "COUNT(*)" : pick(REGROUPED));
    query.append(", since = MIN(since), a2 = ").append(pick(REGROUPED));
    query.append(last.isEmpty() ? "" : " BY " + String.join(", ", last));
    return query.append(" | ").append(last.isEmpty() ? "WHERE c > 1" : pick(AFTER)).toString();
  }

  /** The text of a query that joins groups back to rows, or that groups groups by other keys. */
  public String stagedQuery() {
    StringBuilder query = new StringBuilder("FROM logs METADATA _id");
    for (int i = random.nextInt(3); i > 0; i--) {
      query.append(" | ").append(pick(BEFORE));
    }
    List<String> columns = new ArrayList<>(List.of("u", "h", "i", "b", "from"));
    boolean groups = false;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      boolean joins = i == 1 && !groups ? random.nextInt(3) > 0 : random.nextBoolean();
      query.append(joins ? " | INLINE STATS " : " | STATS ");
      columns = staged(query, columns, joins, !groups);
      groups |= !joins;
      query.append(pick(List.of("", "", " | EVAL c = c + 1", " | WHERE c > 1")));
    }
    return query.append(" | ").append(groups ? pick(AFTER) : pick(OF_ROWS)).toString();
  }

  /** Adds aggregates and keys; the result are the columns that may be used behind them. */
  private List<String> staged(
      StringBuilder query, List<String> columns, boolean joins, boolean ofEvents) {
    String any = pick(columns);
    query
        .append("c = ")
        .append(pick(List.of("COUNT(*)", "COUNT(*)", "COUNT_DISTINCT(" + any + ")")))
        .append(", since = ")
        .append(ofEvents ? "MIN(@timestamp)" : "MIN(since)")
        .append(", a1 = ")
        .append(ofEvents ? pick(AGGREGATES) : "VALUES(" + pick(columns) + ")")
        .append(", a2 = MV_COUNT(VALUES(" + pick(columns) + ")) WHERE ")
        .append(ofEvents ? pick(joins ? FILTERS : FILTERS.subList(0, 2)) : "c >= 1");
    List<String> keys = new ArrayList<>();
    for (String column : columns) {
      if (random.nextInt(4) == 0) {
        keys.add(column);
      }
    }
    if (ofEvents && random.nextInt(4) == 0) {
      keys.add("w = DATE_TRUNC(3 seconds, @timestamp)");
    }
    if (!joins && keys.isEmpty()) {
      keys.add(any);
    }
    query.append(keys.isEmpty() ? "" : " BY " + String.join(", ", keys));
    if (joins) {
      return columns;
    }
    List<String> left = new ArrayList<>(List.of("c"));
    keys.forEach(key -> left.add(key.split(" ", 2)[0]));
    return left;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /**
   * Events in the order of their arrival.
   *
   * @param delay how many milliseconds later than others they may come
   */
  public List<Map<String, @Nullable Object>> events(int count, int delay) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    long time = 1_700_000_000_000L;
    for (int i = 0; i < count; i++) {
      // Often at the ends of windows.
      time += random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(7) * 100;
      Map<String, @Nullable Object> event = new LinkedHashMap<>();
      event.put("@timestamp", time - (delay == 0 ? 0 : random.nextInt(delay)));
      put(event, "u", List.of("x", "y", "X"));
      put(event, "h", List.of("a", "b", "c"));
      put(event, "t", TEXTS);
      put(event, "i", List.of(1, 2, 3));
      put(event, "n", List.of(-1L, 0L, 1L, 2L));
      put(event, "d", List.of(-0.25, 0.5, 1.75));
      put(event, "b", List.of(true, false));
      put(event, "at", List.of(time, 1_600_000_000_123L));
      put(event, "large", List.of(5, 7));
      put(event, "ver", VERSIONS);
      put(event, "from", List.of("10.0.0.1", "10.0.0.2", "::1"));
      events.add(event);
    }
    return events;
  }

  private void put(Map<String, @Nullable Object> event, String field, List<?> values) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return;
    }
    if (kind == 1) {
      event.put(field, List.of(pick(values), pick(values)));
    } else {
      event.put(field, pick(values));
    }
  }
}
