package dev.sigrun.cli.report;

import dev.sigrun.compiler.inventory.SeenEvents;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts which events have which fields, and keeps the values of fields that have few. Memory is
 * bounded by the number of fields, not of events. Events may be read by several threads, but only
 * one may count.
 */
public final class FieldProbe implements SeenEvents {
  /** Fields with more distinct values are not known completely. */
  private static final int MOST_VALUES = 1000;

  private static final int LONGEST_VALUE = 1024;

  private final Map<Field, Counter> counters = new HashMap<>();

  /** By name and type, which fields that are read in different ways have in common. */
  private final NavigableMap<Field, Group> groups = new TreeMap<>();

  private final EventReader reader;
  private long events;

  /** A probe for these fields. */
  public FieldProbe(Collection<Field> fields) {
    Fields registry = new Fields();
    for (Field field : fields) {
      Counter counter = counters.computeIfAbsent(field, f -> new Counter(f, registry));
      groups.computeIfAbsent(shown(field), f -> new Group()).counters.add(counter);
    }
    this.reader = EventReader.of(registry);
  }

  /** The field as reports show it: the same field however it is read. */
  static Field shown(Field field) {
    return field.pattern() ? field : Field.named(field.name(), field.type());
  }

  /** Reads an event. */
  public Event read(byte[] json) throws EventFormatException {
    return reader.read(json);
  }

  /** Counts the fields of an event that this probe read. */
  public void count(Event event) {
    events++;
    groups.values().forEach(group -> group.count(event));
  }

  /** How many events were counted. */
  public long events() {
    return events;
  }

  /** How many events have a field of this name and type, in whatever way it is read. */
  long count(Field field) {
    return group(field).count;
  }

  /** The values of all fields of this name and type; empty if there are too many. */
  Optional<Set<String>> allValues(Field field) {
    Set<String> all = new TreeSet<>();
    for (Counter counter : group(field).counters) {
      if (!counter.complete) {
        return Optional.empty();
      }
      all.addAll(counter.values);
    }
    return Optional.of(all);
  }

  @Override
  public boolean has(Field field) {
    return counter(field).isThere;
  }

  @Override
  public Optional<Set<String>> values(Field field) {
    Counter counter = counter(field);
    return counter.complete ? Optional.of(counter.values) : Optional.empty();
  }

  private Counter counter(Field field) {
    return probed(counters.get(field), field);
  }

  private Group group(Field field) {
    return probed(groups.get(shown(field)), field);
  }

  private static <T> T probed(@Nullable T found, Field field) {
    if (found == null) {
      throw new IllegalArgumentException("Not probed: " + field);
    }
    return found;
  }

  /** The fields of one name and type. */
  private static final class Group {
    private final Set<Counter> counters = new LinkedHashSet<>();
    private long count;

    private void count(Event event) {
      boolean isThere = false;
      for (Counter counter : counters) {
        isThere |= counter.count(event);
      }
      count += isThere ? 1 : 0;
    }
  }

  /** The counts and values of one field. */
  private static final class Counter {
    private final dev.sigrun.runtime.event.Field presence;
    private final Optional<dev.sigrun.runtime.event.Field> texts;
    private final Set<String> values = new HashSet<>();
    private boolean isThere;
    private boolean complete;

    private Counter(Field field, Fields registry) {
      KeywordField scalars =
          field.pattern()
              ? registry.keywordPattern(field.name(), field.except())
              : registry.reading(field.reading()).keyword(field.name());
      boolean hasScalars =
          field.type() != ValueType.OBJECT
              && field.type() != ValueType.NESTED
              && !field.type().isRange();
      this.texts = hasScalars && !field.pattern() ? Optional.of(scalars) : Optional.empty();
      this.presence = hasScalars ? scalars : object(field, registry);
      this.complete = texts.isPresent();
    }

    private static dev.sigrun.runtime.event.Field object(Field field, Fields registry) {
      // An element without values is an element.
      return field.type() == ValueType.NESTED
          ? registry.nested(field.name())
          : registry.presence(field.name());
    }

    /** Whether the event has the field. */
    private boolean count(Event event) {
      if (!presence.exists(event)) {
        return false;
      }
      isThere = true;
      if (complete && texts.isPresent()) {
        for (Object value : texts.get().values(event)) {
          String text = String.valueOf(value);
          if (values.size() >= MOST_VALUES || text.length() > LONGEST_VALUE) {
            complete = false;
            values.clear();
            return true;
          }
          values.add(text);
        }
      }
      return true;
    }
  }
}
