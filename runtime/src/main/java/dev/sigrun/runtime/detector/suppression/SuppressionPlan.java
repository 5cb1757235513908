package dev.sigrun.runtime.detector.suppression;

import dev.sigrun.runtime.event.Field;
import java.time.Duration;
import java.util.List;

/**
 * The specification of a rule's alert suppression: which alerts belong to one group, and for how
 * long.
 *
 * <pre>{@code
 * SuppressionPlan.groupedByElement(Duration.ofHours(5), hostName).orEachWithoutField()
 * }</pre>
 *
 * @param window how long after the first alert of a group further ones are absorbed; inclusive. For
 *     a rule without duration: its interval
 * @param grouping what makes a group
 * @param groupBy the fields whose values make a group; empty for {@link Grouping#DETECTION_KEY}
 * @param groupMissing whether the missing of a field is a value like others; if not, alerts that
 *     lack a field are never absorbed
 */
public record SuppressionPlan(
    Duration window, Grouping grouping, List<Field> groupBy, boolean groupMissing) {
  /** The way in which alerts are grouped. */
  public enum Grouping {
    /** Each combination of single values: an array puts an alert into several groups. */
    ELEMENT,
    /** All values of a field together: an array is one value, whatever its order. */
    WHOLE,
    /** The key of the detection: the bucket of a threshold. */
    DETECTION_KEY
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the window is negative
   */
  public SuppressionPlan {
    groupBy = List.copyOf(groupBy);
    if (window.isNegative()) {
      throw new IllegalArgumentException("The window " + window + " is negative.");
    }
  }

  /** One group for each element of arrays, as query rules have it. */
  public static SuppressionPlan groupedByElement(Duration window, Field... fields) {
    return new SuppressionPlan(window, Grouping.ELEMENT, List.of(fields), true);
  }

  /** One group for each array as a whole, as all other rules with fields have it. */
  public static SuppressionPlan groupedByWhole(Duration window, Field... fields) {
    return new SuppressionPlan(window, Grouping.WHOLE, List.of(fields), true);
  }

  /** One group for each key of a detection, as threshold rules have it. */
  public static SuppressionPlan groupedByKey(Duration window) {
    return new SuppressionPlan(window, Grouping.DETECTION_KEY, List.of(), true);
  }

  /** The same, but alerts that lack one of the fields are never absorbed. */
  public SuppressionPlan orEachWithoutField() {
    return new SuppressionPlan(window, grouping, groupBy, false);
  }
}
