package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.ClassFilter;
import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.GramFilter;
import org.jspecify.annotations.Nullable;

/** The lookups for the values of one field, and the candidates that they find. Immutable. */
final class FieldPlan {
  private final int field;
  private final int[] presence;
  private final @Nullable ClassFilter classes;
  private final @Nullable GramFilter grams;
  private final @Nullable NumberFilter numbers;

  FieldPlan(
      int field,
      int[] presence,
      @Nullable ClassFilter classes,
      @Nullable GramFilter grams,
      @Nullable NumberFilter numbers) {
    this.field = field;
    this.presence = presence;
    this.classes = classes;
    this.grams = grams;
    this.numbers = numbers;
  }

  /** The field. */
  int field() {
    return field;
  }

  /** Tells {@code found} the candidates for an event that has a value in the field. */
  void search(EventValues values, Candidates found) {
    found.add(presence);
    for (int value = values.first(field); value >= 0; value = values.next(field, value)) {
      if (classes != null
          && (!values.isPlain(value) || classes.mayHaveLength(values.length(value)))
          && classes.mayHave(values.hash(value))) {
        found.add(classes.candidates(values.valueClass(field, value)));
      }
      if (grams != null) {
        int start = values.foldedStart(value) - 1;
        grams.search(values.folded(), start, values.foldedEnd(value) + 1, found);
      }
      if (numbers != null) {
        numbers.search(NumberLeaf.parse(values, value), found);
      }
    }
  }

  /** About how many bytes this takes. */
  int weight() {
    return 40
        + presence.length * Integer.BYTES
        + (classes == null ? 0 : classes.weight())
        + (grams == null ? 0 : grams.weight())
        + (numbers == null ? 0 : numbers.weight());
  }
}
