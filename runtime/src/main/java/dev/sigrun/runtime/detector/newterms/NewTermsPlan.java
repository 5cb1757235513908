package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.event.Field;
import java.time.Duration;

/**
 * The specification of a new terms rule: which values it remembers, and for how long.
 *
 * <pre>{@code
 * NewTermsPlan.unseenFor(Duration.ofDays(7), userName, hostId)
 * }</pre>
 *
 * @param history after how long a silence a combination of values is new again
 * @param fields one to three fields whose values are combined, in the order of the rule
 */
public record NewTermsPlan(Duration history, KeyReader fields) {
  /**
   * Validates the plan.
   *
   * @throws IllegalArgumentException if there is no field, or the history is not positive
   */
  public NewTermsPlan {
    if (fields.width() == 0) {
      throw new IllegalArgumentException("New terms need at least one field.");
    }
    if (history.isNegative() || history.isZero()) {
      throw new IllegalArgumentException("The history " + history + " is not positive.");
    }
  }

  /** Combinations of values of {@code fields} that were not seen for {@code history}. */
  public static NewTermsPlan unseenFor(Duration history, Field... fields) {
    return new NewTermsPlan(history, KeyReader.by(fields));
  }
}
