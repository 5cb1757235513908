package dev.sigrun.oracle.random;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random queries in ES|QL over the fields of {@link RandomAggregation}. The generator knows the
 * type of each column, so that nearly all of them pass the check. They use what 8.19 knows, and
 * each ends in a {@code KEEP} of all its columns.
 */
public final class RandomPipeline {
  /** The types of columns. */
  private enum Type {
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
  private final List<String> commands = new ArrayList<>();

  /** Whether rows still have the number of their event, by which they can be ordered. */
  private boolean numbered = true;

  private boolean grouped;
  private int names;

  private RandomPipeline(Random random, boolean versions) {
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

  /**
   * A query.
   *
   * @param commands behind FROM, in order
   * @param grouped whether one of them is STATS
   */
  public record Made(List<String> commands, boolean grouped) {
    /** Copies the list. */
    public Made {
      commands = List.copyOf(commands);
    }

    /** The text of the query. */
    public String text() {
      return "FROM logs METADATA _id | " + String.join(" | ", commands);
    }

    /** The rows that the query means; empty if it was refused. */
    public Optional<EventRows> rows(DiagnosticSink sink) {
      Schema schema = Schema.of(RandomAggregation.SCHEMA).complete();
      QueryContext context = new QueryContext(new FieldResolver(schema, UnknownFields.UNMAPPED));
      return EsqlParser.parse(SourceText.of("test", text()), sink)
          .flatMap(
              query ->
                  EsqlAnalyzer.check(query, context, sink)
                      .flatMap(fields -> EsqlRows.of(query, fields, context, sink)));
    }

    /**
     * The same for a server, whose optimiser joins conditions and then gets some of them wrong: a
     * limit that no table reaches keeps each by itself.
     */
    public String apart() {
      List<String> apart = new ArrayList<>();
      for (String command : commands) {
        if (command.startsWith("WHERE")) {
          apart.add("LIMIT 9000");
        }
        apart.add(command);
      }
      return "FROM logs METADATA _id | " + String.join(" | ", apart);
    }
  }

  /**
   * A query whose commands are drawn from {@code random}.
   *
   * @param groups whether it may group rows
   * @param versions whether it may have versions, which are a plugin of servers
   */
  public static Made of(Random random, boolean groups, boolean versions) {
    RandomPipeline pipeline = new RandomPipeline(random, versions);
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      pipeline.command();
    }
    if (groups) {
      pipeline.stats();
      for (int i = random.nextInt(3); i > 0; i--) {
        pipeline.afterStats();
      }
    }
    pipeline.commands.add("KEEP " + String.join(", ", pipeline.columns.keySet()));
    return new Made(pipeline.commands, pipeline.grouped);
  }

  /** Events with few values, which have identities by which they can be ordered. */
  public static List<Map<String, @Nullable Object>> events(Random random, int count) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (Map<String, @Nullable Object> event : new RandomAggregation(random).events(count, 0)) {
      Map<String, @Nullable Object> identified = new LinkedHashMap<>(event);
      identified.put("_id", String.valueOf(1_000 + events.size()));
      events.add(identified);
    }
    return events;
  }

