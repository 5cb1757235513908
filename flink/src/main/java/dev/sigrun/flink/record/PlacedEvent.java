package dev.sigrun.flink.record;

/**
 * An event and its place in a topic, from which the ids of alerts follow where events have no id of
 * their own. A replay must give the same places.
 *
 * @param source the name of the partition, such as {@code topic-3}; time is kept for each
 * @param sequence orders events of the same time; ascending in a partition
 * @param line the place in the partition, from 1; 0 if there are no places
 * @param recordedAt when the event was written to its topic, in milliseconds since 1970; that dates
 *     events without a time of their own
 * @param json one JSON object in UTF-8. Must not change
 */
public record PlacedEvent(String source, long sequence, long line, long recordedAt, byte[] json) {
  /** How many bits of a sequence the offset has; the rest is the partition. */
  private static final int OFFSET_BITS = 47;

  /**
   * An event of a partition.
   *
   * @param source the name of the partition, see {@link #sourceOf}
   * @param offset its number there, from 0
   */
  public static PlacedEvent at(
      String source, int partition, long offset, long recordedAt, byte[] json) {
    long sequence = (long) partition << OFFSET_BITS | offset;
    return new PlacedEvent(source, sequence, offset + 1, recordedAt, json);
  }

  /** The name of a partition. */
  public static String sourceOf(String topic, int partition) {
    return topic + "-" + partition;
  }

  @Override
  public String toString() {
    return source + ":" + line;
  }
}
