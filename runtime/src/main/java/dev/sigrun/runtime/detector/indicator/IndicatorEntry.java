package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.KeywordField;

/**
 * One comparison between an event and an indicator: some value of the event's field equals some
 * value of the indicator's.
 *
 * @param eventField the dotted name of the event's field
 * @param comparison how values are compared, by the type of the event's field
 * @param indicatorField the indicator's field, of which the source text is read whatever its type
 * @param negate whether the values must differ instead
 */
public record IndicatorEntry(
    String eventField,
    IndicatorComparison comparison,
    KeywordField indicatorField,
    boolean negate) {
  /**
   * The entry that is satisfied when a value of {@code eventField} equals one of {@code
   * indicatorField}: strings exactly, numbers by value, addresses by value or by lying in the
   * indicator's block, analysed text by having a token in common.
   *
   * @param indicatorField a field of the registry for indicators
   * @throws IllegalArgumentException if values of the event's field cannot be compared
   */
  public static IndicatorEntry matches(Field eventField, KeywordField indicatorField) {
    return new IndicatorEntry(
        eventField.name(), new IndicatorComparison(eventField), indicatorField, false);
  }

  /** The entry that is satisfied when this one is not. */
  public IndicatorEntry negated() {
    return new IndicatorEntry(eventField, comparison, indicatorField, !negate);
  }
}
