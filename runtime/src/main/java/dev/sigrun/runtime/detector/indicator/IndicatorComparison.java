package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.TextField;
import dev.sigrun.runtime.time.Timestamps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Compares values of one field of events with the text of indicators: both sides are turned into
 * terms, and values are equal when they have a term in common.
 */
public final class IndicatorComparison {
  /** Longer texts are not numbers. */
  private static final int MAX_NUMBER_LENGTH = 100;

  private final Field field;

  /**
   * The comparison for values of {@code field}.
   *
   * @throws IllegalArgumentException if the field has no scalar values
   */
  IndicatorComparison(Field field) {
    boolean comparable =
        field instanceof KeywordField
            || field instanceof BooleanField
            || field instanceof NumberField
            || field instanceof DateField
            || field instanceof IpField
            || field instanceof TextField;
    if (!comparable) {
      throw new IllegalArgumentException("Field " + field + " has no values to compare.");
    }
    this.field = field;
  }

  boolean isOfAddresses() {
    return field instanceof IpField;
  }

  /** The values of the event's field. */
  List<?> values(Event event) {
    return field.values(event);
  }

  /** The terms of an indicator's value; none if nothing can equal it. */
  List<?> termsOf(String indicator) {
    if (field instanceof IpField) {
      return AddressBlock.parse(indicator).stream().toList();
    }
    if (field instanceof NumberField) {
      return number(indicator);
    }
    if (field instanceof DateField) {
      OptionalLong millis = Timestamps.parse(indicator);
      return millis.isPresent() ? List.of(millis.getAsLong()) : List.of();
    }
    return field instanceof TextField text
        ? text.analyzer().tokens(indicator).stream().distinct().toList()
        : List.of(indicator);
  }

  /**
   * The terms that a value of the event has in common with the indicators that equal it.
   *
   * @param prefixes of the blocks of addresses among the indicators
   */
  List<?> termsOf(Object value, Set<Integer> prefixes) {
    if (field instanceof IpField) {
      AddressBlock address = AddressBlock.parse(value.toString()).orElseThrow();
      List<AddressBlock> blocks = new ArrayList<>(prefixes.size());
      for (int prefix : prefixes) {
        blocks.add(address.widened(prefix));
      }
      return blocks;
    }
    return field instanceof DateField ? List.of(value) : termsOf(value.toString());
  }

  private static List<?> number(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      return List.of();
    }
    try {
      return List.of(new BigDecimal(text).stripTrailingZeros());
    } catch (NumberFormatException e) {
      return List.of();
    }
  }
}
