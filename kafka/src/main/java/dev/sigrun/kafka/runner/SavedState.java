package dev.sigrun.kafka.runner;

import java.util.List;

/**
 * The state of an engine, as it is in the topic of states.
 *
 * @param offset of the next event
 * @param partitions how many the topic of events had
 * @param chunks the snapshot, in pieces
 */
record SavedState(long offset, int partitions, List<byte[]> chunks) {
  /** Copies the list. */
  SavedState {
    chunks = List.copyOf(chunks);
  }
}
