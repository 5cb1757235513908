package dev.sigrun.oracle.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random expressions of ES|QL over columns whose types are known. */
final class RandomCells {
  /** The types of columns. */
  enum Type {
    TEXT,
    INTEGER,
    LONG,
    DOUBLE,
    BOOLEAN,
    DATE,
    IP,
    VERSION
  }

  private static final List<String> WORDS =
      List.of("\"x\"", "\"a\"", "\"a b\"", "\"\"", "\"X\"", "\"7\"", "\"y z\"");

  private static final List<String> SPANS =
      List.of("1 second", "3 seconds", "1 minute", "1 day", "1 month", "1 week");

  private final Random random;
  private final List<Type> types;
  private final Map<String, Type> columns = new LinkedHashMap<>();

  /** Over the fields of {@link RandomAggregation}, with versions if {@code versions}. */
  RandomCells(Random random, boolean versions) {
    this.random = random;
    this.types = Stream.of(Type.values()).filter(t -> versions || t != Type.VERSION).toList();
    columns.put("u", Type.TEXT);
    columns.put("h", Type.TEXT);
    columns.put("t", Type.TEXT);
    columns.put("i", Type.INTEGER);
    columns.put("n", Type.LONG);
    columns.put("d", Type.DOUBLE);
    columns.put("b", Type.BOOLEAN);
    columns.put("at", Type.DATE);
    if (versions) {
      columns.put("ver", Type.VERSION);
    }
    columns.put("from", Type.IP);
  }

  /** The names of the columns, in order. */
  List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** Adds a column, or changes the type of one. */
  void add(String name, Type type) {
    columns.put(name, type);
  }

  /** Removes a column and returns its type. */
  Type remove(String name) {
    return Objects.requireNonNull(columns.remove(name), name);
  }

  /** There are only these columns from now on. */
  void replace(Map<String, Type> others) {
    columns.clear();
    columns.putAll(others);
  }

  /** One of the types. */
  Type type() {
    return pick(types);
  }

  /** An expression of a type, at most {@code depth} calls deep. */
  String of(Type type, int depth) {
    List<String> known =
        columns.entrySet().stream()
            .filter(c -> c.getValue() == type)
            .map(Map.Entry::getKey)
            .toList();
    if (depth == 0 || random.nextInt(4) == 0) {
      return known.isEmpty() || random.nextInt(5) == 0 ? literal(type) : pick(known);
    }
    Supplier<String> text = () -> of(Type.TEXT, depth - 1);
    return switch (type) {
      case TEXT -> text(depth - 1);
      case INTEGER ->
          switch (random.nextInt(7)) {
            case 0 -> "LENGTH(" + text.get() + ")";
            case 1 -> "LOCATE(" + text.get() + ", " + text.get() + ")";
            case 2 -> "MV_COUNT(" + of(type(), depth - 1) + ")";
            case 3 -> "TO_INTEGER(" + of(pick(List.of(Type.TEXT, Type.LONG)), depth - 1) + ")";
            case 4 ->
                "DATE_DIFF(\"hour\", " + of(Type.DATE, depth - 1) + ", " + literal(Type.DATE) + ")";
            case 5 -> choice(Type.INTEGER, depth - 1);
            default -> arithmetic(Type.INTEGER, Type.INTEGER, depth - 1);
          };
      case LONG ->
          switch (random.nextInt(5)) {
            case 0 -> "TO_LONG(" + of(pick(List.of(Type.TEXT, Type.INTEGER)), depth - 1) + ")";
            case 1 -> "MV_SUM(" + of(Type.LONG, depth - 1) + ")";
            case 2 -> "DATE_EXTRACT(\"hour_of_day\", " + of(Type.DATE, depth - 1) + ")";
            case 3 -> choice(Type.LONG, depth - 1);
            default -> arithmetic(Type.LONG, pick(List.of(Type.LONG, Type.INTEGER)), depth - 1);
          };
      case DOUBLE ->
          switch (random.nextInt(5)) {
            case 0 -> "TO_DOUBLE(" + text.get() + ")";
            case 1 -> "ROUND(" + of(Type.DOUBLE, depth - 1) + ", 1)";
            case 2 -> "MV_AVG(" + of(Type.LONG, depth - 1) + ")";
            case 3 -> choice(Type.DOUBLE, depth - 1);
            default -> arithmetic(Type.DOUBLE, pick(List.of(Type.DOUBLE, Type.INTEGER)), depth - 1);
          };
      case BOOLEAN -> condition(depth - 1);
      case DATE ->
          switch (random.nextInt(5)) {
            case 0 -> "DATE_TRUNC(" + pick(SPANS) + ", " + of(Type.DATE, depth - 1) + ")";
            case 1 -> "(" + of(Type.DATE, depth - 1) + " + " + pick(SPANS) + ")";
            case 2 -> "TO_DATETIME(" + text.get() + ")";
            case 3 -> "MV_MAX(" + of(Type.DATE, depth - 1) + ")";
            default -> choice(Type.DATE, depth - 1);
          };
      case IP -> random.nextBoolean() ? "TO_IP(" + text.get() + ")" : list(of(Type.IP, depth - 1));
      case VERSION -> list(of(Type.VERSION, depth - 1));
    };
  }

