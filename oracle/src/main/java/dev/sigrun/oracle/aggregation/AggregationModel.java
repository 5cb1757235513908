package dev.sigrun.oracle.aggregation;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model of an aggregation: asks the whole query again at each multiple of the interval, over all
 * events of the look-back before it. As slow as it is plain.
 */
public final class AggregationModel {
  private final Aggregation query;
  private final Timing.Runs runs;
  private final ToLongFunction<Map<String, @Nullable Object>> time;
  private final EventRows rows;
  private final List<Column> keys;

  /**
   * A model.
   *
   * @param runs when the rule runs, and over which time
   * @param time of an event, in milliseconds since 1970
   */
  public AggregationModel(
      Aggregation query, Timing.Runs runs, ToLongFunction<Map<String, @Nullable Object>> time) {
    this.query = query;
    this.runs = runs;
    this.time = time;
    this.keys = query.keys().stream().map(RowStep.Compute::target).toList();
    this.rows = query.isAboutEvents() ? numbered(query.rows()) : withKeys(query.rows(), keys);
  }

  /**
   * The detections.
   *
   * @param instant the end of the window; 0 if an event is detected
   * @param key the values of the group, as people read them
   * @param columns the row that is made of the group; several values in order. If an event is
   *     detected, what it holds
   */
  public record Found(long instant, List<@Nullable Object> key, Map<String, ?> columns) {}

  /** A row that stays, by what makes it another than all others. */
  private record Answer(List<@Nullable Object> identity, Found found) {}

  /** The field of the number of an event, which no event has. */
  private static final String NUMBER = "\0number";

  /** The same rows without limits, of which the only output is the number of their event. */
  private static EventRows numbered(EventRows rows) {
    RowPipeline pipeline = rows.pipeline();
    Column number = new Column(pipeline.size(), NUMBER, RowType.LONG);
    List<Column> inputs = new ArrayList<>(pipeline.inputs());
    inputs.add(number);
    List<Field> fields = new ArrayList<>(rows.fields());
    fields.add(Field.named(NUMBER, ValueType.LONG));
    return new EventRows(
        new RowPipeline(inputs, withoutLimits(pipeline), List.of(number), pipeline.size() + 1),
        fields,
        rows.tests());
  }

  private static List<RowStep> withoutLimits(RowPipeline pipeline) {
    return pipeline.steps().stream()
        .filter(step -> !(step instanceof RowStep.Limit limit && limit.count() > 0))
        .toList();
  }

  /** The same rows without limits, and with the keys at the end of their outputs. */
  private static EventRows withKeys(EventRows rows, List<Column> keys) {
    RowPipeline pipeline = rows.pipeline();
    List<Column> outputs = new ArrayList<>(pipeline.outputs());
    for (Column key : keys) {
      // No column of a query is called so.
      outputs.add(new Column(key.number(), "\0" + outputs.size(), key.type()));
    }
    return new EventRows(
        new RowPipeline(pipeline.inputs(), withoutLimits(pipeline), outputs, pipeline.size()),
        rows.fields(),
        rows.tests());
  }

  /** Finds what the events bring about, in the order of instants. */
  public List<Found> find(List<Map<String, @Nullable Object>> events) {
    return find(events, Long.MAX_VALUE);
  }

  /**
   * Finds what the events bring about, in the order of instants.
   *
   * @param latest the last instant of interest, in milliseconds since 1970
   */
  public List<Found> find(List<Map<String, @Nullable Object>> events, long latest) {
    List<Found> found = new ArrayList<>();
    if (events.isEmpty()) {
      return found;
    }
    List<Map<String, @Nullable Object>> numbered = new ArrayList<>();
    for (Map<String, @Nullable Object> event : events) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>(event);
      copy.put(NUMBER, (long) numbered.size());
      numbered.add(copy);
    }
    long interval = runs.period().toMillis();
    long lookBack = runs.lookBack().toMillis();
    long first = events.stream().mapToLong(time).min().orElseThrow();
    long last = events.stream().mapToLong(time).max().orElseThrow();
    Map<List<@Nullable Object>, Long> detected = new HashMap<>();
    List<Map<String, @Nullable Object>> previous = List.of();
    List<Answer> current = List.of();
    for (long instant = Math.floorDiv(first, interval) * interval;
        instant <= Math.min(latest, last + lookBack);
        instant += interval) {
      long end = instant;
      List<Map<String, @Nullable Object>> window =
          numbered.stream()
              .filter(e -> time.applyAsLong(e) <= end && time.applyAsLong(e) >= end - lookBack)
              .toList();
      // Asking again about the same would not change the answer.
      if (!window.equals(previous) || rows.pipeline().asksForNow()) {
        current = ask(window, end, events);
        previous = window;
      }
      for (Answer each : current) {
        Long before = detected.get(each.identity());
        if (before == null || before < end - lookBack) {
          detected.put(each.identity(), end);
          Found at = each.found();
          found.add(query.isAboutEvents() ? at : new Found(end, at.key(), at.columns()));
        }
      }
    }
    return found;
  }

  private List<Answer> ask(
      List<Map<String, @Nullable Object>> window,
      long instant,
      List<Map<String, @Nullable Object>> events) {
    Instant now = Instant.ofEpochMilli(instant).plus(runs.delay());
    List<Map<String, @Nullable Object>> selected =
        window.stream()
            .filter(
                e ->
                    Interpreter.test(
                        query.predicate(), e, Instant.ofEpochMilli(time.applyAsLong(e))))
            .toList();
    List<Answer> found = new ArrayList<>();
    List<Column> outputs = rows.pipeline().outputs();
    int width = outputs.size() - keys.size();
    for (List<List<Object>> row : Interpreter.rows(rows, selected, now).rows()) {
      if (query.isAboutEvents()) {
        Object number = row.get(0).get(0);
        Map<String, ?> event = events.get(((Long) number).intValue());
        found.add(new Answer(List.of(number), new Found(0, List.of(), event)));
        continue;
      }
      Map<String, Object> columns = new LinkedHashMap<>();
      for (int i = 0; i < width; i++) {
        Object shown = shown(row.get(i), outputs.get(i).type());
        if (shown != null) {
          columns.put(outputs.get(i).name(), shown);
        }
      }
      List<@Nullable Object> key = new ArrayList<>();
      for (int i = width; i < outputs.size(); i++) {
        key.add(shown(row.get(i), outputs.get(i).type()));
      }
      found.add(new Answer(key, new Found(instant, key, columns)));
    }
    return found;
  }

  private static @Nullable Object shown(List<Object> cell, RowType type) {
    List<Object> values = cell.stream().map(value -> shown(value, type)).toList();
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : inOrder(values);
  }

  private static Object shown(Object value, RowType type) {
    if (type == RowType.DATE) {
      return text(Instant.ofEpochMilli((Long) value));
    }
    return value instanceof IpAddress || value instanceof Version ? value.toString() : value;
  }

  /** With three digits behind the second. */
  private static String text(Instant instant) {
    String whole = instant.toString();
    return whole.contains(".") ? whole : whole.replace("Z", ".000Z");
  }

  /** Values in an order of their own, since the one of VALUES is not defined. */
  public static List<Object> inOrder(List<?> values) {
    return values.stream()
        .map(Object.class::cast)
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }
}
