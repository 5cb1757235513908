package dev.sigrun.oracle.random;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern CHOSEN = Pattern.compile("CASE\\((true|false),");
  private static final Pattern LENIENT = Pattern.compile("CASE|COALESCE| AND | OR | IN | IS ");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

  private final Random random;
  private final List<Type> types;
  private final boolean server;
  private final Map<String, Type> columns = new LinkedHashMap<>();

  /** Columns that have the same value in all rows, which servers compute ahead. */
  private final Set<String> constant = new HashSet<>();

  /** Columns that may be there if one of those that they are computed from is null. */
  private final Set<String> lenient = new HashSet<>();

  /**
   * Over the fields of {@link RandomAggregation}.
   *
   * @param server whether without versions, and without what the optimiser of 8.19 gets wrong
   */
  RandomCells(Random random, boolean server) {
    this.random = random;
    this.server = server;
    this.types = Stream.of(Type.values()).filter(t -> !server || t != Type.VERSION).toList();
    columns.put("u", Type.TEXT);
    columns.put("h", Type.TEXT);
    columns.put("t", Type.TEXT);
    columns.put("i", Type.INTEGER);
    columns.put("n", Type.LONG);
    columns.put("d", Type.DOUBLE);
    columns.put("b", Type.BOOLEAN);
    columns.put("at", Type.DATE);
    if (!server) {
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
    constant.remove(name);
    lenient.remove(name);
  }

  /** The same, of a column that {@code value} computes. */
  void compute(String name, Type type, String value) {
    boolean isConstant = isConstant(value);
    boolean isLenient = isLenient(value);
    add(name, type);
    if (isConstant) {
      constant.add(name);
    }
    if (isLenient) {
      lenient.add(name);
    }
  }

  /** Removes a column. */
  void remove(String name) {
    columns.remove(name);
    constant.remove(name);
    lenient.remove(name);
  }

  /** Gives a column another name. */
  void rename(String old, String name) {
    compute(name, Objects.requireNonNull(columns.get(old), old), old);
    remove(old);
  }

  /** There are only these columns from now on. */
  void replace(Map<String, Type> others) {
    columns.clear();
    columns.putAll(others);
    constant.clear();
    lenient.clear();
  }

  /** Whether an expression reads no column that varies. */
  private boolean isConstant(String expression) {
    return names(expression).noneMatch(n -> columns.containsKey(n) && !constant.contains(n));
  }

  private boolean isLenient(String expression) {
    return LENIENT.matcher(expression).find() || names(expression).anyMatch(lenient::contains);
  }

  private static Stream<String> names(String expression) {
    return NAME.matcher(TEXT.matcher(expression).replaceAll("")).results().map(MatchResult::group);
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

  /**
   * An expression that is not the same in all rows. The node of 8.19 leaves out the filter of
   * {@code MAX(1) WHERE ...}; finds no values in {@code VALUES("x")} and then counts no rows, or
   * refuses it with keys.
   */
  String varying(Type type, int depth) {
    String expression = of(type, depth);
    if (!server || !(isConstant(expression) || CHOSEN.matcher(expression).find())) {
      return expression;
    }
    String column = pick(columns().stream().filter(c -> !constant.contains(c)).toList());
    return switch (type) {
      case TEXT -> "TO_STRING(" + column + ")";
      case INTEGER -> "MV_COUNT(" + column + ")";
      case LONG -> "TO_LONG(MV_COUNT(" + column + "))";
      case DOUBLE -> "TO_DOUBLE(MV_COUNT(" + column + "))";
      case BOOLEAN -> column + " IS NULL";
      case DATE -> "TO_DATETIME(TO_STRING(" + column + "))";
      case IP -> "TO_IP(TO_STRING(" + column + "))";
      case VERSION -> throw new AssertionError();
    };
  }

  /** How many values there are: null on servers that know beforehand that there is no row. */
  String countDistinct(String argument) {
    String count = "COUNT_DISTINCT(" + argument + ")";
    return server ? "COALESCE(" + count + ", TO_LONG(0))" : count;
  }

  /**
   * A key. Servers see that a column is a key twice, also under the name of an {@code EVAL}, and
   * then make no pairs of its values.
   */
  String key(Type type, boolean first) {
    String key = of(type, 1);
    return server && !first && columns.containsKey(key) && key.startsWith("c")
        ? "MV_MAX(" + key + ")"
        : key;
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
      case 2 ->
          isMistaken(cell)
              ? cell + " == " + literal(type)
              : cell + " IS" + (random.nextBoolean() ? " NOT" : "") + " NULL";
      case 3 -> like(of(Type.TEXT, depth), pick(List.of("*x*", "a?b", "*", "X")));
      case 4 -> of(Type.TEXT, depth) + " RLIKE \"" + pick(List.of("x.*", "[a-z ]+", ".")) + "\"";
      case 5 -> of(Type.TEXT, depth) + " IN (" + pick(WORDS) + ", " + pick(WORDS) + ")";
      case 6 -> {
        String left = of(Type.BOOLEAN, depth);
        String right = of(Type.BOOLEAN, depth);
        yield "(" + term(left, right) + pick(List.of(" AND ", " OR ")) + term(right, left) + ")";
      }
      case 7 -> "NOT (" + term(of(Type.BOOLEAN, depth), "") + ")";
      case 8 -> "STARTS_WITH(" + of(Type.TEXT, depth) + ", " + pick(WORDS) + ")";
      default -> "CIDR_MATCH(" + of(Type.IP, depth) + ", \"10.0.0.0/31\", \"::/64\")";
    };
  }

  /**
   * Whether a server must not be asked if something is null: from {@code f(COALESCE(a, b)) IS NOT
   * NULL} it concludes that {@code a} and {@code b} are not null.
   */
  private boolean isMistaken(String expression) {
    return server && isLenient(expression);
  }

  /** Servers know that no lower-cased text is X, and then answer false also of null. */
  private String like(String text, String pattern) {
    boolean known = server && pattern.equals("X") && text.contains("TO_LOWER(");
    boolean presence = pattern.equals("*") && isMistaken(text);
    return text + " LIKE \"" + (known ? "x" : presence ? "?*" : pattern) + "\"";
  }

  /**
   * A condition beside another one. Servers simplify {@code b OR false}, {@code b AND b} and {@code
   * NOT NOT b} to {@code b}, as if it never were a list, of which these are null.
   */
  private String term(String condition, String other) {
    boolean simplified = isConstant(other) || other.startsWith("(") || other.startsWith("NOT");
    return server && columns.containsKey(condition) && (simplified || columns.containsKey(other))
        ? "MV_MIN(" + condition + ")"
        : condition;
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
