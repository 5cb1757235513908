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
import org.jspecify.annotations.Nullable;

/**
 * Random queries in ES|QL over the fields of {@link RandomAggregation}. The generator knows the
 * type of each column, so that nearly all of them pass the check. They use what 8.19 knows, and
 * each ends in a {@code KEEP} of all its columns.
 */
public final class RandomPipeline {
  private final Random random;
  private final RandomCells cells;
  private final List<String> commands = new ArrayList<>();

  /** Whether rows still have the number of their event, by which they can be ordered. */
  private boolean numbered = true;

  private boolean grouped;
  private int names;

  private RandomPipeline(Random random, boolean server) {
    this.random = random;
    this.cells = new RandomCells(random, server);
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
   * @param server whether a server without plugins is asked: then it has no versions, and nothing
   *     that the optimiser of 8.19 gets wrong
   */
  public static Made of(Random random, boolean groups, boolean server) {
    RandomPipeline pipeline = new RandomPipeline(random, server);
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      pipeline.command();
    }
    if (groups) {
      pipeline.stats();
      for (int i = random.nextInt(3); i > 0; i--) {
        pipeline.afterStats();
      }
    }
    pipeline.commands.add("KEEP " + String.join(", ", pipeline.cells.columns()));
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
      case 4, 5 -> commands.add("WHERE " + cells.of(RandomCells.Type.BOOLEAN, 2));
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
      case 1 -> commands.add("WHERE " + cells.of(RandomCells.Type.BOOLEAN, 2));
      case 2 -> commands.add("SORT " + cells.pick(cells.columns()) + " DESC");
      default -> rename();
    }
  }

  private void eval() {
    List<String> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      RandomCells.Type type = cells.type();
      String value = cells.of(type, 3);
      String name = random.nextInt(5) == 0 ? cells.pick(cells.columns()) : name();
      fields.add(name + " = " + value);
      cells.compute(name, type, value);
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
            + cells.of(RandomCells.Type.TEXT, 1)
            + " \""
            + cells
                .pick(
                    List.of(
                        "%{FIRST} %{SECOND}",
                        "%{FIRST}-%{?skip} %{SECOND}",
                        "%{FIRST->} %{SECOND}",
                        "%{FIRST} %{}.%{SECOND}",
                        "a%{FIRST}b%{SECOND}"))
                .replace("FIRST", first)
                .replace("SECOND", second)
            + "\"");
    cells.add(first, RandomCells.Type.TEXT);
    cells.add(second, RandomCells.Type.TEXT);
  }

  private void grok() {
    String first = name();
    String second = name();
    commands.add(
        "GROK "
            + cells.of(RandomCells.Type.TEXT, 1)
            + " \""
            + cells
                .pick(
                    List.of(
                        "%{WORD:FIRST} %{GREEDYDATA:SECOND}",
                        "(?<FIRST>[a-z]+) ?(?<SECOND>.*)", "%{DATA:FIRST}( |$)%{NOTSPACE:SECOND}"))
                .replace("FIRST", first)
                .replace("SECOND", second)
            + "\"");
    cells.add(first, RandomCells.Type.TEXT);
    cells.add(second, RandomCells.Type.TEXT);
  }

  private void expand() {
    commands.add("MV_EXPAND " + cells.pick(cells.columns()));
    // Rows of one event have one number.
    numbered = false;
  }

  private void select() {
    List<String> all = new ArrayList<>(cells.columns());
    if (all.size() < 4) {
      return;
    }
    String gone = cells.pick(all);
    if (random.nextBoolean()) {
      commands.add("DROP " + gone);
      cells.remove(gone);
    } else {
      all.remove(gone);
      commands.add("KEEP " + String.join(", ", all) + (numbered ? ", _id" : ""));
      cells.remove(gone);
    }
  }

  private void rename() {
    String old = cells.pick(cells.columns());
    String name = name();
    commands.add("RENAME " + old + " AS " + name);
    cells.rename(old, name);
  }

  /** In an order without ties, as the first rows are undefined otherwise. */
  private void limit() {
    if (numbered) {
      commands.add("SORT _id" + (random.nextBoolean() ? " DESC" : ""));
      commands.add("LIMIT " + (5 + random.nextInt(20)));
    }
  }

  private void stats() {
    Map<String, RandomCells.Type> result = new LinkedHashMap<>();
    List<String> aggregates = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String name = name();
      aggregates.add(name + " = " + aggregate(name, result));
    }
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      RandomCells.Type type =
          cells.pick(
              List.of(
                  RandomCells.Type.TEXT,
                  RandomCells.Type.INTEGER,
                  RandomCells.Type.LONG,
                  RandomCells.Type.BOOLEAN,
                  RandomCells.Type.IP));
      String name = name();
      keys.add(name + " = " + cells.key(type, keys.isEmpty()));
      result.put(name, type);
    }
    commands.add(
        "STATS "
            + String.join(", ", aggregates)
            + (keys.isEmpty() ? "" : " BY " + String.join(", ", keys)));
    cells.replace(result);
    numbered = false;
    grouped = true;
  }

  private String aggregate(String name, Map<String, RandomCells.Type> result) {
    RandomCells.Type type =
        cells.pick(
            List.of(
                RandomCells.Type.TEXT,
                RandomCells.Type.INTEGER,
                RandomCells.Type.LONG,
                RandomCells.Type.DATE,
                RandomCells.Type.IP));
    String argument = cells.varying(type, 1);
    String filter = random.nextInt(4) == 0 ? " WHERE " + cells.of(RandomCells.Type.BOOLEAN, 1) : "";
    String number =
        cells.varying(random.nextBoolean() ? RandomCells.Type.INTEGER : RandomCells.Type.LONG, 1);
    String made =
        switch (random.nextInt(8)) {
          case 0 -> {
            result.put(name, RandomCells.Type.LONG);
            yield "COUNT(*)";
          }
          case 1 -> {
            result.put(name, RandomCells.Type.LONG);
            yield "COUNT(" + argument + ")";
          }
          case 2 -> {
            result.put(name, RandomCells.Type.LONG);
            yield cells.countDistinct(argument);
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
            result.put(name, RandomCells.Type.LONG);
            yield "SUM(" + number + ")";
          }
          case 6 -> {
            result.put(name, RandomCells.Type.DOUBLE);
            yield "AVG(" + number + ")";
          }
          default -> {
            result.put(name, type);
            yield "VALUES(" + argument + ")";
          }
        };
    return made + filter;
  }
}
