package dev.sigrun.compiler.query;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.language.esql.rows.EsqlTable;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.row.RowBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some events after each command.
 *
 * @param start the columns of events that the first command reads
 * @param commands in order
 * @param exceeding the command behind them, if showing its rows takes more steps than the rows of
 *     one event may
 */
public record RowTrace(Rows start, List<Command> commands, Optional<String> exceeding) {
  /** Copies the list. */
  public RowTrace {
    commands = List.copyOf(commands);
  }

  /**
   * A command.
   *
   * @param text as it is written
   * @param drops whether it may drop rows, and adds no column
   * @param after the rows behind it: the columns that it makes, and those that the next one reads
   * @param made how many of the columns it makes, which are the first ones
   */
  public record Command(String text, boolean drops, Rows after, int made) {}

  /**
   * Some columns of all rows at one place.
   *
   * @param columns their names
   * @param rows for each column null, a value or a list
   */
  public record Rows(List<String> columns, List<List<@Nullable Object>> rows) {
    /** Copies the lists. */
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** The steps of a command. */
  private record Stage(String text, List<RowStep> steps) {
    List<Column> targets() {
      return steps.stream().flatMap(step -> step.targets().stream()).toList();
    }

    List<Column> read() {
      return steps.stream().flatMap(RowStep::read).toList();
    }
  }

  /** The rows that a query makes of events; empty if it makes none. */
  public static Optional<EventRows> rows(Query query) {
    return query instanceof Aggregation aggregation
        ? Optional.of(aggregation.rows())
        : query.predicates().stream().flatMap(RowTrace::rows).findFirst();
  }

  private static Stream<EventRows> rows(Predicate predicate) {
    return predicate instanceof Predicate.AnyRow any
        ? Stream.of(any.rows())
        : predicate.children().stream().flatMap(RowTrace::rows);
  }

  /**
   * Follows the rows of events, which are grouped all together.
   *
   * @param origin of the query
   * @param events in JSON
   * @param now what {@code NOW()} is
   * @throws EventFormatException if an event is malformed
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static RowTrace of(Origin origin, EventRows rows, List<byte[]> events, Instant now)
      throws EventFormatException, MissingJavaCompilerException {
    List<Stage> stages = stages(rows.pipeline().steps());
    List<EsqlTable> tables = new ArrayList<>();
    List<RowStep> before = new ArrayList<>();
    for (int i = 0; i <= stages.size(); i++) {
      List<Column> shown = new ArrayList<>();
      if (i > 0) {
        before.addAll(stages.get(i - 1).steps());
        shown.addAll(stages.get(i - 1).targets());
      }
      if (i < stages.size()) {
        List<Integer> made = stages.get(i).targets().stream().map(Column::number).toList();
        stages.get(i).read().stream().filter(c -> !made.contains(c.number())).forEach(shown::add);
      }
      Optional<EsqlTable> table =
          EsqlTable.of(origin, upTo(rows, before, shown), new DiagnosticSink());
      if (table.isEmpty()) {
        break;
      }
      tables.add(table.get());
    }
    List<Rows> found = found(tables, events, now);
    List<Command> commands = new ArrayList<>();
    for (int i = 1; i < found.size(); i++) {
      Stage stage = stages.get(i - 1);
      int made = (int) shown(stage.targets()).count();
      commands.add(new Command(stage.text(), made == 0, found.get(i), made));
    }
    Optional<String> exceeding =
        found.size() < tables.size()
            ? Optional.of(stages.get(found.size() - 1).text())
            : Optional.empty();
    return new RowTrace(found.get(0), commands, exceeding);
  }

  /**
   * The time of an event, at which rules that judge it by itself are asked.
   *
   * @param otherwise the time of events that have none
   */
  public static Instant timeOf(byte[] event, Schema schema, Instant otherwise)
      throws EventFormatException {
    OptionalLong time =
        ResultOrder.by(Timing.TIMESTAMP, Optional.empty(), schema).of(event, 0).millis();
    return time.isPresent() ? Instant.ofEpochMilli(time.getAsLong()) : otherwise;
  }

  /** Steps that compute columns are of one command, with the one that groups if they follow it. */
  private static List<Stage> stages(List<RowStep> steps) {
    List<Stage> stages = new ArrayList<>();
    for (RowStep step : steps) {
      Stage last = stages.isEmpty() ? null : stages.get(stages.size() - 1);
      boolean isEval = step instanceof RowStep.Compute;
      boolean isPart =
          last != null
              && isEval
              && last.steps().get(0) instanceof RowStep.Group group
              && group.origin().text().contains(step.origin().text());
      boolean continues = last != null && isEval && last.steps().get(0) instanceof RowStep.Compute;
      if (last != null && (isPart || continues)) {
        List<RowStep> more = new ArrayList<>(last.steps());
        more.add(step);
        String text = isPart ? last.text() : last.text() + ", " + step.origin().text();
        stages.set(stages.size() - 1, new Stage(text, more));
      } else {
        String text = step.origin().text();
        stages.add(new Stage(isEval ? "EVAL " + text : text, List.of(step)));
      }
    }
    return stages;
  }

  private static Stream<Column> shown(List<Column> columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    for (Column column : columns) {
      boolean isShown =
          switch (column.type()) {
            case GEO_POINT, SPAN, NULL -> false;
            default -> true;
          };
      if (isShown) {
        byName.putIfAbsent(column.name(), column);
      }
    }
    return byName.values().stream();
  }

  private static EventRows upTo(EventRows rows, List<RowStep> steps, List<Column> columns) {
    RowPipeline pipeline = rows.pipeline();
    List<Column> outputs = shown(columns).toList();
    return new EventRows(
        new RowPipeline(pipeline.inputs(), steps, outputs, pipeline.size()),
        rows.fields(),
        rows.tests());
  }

  private static List<Rows> found(List<EsqlTable> tables, List<byte[]> events, Instant now)
      throws EventFormatException, MissingJavaCompilerException {
    List<AnalyzedRule> rules = new ArrayList<>();
    for (EsqlTable table : tables) {
      String id = "command " + (1_000 + rules.size());
      rules.add(AnalyzedRule.of(Rule.adHoc(table.query().origin(), id, id), table.query()));
    }
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(rules);
    RuleSet set = RuleSet.of(RuleJar.compile(java).load());
    List<Rows> found = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      TableSearch search = TableSearch.of(tables.get(i), set, rules.get(i).rule().ruleId(), now);
      Optional<Rows> rows = rows(search, events);
      if (rows.isEmpty() && i > 0) {
        break;
      }
      found.add(rows.orElse(new Rows(search.columns(), List.of())));
    }
    return found;
  }

  /** The rows of a table; empty if they take more steps than they may. */
  private static Optional<Rows> rows(TableSearch search, List<byte[]> events)
      throws EventFormatException {
    try {
      for (byte[] event : events) {
        search.add(search.select(event));
      }
    } catch (RowBudget.ExceededException e) {
      return Optional.empty();
    }
    Rows rows = new Rows(search.columns(), search.rows());
    return search.exceeded() > 0 ? Optional.empty() : Optional.of(rows);
  }

  /** The columns of a row as text: {@code user.name: ana, n: 5}. */
  public static String text(List<String> columns, List<@Nullable Object> row) {
    return Stream.iterate(0, i -> i < columns.size(), i -> i + 1)
        .map(i -> columns.get(i) + ": " + (row.get(i) == null ? "null" : row.get(i)))
        .collect(Collectors.joining(", "));
  }
}