  private void command() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> eval();
      case 4, 5 -> commands.add("WHERE " + of(Type.BOOLEAN, 2));
      case 6 -> dissect();
      case 7 -> grok();
      case 8 -> expand();
      case 9 -> select();
      case 10 -> rename();
      default -> limit();
    }
  }

  private void afterStats() {
    switch (random.nextInt(4)) {
      case 0 -> eval();
      case 1 -> commands.add("WHERE " + of(Type.BOOLEAN, 2));
      case 2 -> commands.add("SORT " + pick(List.copyOf(columns.keySet())) + " DESC");
      default -> rename();
    }
  }

  private void eval() {
    List<String> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Type type = pick(types);
      String value = of(type, 3);
      String name = random.nextInt(5) == 0 ? pick(List.copyOf(columns.keySet())) : name();
      fields.add(name + " = " + value);
      columns.put(name, type);
    }
    commands.add("EVAL " + String.join(", ", fields));
  }

  private String name() {
    return "c" + ++names;
  }

  private void dissect() {
    String first = name();
    String second = name();
    commands.add(
        "DISSECT "
            + of(Type.TEXT, 1)
            + " \""
            + pick(List.of("%{F} %{S}", "%{F}-%{?skip}%{S}", "%{F->} %{S}", "a%{F}b%{S}"))
                .replace("F", first)
                .replace("S", second)
            + "\"");
    columns.put(first, Type.TEXT);
    columns.put(second, Type.TEXT);
  }

  private void grok() {
    String first = name();
    String second = name();
    commands.add(
        "GROK "
            + of(Type.TEXT, 1)
            + " \""
            + pick(List.of(
                    "%{WORD:F} %{GREEDYDATA:S}",
                    "(?<F>[a-z]+) ?(?<S>.*)", "%{DATA:F}( |$)%{NOTSPACE:S}"))
                .replace("F", first)
                .replace("S", second)
            + "\"");
    columns.put(first, Type.TEXT);
    columns.put(second, Type.TEXT);
  }

  private void expand() {
    commands.add("MV_EXPAND " + pick(List.copyOf(columns.keySet())));
    // Rows of one event have one number.
    numbered = false;
  }

  private void select() {
    List<String> all = new ArrayList<>(columns.keySet());
    if (all.size() < 4) {
      return;
    }
    String gone = pick(all);
    if (random.nextBoolean()) {
      commands.add("DROP " + gone);
      columns.remove(gone);
    } else {
      all.remove(gone);
      commands.add("KEEP " + String.join(", ", all) + (numbered ? ", _id" : ""));
      columns.remove(gone);
    }
  }

  private void rename() {
    String old = pick(List.copyOf(columns.keySet()));
    String name = name();
    Type type = columns.remove(old);
    if (type != null) {
      commands.add("RENAME " + old + " AS " + name);
      columns.put(name, type);
    }
  }

  /** In an order without ties, as the first rows are undefined otherwise. */
  private void limit() {
    if (numbered) {
      commands.add("SORT _id" + (random.nextBoolean() ? " DESC" : ""));
      commands.add("LIMIT " + (5 + random.nextInt(20)));
    }
  }

  private void stats() {
    Map<String, Type> result = new LinkedHashMap<>();
    List<String> aggregates = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String name = name();
      aggregates.add(name + " = " + aggregate(name, result));
    }
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Type type = pick(List.of(Type.TEXT, Type.INTEGER, Type.LONG, Type.BOOLEAN, Type.IP));
      String name = name();
      keys.add(name + " = " + of(type, 1));
      result.put(name, type);
    }
    commands.add(
        "STATS "
            + String.join(", ", aggregates)
            + (keys.isEmpty() ? "" : " BY " + String.join(", ", keys)));
    columns.clear();
    columns.putAll(result);
    numbered = false;
    grouped = true;
  }

  private String aggregate(String name, Map<String, Type> result) {
    Type type = pick(List.of(Type.TEXT, Type.INTEGER, Type.LONG, Type.DATE, Type.IP));
    String argument = of(type, 1);
    String filter = random.nextInt(4) == 0 ? " WHERE " + of(Type.BOOLEAN, 1) : "";
    String number = of(random.nextBoolean() ? Type.INTEGER : Type.LONG, 1);
    String made =
        switch (random.nextInt(8)) {
          case 0 -> {
            result.put(name, Type.LONG);
            yield "COUNT(*)";
          }
          case 1 -> {
            result.put(name, Type.LONG);
            yield "COUNT(" + argument + ")";
          }
          case 2 -> {
            result.put(name, Type.LONG);
            yield "COUNT_DISTINCT(" + argument + ")";
          }
          case 3 -> {
            result.put(name, type);
            yield "MIN(" + argument + ")";
          }
          case 4 -> {
            result.put(name, type);
            yield "MAX(" + argument + ")";
          }
          case 5 -> {
            result.put(name, Type.LONG);
            yield "SUM(" + number + ")";
          }
          case 6 -> {
            result.put(name, Type.DOUBLE);
            yield "AVG(" + number + ")";
          }
          default -> {
            result.put(name, type);
            yield "VALUES(" + argument + ")";
          }
        };
    return made + filter;
  }

  /** An expression of a type. */
  private String of(Type type, int depth) {
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
            case 2 -> "MV_COUNT(" + of(pick(types), depth - 1) + ")";
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
      case 7 -> "TO_STRING(" + of(pick(types), depth) + ")";
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

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
