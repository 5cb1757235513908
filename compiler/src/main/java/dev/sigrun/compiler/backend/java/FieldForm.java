package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.runtime.event.Reading;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Writes fields of events as bytes, and reads them. */
final class FieldForm {
  private FieldForm() {}

  static void write(KeptOutput out, Field field) {
    Reading reading = field.reading();
    out.text(field.name())
        .constant(field.type())
        .flag(field.pattern())
        .texts(field.except())
        .flag(reading.equals(Reading.PLAIN));
    if (!reading.equals(Reading.PLAIN)) {
      out.texts(reading.places())
          .texts(reading.patterns())
          .optional(reading.nullValue(), KeptOutput::text)
          .optional(reading.constant(), KeptOutput::text)
          .optional(reading.dateFormat(), KeptOutput::text)
          .optional(factor(reading), (o, factor) -> o.number(Double.doubleToLongBits(factor)))
          .optional(most(reading), KeptOutput::number);
    }
  }

  private static Optional<Double> factor(Reading reading) {
    return reading.scalingFactor().isPresent()
        ? Optional.of(reading.scalingFactor().getAsDouble())
        : Optional.empty();
  }

  private static Optional<Long> most(Reading reading) {
    return reading.ignoreAbove().isPresent()
        ? Optional.of((long) reading.ignoreAbove().getAsInt())
        : Optional.empty();
  }

  static Field read(KeptInput in) {
    return new Field(
        in.text(), in.constant(ValueType.values()), in.flag(), in.texts(), reading(in));
  }

  private static Reading reading(KeptInput in) {
    if (in.flag()) {
      return Reading.PLAIN;
    }
    return new Reading(
        in.texts(),
        in.texts(),
        in.optional(KeptInput::text),
        in.optional(KeptInput::text),
        in.optional(KeptInput::text),
        in.optional(KeptInput::number)
            .map(bits -> OptionalDouble.of(Double.longBitsToDouble(bits)))
            .orElse(OptionalDouble.empty()),
        in.optional(i -> i.number(Integer.MAX_VALUE))
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()));
  }
}