  private String text(int depth) {
    String text = of(Type.TEXT, depth);
    return switch (random.nextInt(12)) {
      case 0 -> "CONCAT(" + text + ", " + of(Type.TEXT, depth) + ")";
      case 1 -> "TO_LOWER(" + text + ")";
      case 2 -> "TO_UPPER(" + text + ")";
      case 3 -> "SUBSTRING(" + text + ", " + (random.nextInt(4) - 1) + ", 2)";
      case 4 -> "REPLACE(" + text + ", \"[ax]+\", \"-$0\")";
      case 5 -> choice(Type.TEXT, depth);
      case 6 -> "COALESCE(" + text + ", " + of(Type.TEXT, depth) + ")";
      case 7 -> "TO_STRING(" + of(type(), depth) + ")";
      case 8 -> "MV_CONCAT(" + text + ", \",\")";
      case 9 -> "SPLIT(" + text + ", \" \")";
      case 10 -> pick(List.of("TRIM", "LTRIM", "RTRIM")) + "(" + text + ")";
      default -> list(text);
    };
  }

  private String list(String cell) {
    return switch (random.nextInt(5)) {
      case 0 -> "MV_FIRST(" + cell + ")";
      case 1 -> "MV_LAST(" + cell + ")";
      case 2 -> "MV_MIN(" + cell + ")";
      case 3 -> "MV_DEDUPE(" + cell + ")";
      default -> "MV_SORT(" + cell + ", \"DESC\")";
    };
  }

  private String choice(Type type, int depth) {
    return "CASE("
        + of(Type.BOOLEAN, depth)
        + ", "
        + of(type, depth)
        + (random.nextBoolean() ? ", " + of(type, depth) : "")
        + ")";
  }

  private String arithmetic(Type left, Type right, int depth) {
    return "("
        + of(left, depth)
        + " "
        + pick(List.of("+", "-", "*", "/", "%"))
        + " "
        + of(right, depth)
        + ")";
  }

  private String condition(int depth) {
    Type type = pick(List.of(Type.TEXT, Type.INTEGER, Type.LONG, Type.DOUBLE, Type.DATE, Type.IP));
    String cell = of(type, depth);
    return switch (random.nextInt(10)) {
      case 0, 1 ->
          cell + pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= ")) + of(type, depth);
      case 2 -> cell + " IS" + (random.nextBoolean() ? " NOT" : "") + " NULL";
      case 3 -> of(Type.TEXT, depth) + " LIKE \"" + pick(List.of("*x*", "a?b", "*", "X")) + "\"";
      case 4 -> of(Type.TEXT, depth) + " RLIKE \"" + pick(List.of("x.*", "[a-z ]+", ".")) + "\"";
      case 5 -> of(Type.TEXT, depth) + " IN (" + pick(WORDS) + ", " + pick(WORDS) + ")";
      case 6 ->
          "("
              + of(Type.BOOLEAN, depth)
              + pick(List.of(" AND ", " OR "))
              + of(Type.BOOLEAN, depth)
              + ")";
      case 7 -> "NOT (" + of(Type.BOOLEAN, depth) + ")";
      case 8 -> "STARTS_WITH(" + of(Type.TEXT, depth) + ", " + pick(WORDS) + ")";
      default -> "CIDR_MATCH(" + of(Type.IP, depth) + ", \"10.0.0.0/31\", \"::/64\")";
    };
  }

  private String literal(Type type) {
    return switch (type) {
      case TEXT -> pick(WORDS);
      case INTEGER -> "" + (random.nextInt(7) - 1);
      case LONG -> "TO_LONG(" + random.nextInt(5) + ")";
      case DOUBLE -> pick(List.of("0.5", "-1.25", "100.0"));
      case BOOLEAN -> pick(List.of("true", "false"));
      case DATE -> "TO_DATETIME(\"2023-11-14T22:13:20.500Z\")";
      case IP -> "TO_IP(\"10.0.0.2\")";
      case VERSION -> "TO_VERSION(\"1.10.0\")";
    };
  }

  /** One of some values. */
  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
