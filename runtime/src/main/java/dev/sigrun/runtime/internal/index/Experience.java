package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.GramCounts;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the values of some events, so that rules are looked up by what is rare in the events
 * that there are. It corrects the estimates of the compiler; only speed depends on it.
 *
 * <p>Rounds follow each other, in each of which as many events are looked at. Each round takes more
 * events by a factor, so that learning soon costs nothing, and ends a {@linkplain #generation()
 * generation}: what was made with the estimates before should be made again.
 *
 * <p>Shared by all threads. Estimates are read while another thread counts.
 */
final class Experience {
  /** The number of events that a round looks at. */
  static final int SAMPLES = 512;

  /** In the first round, one of as many events is looked at. */
  static final int INTERVAL = 8;

  private static final int GROWTH = 8;
  private static final int LONGEST_INTERVAL = 1 << 24;

  /** The weight of the estimate without counts, as a number of events. */
  private static final double WEIGHT_OF_ESTIMATE = 16;

  private final IndexField[] fields;
  private final int samples;

  /** The counts for each field; null for those that no event had so far. */
  private final @Nullable FieldCounts[] counts;

  /** Whether texts are searched for in the values of each field. */
  private final boolean[] searched;

  /** The grams in whole events; null if no texts are searched for in these. */
  private final @Nullable GramCounts anywhere;

  private int interval;
  private int taken;

  /** The number of events that are counted. */
  private int size;

  private volatile int generation;

  /** The events that have a field, those with each of its constants, and the grams in values. */
  private static final class FieldCounts {
    private int present;
    private final int[] byConstant;
    private final @Nullable GramCounts grams;

    FieldCounts(int constants, boolean searched) {
      this.byConstant = new int[constants];
      this.grams = searched ? new GramCounts() : null;
    }

    void age() {
      present >>= 1;
      for (int i = 0; i < byConstant.length; i++) {
        byConstant[i] >>= 1;
      }
      if (grams != null) {
        grams.age();
      }
    }
  }

  /**
   * None so far.
   *
   * @param searched whether texts are searched for in the values of each field
   * @param samples the number of events that a round looks at
   * @param interval in the first round, one of as many events is looked at
   */
  Experience(IndexField[] fields, boolean[] searched, int samples, int interval) {
    this.fields = fields;
    this.searched = searched;
    this.counts = new @Nullable FieldCounts[fields.length];
    boolean whole = Arrays.stream(fields).anyMatch(field -> field.names().contains(""));
    this.anywhere = whole ? new GramCounts() : null;
    this.samples = samples;
    this.interval = interval;
  }

  /** Changes whenever what was made with earlier estimates should be made again. */
  int generation() {
    return generation;
  }

  /** The number of events of which one is looked at. */
  synchronized int interval() {
    return interval;
  }

  /** Looks at an event. */
  synchronized void take(EventValues values) {
    if (taken == 0 && generation > 0) {
      age();
    }
    for (int word = 0; word * Long.SIZE < fields.length; word++) {
      for (long bits = values.present(word); bits != 0; bits &= bits - 1) {
        count(values, word * Long.SIZE + Long.numberOfTrailingZeros(bits));
      }
    }
    if (anywhere != null) {
      values.countGrams(anywhere);
    }
    size++;
    taken++;
    if (taken == samples) {
      taken = 0;
      interval = Math.min(interval * GROWTH, LONGEST_INTERVAL);
      generation++;
    }
  }

  private void age() {
    size >>= 1;
    if (anywhere != null) {
      anywhere.age();
    }
    for (FieldCounts each : counts) {
      if (each != null) {
        each.age();
      }
    }
  }

  private void count(EventValues values, int field) {
    FieldCounts own = counts[field];
    ValueTable table = fields[field].values();
    if (own == null) {
      own = new FieldCounts(table.constantCount(), searched[field]);
      counts[field] = own;
    }
    own.present++;
    for (int value = values.first(field); value >= 0; value = values.next(field, value)) {
      int valueClass = values.valueClass(field, value);
      if (valueClass != ValueTable.UNKNOWN) {
        own.byConstant[table.constantOf(valueClass)]++;
      }
      if (own.grams != null) {
        int start = values.foldedStart(value) - 1;
        own.grams.add(values.folded(), start, values.foldedEnd(value) + 1);
      }
    }
  }

  /** The likelihood that an event has the field. */
  double presence(int field) {
    FieldCounts own = counts[field];
    return corrected(fields[field].presence(), own == null ? 0 : own.present);
  }

  /** The likelihood that an event has the constant in the field. */
  double value(int field, int constant) {
    FieldCounts own = counts[field];
    return corrected(
        fields[field].likelihoods()[constant], own == null ? 0 : own.byConstant[constant]);
  }

  /**
   * The likelihood that an event has a text in a value of the field.
   *
   * @param text folded, perhaps with marks of the start and the end
   * @param estimate the likelihood without counts
   */
  double text(int field, byte[] text, double estimate) {
    FieldCounts own = counts[field];
    int count = own == null || own.grams == null ? 0 : own.grams.rarest(text);
    return count < 0 ? estimate : corrected(estimate, count);
  }

  /** Whether some value of the field had a text, as far as that is known. */
  boolean hasMet(int field, byte[] text) {
    FieldCounts own = counts[field];
    return generation > 0 && own != null && own.grams != null && own.grams.rarest(text) > 0;
  }

  /** How often grams were met in values of the field; null if that is not known. */
  @Nullable GramCounts grams(int field) {
    FieldCounts own = counts[field];
    return generation == 0 || own == null ? null : own.grams;
  }

  /** How often grams were met anywhere in events; null if that is not known. */
  @Nullable GramCounts grams() {
    return generation == 0 ? null : anywhere;
  }

  private double corrected(double estimate, int count) {
    if (generation == 0) {
      return estimate;
    }
    return Math.min(1, (count + estimate * WEIGHT_OF_ESTIMATE) / (size + WEIGHT_OF_ESTIMATE));
  }
}
