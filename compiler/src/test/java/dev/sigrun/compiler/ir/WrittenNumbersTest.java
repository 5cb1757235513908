package dev.sigrun.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.event.Reading;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that a field does not distinguish, compared with those of the runtime. */
class WrittenNumbersTest {
  private static final int NUMBERS = 400;

  static Stream<Field> fields() {
    Field scaled = Field.named("n", ValueType.DOUBLE);
    return Stream.concat(
        Stream.of(ValueType.FLOAT, ValueType.HALF_FLOAT).map(type -> Field.named("n", type)),
        Stream.of(100.0, 10.0, 3.0, 1e6, 0.5)
            .map(factor -> scaled.read(Reading.PLAIN.withScalingFactor(factor))));
  }

  /** Reads numbers as compiled rules do. */
  private static final class Kept {
    private final NumberField field;
    private final EventReader reader;

    Kept(Field field) {
      Fields fields = new Fields();
      NumberType type =
          field.type() == ValueType.FLOAT
              ? NumberType.FLOAT
              : field.type() == ValueType.HALF_FLOAT ? NumberType.HALF_FLOAT : NumberType.DOUBLE;
      this.field = fields.reading(field.reading()).number("n", type);
      this.reader = EventReader.of(fields);
    }

    OptionalDouble of(double written) {
      String json = "{\"n\":" + new BigDecimal(written).toPlainString() + "}";
      try {
        return field.values(reader.read(json.getBytes(StandardCharsets.UTF_8))).stream()
            // The two zeros are one number.
            .mapToDouble(number -> number.doubleValue() + 0.0)
            .findFirst();
      } catch (EventFormatException e) {
        throw new IllegalArgumentException(json, e);
      }
    }
  }

  private static BigDecimal number(Random random) {
    double magnitude = Math.pow(10, random.nextInt(9) - 5);
    BigDecimal number = new BigDecimal(random.nextGaussian() * magnitude);
    return switch (random.nextInt(5)) {
      case 0 -> BigDecimal.valueOf(random.nextInt(5) - 2);
      case 1 -> number.setScale(random.nextInt(3), java.math.RoundingMode.HALF_EVEN);
      default -> number;
    };
  }

  @ParameterizedTest
  @MethodSource("fields")
  void theEndsAreTheLastNumbersThatAreKeptAlike(Field field) {
    Kept kept = new Kept(field);
    WrittenNumbers numbers = WrittenNumbers.of(field).orElseThrow();
    Random random = new Random(5);
    for (int i = 0; i < NUMBERS; i++) {
      BigDecimal number = number(random);
      Range<BigDecimal> like = numbers.like(number);
      double least = like.lower().orElseThrow().value().doubleValue();
      double greatest = like.upper().orElseThrow().value().doubleValue();
      double wanted = kept.of(number.doubleValue()).orElseThrow();
      assertThat(kept.of(least)).as("%s", number).hasValue(wanted);
      assertThat(kept.of(greatest)).as("%s", number).hasValue(wanted);
      assertThat(kept.of(Math.nextDown(least)).orElseThrow()).as("%s", number).isLessThan(wanted);
      assertThat(kept.of(Math.nextUp(greatest)).orElseThrow())
          .as("%s", number)
          .isGreaterThan(wanted);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void rangesHoldWhatIsKeptInThem(Field field) {
    Kept kept = new Kept(field);
    WrittenNumbers numbers = WrittenNumbers.of(field).orElseThrow();
    Random random = new Random(6);
    for (int i = 0; i < NUMBERS; i++) {
      BigDecimal end = number(random);
      boolean inclusive = random.nextBoolean();
      Range<BigDecimal> written =
          random.nextBoolean() ? Range.from(end, inclusive) : Range.upTo(end, inclusive);
      Range<BigDecimal> kind = Precision.kept(field, written);
      Range<BigDecimal> found = numbers.in(written);
      Range<BigDecimal> alike = numbers.like(end);
      for (double near :
          List.of(
              alike.lower().orElseThrow().value().doubleValue(),
              alike.upper().orElseThrow().value().doubleValue(),
              end.doubleValue(),
              number(random).doubleValue())) {
        for (double each : List.of(Math.nextDown(near), near, Math.nextUp(near))) {
          assertThat(holds(found, each))
              .as("%s in %s", each, written)
              .isEqualTo(holds(kind, kept.of(each).orElseThrow()));
        }
      }
    }
  }

  private static boolean holds(Range<BigDecimal> range, double number) {
    BigDecimal exact = new BigDecimal(number);
    return range
            .lower()
            .map(b -> exact.compareTo(new BigDecimal(b.value().doubleValue())))
            .map(order -> order > 0 || order == 0 && inclusive(range.lower()))
            .orElse(true)
        && range
            .upper()
            .map(b -> exact.compareTo(new BigDecimal(b.value().doubleValue())))
            .map(order -> order < 0 || order == 0 && inclusive(range.upper()))
            .orElse(true);
  }

  private static boolean inclusive(Optional<Range.Bound<BigDecimal>> bound) {
    return bound.orElseThrow().inclusive();
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, 16777219, 16777219, 16777221",
    "FLOAT, 16777216, 16777215.5, 16777217",
    "FLOAT, 1, 0.9999999701976776, 1.0000000596046448",
    "HALF_FLOAT, 1, 0.9997558444738387, 1.000488281250000",
    "HALF_FLOAT, 2049, 2047.5, 2049",
  })
  void middleValues(ValueType type, BigDecimal number, double least, double greatest) {
    WrittenNumbers numbers = WrittenNumbers.of(Field.named("n", type)).orElseThrow();
    Range<BigDecimal> like = numbers.like(number);
    assertThat(like.lower().orElseThrow().value().doubleValue())
        .isCloseTo(least, org.assertj.core.api.Assertions.withinPercentage(1e-5));
    assertThat(like.upper().orElseThrow().value().doubleValue())
        .isCloseTo(greatest, org.assertj.core.api.Assertions.withinPercentage(1e-5));
  }

  @Test
  void fieldsThatKeepDoublesNeedNone() {
    for (ValueType type : List.of(ValueType.DOUBLE, ValueType.LONG, ValueType.NUMBER)) {
      assertThat(WrittenNumbers.of(Field.named("n", type))).isEmpty();
    }
  }
}
