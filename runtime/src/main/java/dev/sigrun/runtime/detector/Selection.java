package dev.sigrun.runtime.detector;

/**
 * What a detector wants of an event: which of its inputs the event satisfies, under one key.
 *
 * @param key whose state the event concerns
 * @param inputs numbers of the inputs, ascending; what an input is, is the detector's business: a
 *     stage of a sequence, for instance
 */
public record Selection(Key key, java.util.List<Integer> inputs) {
  /** Copies the list. */
  public Selection {
    inputs = java.util.List.copyOf(inputs);
  }
}
