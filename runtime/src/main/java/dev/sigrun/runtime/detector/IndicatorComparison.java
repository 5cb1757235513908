package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.BooleanField;
import dev.sigrun.runtime.DateField;
import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.Field;
import dev.sigrun.runtime.IpField;
import dev.sigrun.runtime.KeywordField;
import dev.sigrun.runtime.NumberField;
import dev.sigrun.runtime.TextField;
import dev.sigrun.runtime.pattern.IpAddress;
import dev.sigrun.runtime.pattern.IpBlocks;
import dev.sigrun.runtime.time.Timestamps;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How values of one field of events are compared with the text of indicators: both sides are turned
 * into terms, and equal terms are equal values. Only blocks of addresses stand for many terms.
 */
public abstract sealed class IndicatorComparison {
  /** Longer texts are no numbers. */
  private static final int MAX_NUMBER_LENGTH = 100;

  private IndicatorComparison() {}

  /** The values of the event's field. */
  abstract List<?> values(Event event);

  /** The terms of a value of the event. */
  abstract List<?> termsOf(Object value);

  /** The terms of an indicator's value; empty if it can equal nothing. */
  abstract List<?> termsOf(String indicator);

  /** The addresses that an indicator's value stands for, if it is a block. */
  Optional<IpBlocks> block(String indicator) {
    return Optional.empty();
  }

  static IndicatorComparison of(Field field) {
    if (field instanceof IpField ip) {
      return new Addresses(ip);
    }
    if (field instanceof NumberField number) {
      return new Numbers(number);
    }
    if (field instanceof DateField date) {
      return new Instants(date);
    }
    if (field instanceof TextField text) {
      return new Tokens(text);
    }
    if (field instanceof KeywordField || field instanceof BooleanField) {
      return new Texts(field);
    }
    throw new IllegalArgumentException("Field " + field + " has no values to compare.");
  }

  private static final class Texts extends IndicatorComparison {
    private final Field field;

    Texts(Field field) {
      this.field = field;
    }

    @Override
    List<?> values(Event event) {
      return field.values(event);
    }

    @Override
    List<?> termsOf(Object value) {
      return List.of(value.toString());
    }

    @Override
    List<?> termsOf(String indicator) {
      return List.of(indicator);
    }
  }

  private static final class Tokens extends IndicatorComparison {
    private final TextField field;

    Tokens(TextField field) {
      this.field = field;
    }

    @Override
    List<?> values(Event event) {
      return field.values(event);
    }

    @Override
    List<?> termsOf(Object value) {
      return termsOf(value.toString());
    }

    @Override
    List<?> termsOf(String indicator) {
      return field.analyzer().tokens(indicator).stream().distinct().toList();
    }
  }

  private static final class Numbers extends IndicatorComparison {
    private final NumberField field;

    Numbers(NumberField field) {
      this.field = field;
    }

    @Override
    List<?> values(Event event) {
      return field.values(event);
    }

    @Override
    List<?> termsOf(Object value) {
      return termsOf(value.toString());
    }

    @Override
    List<?> termsOf(String indicator) {
      if (indicator.length() > MAX_NUMBER_LENGTH) {
        return List.of();
      }
      try {
        return List.of(new BigDecimal(indicator).stripTrailingZeros());
      } catch (NumberFormatException e) {
        return List.of();
      }
    }
  }

  private static final class Instants extends IndicatorComparison {
    private final DateField field;

    Instants(DateField field) {
      this.field = field;
    }

    @Override
    List<?> values(Event event) {
      return field.values(event);
    }

    @Override
    List<?> termsOf(Object value) {
      return List.of(value);
    }

    @Override
    List<?> termsOf(String indicator) {
      var millis = Timestamps.parse(indicator);
      return millis.isPresent() ? List.of(millis.getAsLong()) : List.of();
    }
  }

  private static final class Addresses extends IndicatorComparison {
    private final IpField field;

    Addresses(IpField field) {
      this.field = field;
    }

    @Override
    List<?> values(Event event) {
      return field.values(event);
    }

    @Override
    List<?> termsOf(Object value) {
      return termsOf(value.toString());
    }

    @Override
    List<?> termsOf(String indicator) {
      return IpAddress.parse(indicator).stream().toList();
    }

    @Override
    Optional<IpBlocks> block(String indicator) {
      return indicator.indexOf('/') >= 0 && IpBlocks.isValid(indicator)
          ? Optional.of(IpBlocks.of(indicator))
          : Optional.empty();
    }
  }
}
