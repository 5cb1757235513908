package dev.sigrun.cli.report;

import dev.sigrun.compiler.inventory.SeenEvents;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts which events have which fields, and keeps the values of fields that have few. Memory is
 * bounded by the number of fields, not of events. Events may be read by several threads, but only
 * one may count.
 */
public final class FieldProbe implements SeenEvents {
  /** Fields with more distinct values are not known completely. */
  private static final int MOST_VALUES = 1000;

  private static final int LONGEST_VALUE = 1024;

  private final Map<Field, Counter> counters = new LinkedHashMap<>();
  private final EventReader reader;
  private long events;

  /** A probe for these fields. */
  public FieldProbe(Collection<Field> fields) {
    Fields registry = new Fields();
    for (Field field : fields) {
      counters.put(field, new Counter(field, registry));
    }
    this.reader = EventReader.of(registry);
  }

  /** Reads an event. */
  public Event read(byte[] json) throws EventFormatException {
    return reader.read(json);
  }

  /** Counts the fields of an event that this probe read. */
  public void count(Event event) {
    events++;
    counters.values().forEach(counter -> counter.count(event));
  }

  /** How many events were counted. */
  public long events() {
    return events;
  }

  /** How many events have a field. */
  public long count(Field field) {
    return counter(field).count;
  }

  @Override
  public boolean has(Field field) {
    return count(field) > 0;
  }

  @Override
  public Optional<Set<String>> values(Field field) {
    Counter counter = counter(field);
    return counter.complete ? Optional.of(counter.values) : Optional.empty();
  }

  private Counter counter(Field field) {
    Counter counter = counters.get(field);
    if (counter == null) {
      throw new IllegalArgumentException("Not probed: " + field);
    }
    return counter;
  }

  /** The counts and values of one field. */
  private static final class Counter {
    private final dev.sigrun.runtime.event.Field presence;
    private final Optional<dev.sigrun.runtime.event.Field> texts;
    private final Set<String> values = new HashSet<>();
    private long count;
    private boolean complete;

    private Counter(Field field, Fields registry) {
      Fields read = registry.reading(field.reading());
      if (field.pattern()) {
        this.presence = registry.keywordPattern(field.name(), field.except());
        this.texts = Optional.empty();
      } else {
        // An element without values is an element.
        this.presence =
            field.type() == ValueType.NESTED
                ? registry.nested(field.name())
                : read.presence(field.name());
        this.texts = Optional.of(read.keyword(field.name()));
      }
      this.complete = texts.isPresent();
    }

    private void count(Event event) {
      if (!presence.exists(event)) {
        return;
      }
      count++;
      if (complete && texts.isPresent()) {
        for (Object value : texts.get().values(event)) {
          String text = String.valueOf(value);
          if (values.size() >= MOST_VALUES || text.length() > LONGEST_VALUE) {
            complete = false;
            values.clear();
            return;
          }
          values.add(text);
        }
      }
    }
  }
}
