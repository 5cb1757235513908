package dev.sigrun.runtime.detector;

import java.util.List;

/**
 * What a detector wants of an event: which of its inputs the event satisfies, under one key.
 *
 * @param key whose state the event concerns
 * @param inputs numbers of the inputs, ascending; what an input is, is the detector's business: a
 *     stage of a sequence, for instance
 * @param values what else the detector will need to know of the event: what is counted or
 *     remembered under the key, for instance. JSON-like: strings, booleans, numbers, lists and maps
 */
public record Selection(Key key, List<Integer> inputs, List<?> values) {
  /** Copies the lists. */
  public Selection {
    inputs = List.copyOf(inputs);
    values = List.copyOf(values);
  }

  /** A selection of which the detector needs to know no more than the inputs. */
  public Selection(Key key, List<Integer> inputs) {
    this(key, inputs, List.of());
  }
}
