package dev.sigrun.proof.nodes;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.row.RowInterpreter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a node makes of an index, beside those of the interpreter.
 *
 * @param mistake why the node refused the query
 * @param difference how its rows differ; empty if they do not
 * @param rows how many there are
 */
record RowsAnswer(Optional<String> mistake, Optional<String> difference, int rows) {
  private static final MathContext DIGITS = new MathContext(12);

  /** Asks both about the events of a group. */
  static RowsAnswer of(
      EventRows rows, String text, LoadedIndex index, EventGroup group, Instant now) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (int i = 0; i < group.events().size(); i++) {
      Map<String, @Nullable Object> event = new LinkedHashMap<>(group.events().get(i));
      event.put("_id", String.valueOf(i));
      event.put("_index", "proof");
      event.put("_version", 1);
      events.add(event);
    }
    return of(rows, text, index, events, now);
  }

  /** Asks both about events that have identities. */
  static RowsAnswer of(
      EventRows rows,
      String text,
      LoadedIndex index,
      List<Map<String, @Nullable Object>> events,
      Instant now) {
    List<Map<String, @Nullable Object>> answered;
    try {
      answered = index.rows(text);
    } catch (SearchNode.RefusedRequest e) {
      return new RowsAnswer(Optional.of(String.valueOf(e.getMessage())), Optional.empty(), 0);
    }
    RowInterpreter.Result expected = Interpreter.rows(rows, events, now);
    boolean grouped = !rows.pipeline().isByEvent();
    List<String> ours = new ArrayList<>();
    for (List<List<Object>> row : expected.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(text(row.get(i), expected.columns().get(i).type(), grouped));
      }
      ours.add(cells.toString());
    }
    List<String> theirs = new ArrayList<>();
    for (Map<String, @Nullable Object> row : answered) {
      List<String> cells = new ArrayList<>();
      for (Column column : expected.columns()) {
        Object cell = row.get(column.name());
        List<Object> values = new ArrayList<>();
        if (cell instanceof List<?> list) {
          list.forEach(value -> values.add(Json.present(value)));
        } else if (cell != null) {
          values.add(cell);
        }
        cells.add(text(values, column.type(), grouped));
      }
      theirs.add(cells.toString());
    }
    ours.sort(null);
    theirs.sort(null);
    return new RowsAnswer(Optional.empty(), difference(ours, theirs), ours.size());
  }

  private static Optional<String> difference(List<String> ours, List<String> theirs) {
    if (ours.equals(theirs)) {
      return Optional.empty();
    }
    List<String> more = new ArrayList<>(ours);
    List<String> less = new ArrayList<>(theirs);
    theirs.forEach(more::remove);
    ours.forEach(less::remove);
    return Optional.of(
        "\nonly here   "
            + more.stream().limit(3).toList()
            + "\nonly there  "
            + less.stream().limit(3).toList()
            + "\nof "
            + ours.size()
            + " and "
            + theirs.size());
  }

  /** A cell as it is compared: the order of VALUES is not defined, nor the last digits. */
  private static String text(List<Object> values, RowType type, boolean grouped) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(text(value, type)));
    if (grouped) {
      texts.sort(null);
    }
    return texts.toString();
  }

  private static String text(Object value, RowType type) {
    return switch (type) {
      case DATE ->
          value instanceof Long millis
              ? Instant.ofEpochMilli(millis).toString()
              : Instant.parse(value.toString()).toString();
      case DOUBLE, INTEGER, LONG, UNSIGNED_LONG ->
          new BigDecimal(value.toString()).round(DIGITS).stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }
}
