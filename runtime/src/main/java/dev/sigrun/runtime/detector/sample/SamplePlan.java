package dev.sigrun.runtime.detector.sample;

import dev.sigrun.runtime.detector.Inputs;
import dev.sigrun.runtime.internal.detector.Times;

/**
 * The specification of a sample.
 *
 * @param inputs the tests on single events
 * @param items the input of each item
 * @param lookBack how far apart the events of a sample can be, in milliseconds; {@link #BATCH} if
 *     the decision is made at the end
 * @param maxSamplesPerKey how many samples of one key are reported; only batches know more than one
 */
record SamplePlan(Inputs inputs, int[] items, long lookBack, int maxSamplesPerKey) {
  /** Replaces the look-back: all events are available. */
  static final long BATCH = -1;

  /** The number of items. */
  int size() {
    return items.length;
  }

  boolean isBatch() {
    return lookBack == BATCH;
  }

  /**
   * The number of events of one item that have to be remembered. With as many events as items there
   * is one that the other items do not need, whatever they take; and there are as many more samples
   * as there are events beyond that.
   */
  int eventsPerItem() {
    return items.length + maxSamplesPerKey - 1;
  }

  /** Until when an event of {@code time} can be in a sample. */
  long deadline(long time) {
    return Times.plus(time, lookBack);
  }
}
