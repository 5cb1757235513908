package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is wanted of the columns that a pipeline reads from an event, and the event made of it. */
final class InputValues {
  private final EventRows rows;
  private final Random random;

  /** The field of an input, by the number of its column. */
  private final Map<Integer, Integer> inputs = new HashMap<>();

  /** The values that columns of fields must have. */
  private final Map<Integer, List<Object>> wanted = new HashMap<>();

  /** Texts of which each part is enough, by column. */
  private final Map<Integer, List<Object>> parts = new HashMap<>();

  /** Values of columns that need some value, whatever it is. */
  private final Map<Integer, Object> filled = new HashMap<>();

  private final Set<Integer> absent = new HashSet<>();
  private final Map<String, @Nullable Object> given = new LinkedHashMap<>();

  /** Columns whose values are not changed any more. */
  private final Set<Integer> locked = new HashSet<>();

  /** Whether all parts of a text are needed. */
  private boolean joinsParts;

  InputValues(EventRows rows, Random random) {
    this.rows = rows;
    this.random = random;
    List<Column> columns = rows.pipeline().inputs();
    IntStream.range(0, columns.size()).forEach(i -> inputs.put(columns.get(i).number(), i));
  }

  /** A column shall have this value. */
  void want(int column, Object value) {
    wanted.computeIfAbsent(column, c -> new ArrayList<>()).add(value);
  }

  /** Whether a column shall have a certain value. */
  boolean isWanted(int column) {
    return wanted.containsKey(column);
  }

  /** A column shall have this text, or have it in its text. */
  void wantPart(int column, String text) {
    parts.computeIfAbsent(column, c -> new ArrayList<>()).add(text);
  }

  /** Whether a column shall have a certain text in its text. */
  boolean isPartWanted(int column) {
    return parts.containsKey(column);
  }

  /** All parts that are wanted of a text are needed. */
  void joinParts() {
    joinsParts = true;
  }

  /** A column shall have some value. */
  void fill(int column) {
    RowType type = rows.pipeline().inputs().get(inputs.getOrDefault(column, 0)).type();
    filled.computeIfAbsent(column, c -> RowValues.some(type, random.nextInt(4)));
  }

  /** Columns shall have no value. */
  void omit(Collection<Integer> columns) {
    absent.addAll(columns);
  }

  /** The event shall have these fields. */
  void give(Map<String, @Nullable Object> fields) {
    given.putAll(fields);
  }

  /** The value of a column's field stays as it is in {@code event}. */
  void lock(int column, Map<String, @Nullable Object> event) {
    String name = rows.fields().get(inputs.getOrDefault(column, 0)).name();
    locked.add(column);
    given.put(name, event.get(name));
  }

  /** The event. */
  Map<String, @Nullable Object> event() {
    Map<String, @Nullable Object> event = new LinkedHashMap<>(given);
    inputs.forEach(
        (column, place) -> {
          String name = rows.fields().get(place).name();
          if (!locked.contains(column) && !absent.contains(column)) {
            // What is given is as good as any value.
            if (isWanted(column) || isPartWanted(column)) {
              value(column).ifPresent(value -> event.put(name, value));
            } else {
              value(column).ifPresent(value -> event.putIfAbsent(name, value));
            }
          }
        });
    event.values().removeIf(Objects::isNull);
    return event;
  }

  private Optional<Object> value(int column) {
    List<Object> values = wanted.getOrDefault(column, List.of());
    List<Object> texts = new ArrayList<>(parts.getOrDefault(column, List.of()));
    if (!values.isEmpty()) {
      Object value = values.get(values.size() - 1);
      if (!(value instanceof String) || texts.isEmpty() || random.nextBoolean()) {
        return Optional.of(RowValues.inEvent(value));
      }
      texts.add(random.nextInt(texts.size() + 1), value);
      joinsParts = true;
    }
    if (texts.isEmpty()) {
      return Optional.ofNullable(filled.get(column)).map(RowValues::inEvent);
    }
    if (!joinsParts && random.nextBoolean()) {
      return Optional.of(texts.get(random.nextInt(texts.size())));
    }
    if (!joinsParts && random.nextBoolean()) {
      Collections.shuffle(texts, random);
    }
    return Optional.of(
        String.join(
            random.nextInt(3) == 0 ? "" : " ", texts.stream().map(Object::toString).toList()));
  }
}
