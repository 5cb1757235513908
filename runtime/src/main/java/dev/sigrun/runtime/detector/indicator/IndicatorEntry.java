package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.RangeField;
import java.util.Optional;

/**
 * One comparison between an event and an indicator: some value of the event's field equals some
 * value of the indicator's.
 *
 * @param eventField the dotted name of the event's field
 * @param comparison how values are compared, by the type of the event's field
 * @param indicatorField the indicator's field, of which the source text is read whatever its type
 * @param ranges the same field of the indicator, if its values may be objects that are ranges
 * @param negate whether the values must differ instead
 */
public record IndicatorEntry(
    String eventField,
    IndicatorComparison comparison,
    KeywordField indicatorField,
    Optional<RangeField> ranges,
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
        eventField.name(),
        new IndicatorComparison(eventField),
        indicatorField,
        Optional.empty(),
        false);
  }

  /**
   * The entry that is also satisfied when an address of the event lies in a range of the indicator.
   *
   * @param field the indicator's field, read as ranges of addresses
   * @throws IllegalArgumentException if the event's field has no addresses, or {@code field} other
   *     ranges
   */
  public IndicatorEntry orIn(RangeField field) {
    if (!comparison.isOfAddresses() || field.type() != RangeField.Type.IP) {
      throw new IllegalArgumentException("Only ranges of addresses are compared, not " + field);
    }
    return new IndicatorEntry(eventField, comparison, indicatorField, Optional.of(field), negate);
  }

  /** The entry that is satisfied when this one is not. */
  public IndicatorEntry negated() {
    return new IndicatorEntry(eventField, comparison, indicatorField, ranges, !negate);
  }

  /** Whether an indicator has a value to compare with. */
  boolean exists(Event indicator) {
    return indicatorField.exists(indicator) || ranges.filter(r -> r.exists(indicator)).isPresent();
  }
}
