package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The combinations of the values that an event has in several fields. */
final class Combinations {
  /** How many combinations are read from one event; further ones are left out. */
  static final int MAX = 1_000;

  private static final List<Key> NO_FIELDS = List.of(Key.NONE);

  private Combinations() {}

  /**
   * The distinct combinations in {@code event}, those of the last field changing fastest.
   *
   * @param missing stands for the value of a field that the event lacks; if empty, such an event
   *     has no combination
   */
  static List<Key> of(
      Event event, List<ValueReader> fields, List<? extends @Nullable Object> missing) {
    if (fields.isEmpty()) {
      return NO_FIELDS;
    }
    List<List<?>> valuesByField = new ArrayList<>(fields.size());
    for (ValueReader field : fields) {
      List<?> values = field.values(event);
      valuesByField.add(values.isEmpty() ? missing : values);
    }
    return of(valuesByField);
  }

  private static List<Key> of(List<List<?>> valuesByField) {
    Set<Key> keys = new LinkedHashSet<>();
    int[] indexes = new int[valuesByField.size()];
    if (valuesByField.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    for (int i = 0; i < MAX; i++) {
      List<@Nullable Object> combination = new ArrayList<>(indexes.length);
      for (int field = 0; field < indexes.length; field++) {
        combination.add(valuesByField.get(field).get(indexes[field]));
      }
      keys.add(new Key(combination));
      int field = indexes.length - 1;
      while (field >= 0 && ++indexes[field] == valuesByField.get(field).size()) {
        indexes[field--] = 0;
      }
      if (field < 0) {
        break;
      }
    }
    return List.copyOf(keys);
  }
}
