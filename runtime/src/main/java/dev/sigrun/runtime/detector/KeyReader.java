package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NestedField;
import dev.sigrun.runtime.event.PresenceField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the join keys of events: {@code KeyReader.by(hostId).orMissing(userId)} is what EQL writes
 * as {@code by host.id, ?user.id}.
 *
 * <p>Values count exactly as their fields hold them: strings with their case, numbers by value,
 * instants as milliseconds, addresses in canonical form. An event with several values takes part
 * under every combination of them, but under no more than {@link #MAX_COMBINATIONS}.
 *
 * <p>Immutable. Equal when the same fields are read in the same order and manner.
 */
public final class KeyReader {
  /**
   * The maximum number of combinations of values that are read from one event; further ones are
   * left out.
   */
  public static final int MAX_COMBINATIONS = 1_000;

  private static final KeyReader NONE = new KeyReader(List.of());
  private static final List<Key> NO_KEY_NEEDED = List.of(Key.NONE);

  /** The one "value" of an optional key that an event lacks. */
  private static final List<@Nullable Object> MISSING = Arrays.asList((Object) null);

  /**
   * One key.
   *
   * @param field where values are read; null if no event has any
   * @param optional whether an event that lacks the field has the key null
   */
  private record Part(@Nullable Field field, boolean optional) {
    List<?> values(Event event) {
      List<?> values = field == null ? List.of() : field.values(event);
      if (values.isEmpty()) {
        return optional ? MISSING : values;
      }
      return values.size() == 1 ? values : values.stream().distinct().toList();
    }
  }

  private final List<Part> parts;

  private KeyReader(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** A reader without join keys: all events belong together. */
  public static KeyReader none() {
    return NONE;
  }

  /**
   * By the values of {@code fields}. An event that lacks one of them has no key.
   *
   * @throws IllegalArgumentException for a field that has no scalar values
   */
  public static KeyReader by(Field... fields) {
    return NONE.and(fields);
  }

  /**
   * This one's keys, then the values of {@code fields}. An event that lacks one of them has no key.
   *
   * @throws IllegalArgumentException for a field that has no scalar values
   */
  public KeyReader and(Field... fields) {
    return with(false, fields);
  }

  /**
   * This one's keys, then the values of {@code fields}. An event that lacks one of them is counted
   * as having null there, and null equals null.
   *
   * @throws IllegalArgumentException for a field that has no scalar values
   */
  public KeyReader orMissing(Field... fields) {
    return with(true, fields);
  }

  /** This one's keys, then null: an optional key by a field that no event has. */
  public KeyReader alwaysMissing() {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(null, true));
    return new KeyReader(more);
  }

  /** The field of each value of a key; empty if no event has any. */
  public List<Optional<Field>> fields() {
    return parts.stream().map(part -> Optional.ofNullable(part.field())).toList();
  }

  /** The number of values in a key. */
  public int width() {
    return parts.size();
  }

  /** Whether the values at {@code position} of a key are addresses. */
  boolean readsAddresses(int position) {
    return parts.get(position).field() instanceof IpField;
  }

  /** Whether the values at {@code position} of a key are software versions. */
  boolean readsVersions(int position) {
    return parts.get(position).field() instanceof KeywordField keyword && keyword.holdsVersions();
  }

  /**
   * The distinct keys of {@code event}, in the order of its values, where those of the last field
   * change fastest. Empty if a field that is not optional is missing.
   */
  public List<Key> keys(Event event) {
    if (parts.isEmpty()) {
      return NO_KEY_NEEDED;
    }
    List<List<?>> values = new ArrayList<>(parts.size());
    boolean single = true;
    for (Part part : parts) {
      List<?> some = part.values(event);
      if (some.isEmpty()) {
        return List.of();
      }
      single &= some.size() == 1;
      values.add(some);
    }
    return single ? List.of(combination(values, new int[parts.size()])) : combinations(values);
  }

  /**
   * The number of combinations of values that {@link #keys} leaves out because there are too many.
   */
  public long combinationsLeftOut(Event event) {
    long product = 1;
    for (Part part : parts) {
      int count = part.values(event).size();
      if (count == 0) {
        return 0;
      }
      product = product > Long.MAX_VALUE / count ? Long.MAX_VALUE : product * count;
    }
    return Math.max(0, product - MAX_COMBINATIONS);
  }

  private KeyReader with(boolean optional, Field... fields) {
    List<Part> more = new ArrayList<>(parts);
    for (Field field : fields) {
      if (field instanceof NestedField || field instanceof PresenceField) {
        throw new IllegalArgumentException(
            "Field " + field + " has no values and cannot be a" + " join key.");
      }
      more.add(new Part(field, optional));
    }
    return new KeyReader(more);
  }

  private static List<Key> combinations(List<List<?>> values) {
    Set<Key> keys = new LinkedHashSet<>();
    int[] indexes = new int[values.size()];
    for (int i = 0; i < MAX_COMBINATIONS; i++) {
      keys.add(combination(values, indexes));
      int wheel = indexes.length - 1;
      while (wheel >= 0 && ++indexes[wheel] == values.get(wheel).size()) {
        indexes[wheel--] = 0;
      }
      if (wheel < 0) {
        break;
      }
    }
    return List.copyOf(keys);
  }

  private static Key combination(List<List<?>> values, int[] indexes) {
    @Nullable Object[] combination = new @Nullable Object[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      combination[i] = values.get(i).get(indexes[i]);
    }
    return Key.of(combination);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyReader that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(text.length() == 0 ? "by " : ", ").append(part.optional() ? "?" : "");
      text.append(part.field() == null ? "-" : part.field().name());
    }
    return text.toString();
  }
}
