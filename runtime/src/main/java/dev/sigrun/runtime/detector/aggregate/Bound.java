package dev.sigrun.runtime.detector.aggregate;

/**
 * How much is kept together of rows or groups.
 *
 * @param most how many of them
 * @param bytes about how many bytes they may take
 */
record Bound(int most, long bytes) {
  /** Of a window. */
  static final Bound WINDOW =
      new Bound(AggregateDetector.MAX_VALUES, 4 * AggregateDetector.MAX_BYTES_OF_VALUES);

  /** Of all events at once. */
  static final Bound BATCH = new Bound(AggregateBatch.MAX_GROUPS, 1L << 30);

  boolean isReached(long size, long weight) {
    return size >= most || weight >= bytes;
  }
}
