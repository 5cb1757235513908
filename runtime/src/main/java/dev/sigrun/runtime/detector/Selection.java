package dev.sigrun.runtime.detector;

import java.util.List;

/**
 * A detector's selection of an event: the inputs that the event satisfies under one key.
 *
 * @param key whose state the event concerns
 * @param inputs numbers of the inputs, ascending; the detector defines its inputs, for example the
 *     stages of a sequence
 * @param values further values of the event that the detector needs, for example those that are
 *     counted or remembered under the key. JSON-like: strings, booleans, numbers, lists and maps
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
