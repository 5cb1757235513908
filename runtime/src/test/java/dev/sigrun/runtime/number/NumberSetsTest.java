package dev.sigrun.runtime.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberSetsTest {
  @Test
  void numbersAreComparedExactly() {
    Number[] numbers = {
      -1,
      0,
      1,
      3L,
      3.0,
      3.5,
      2147483648L,
      9007199254740992.0,
      9007199254740993L,
      Long.MAX_VALUE,
      0x1p63,
      BigInteger.ONE.shiftLeft(63),
      BigInteger.ONE.shiftLeft(64),
      Long.MIN_VALUE,
      -0x1p63,
      1e300,
      -1e300,
      0.1,
      new BigDecimal("0.1"),
      -0.0,
      5e-324,
    };
    for (Number left : numbers) {
      for (Number right : numbers) {
        int expected = exact(left).compareTo(exact(right));
        String what = left + " and " + right;
        assertThat(Integer.signum(Numbers.compare(left, right))).as(what).isEqualTo(expected);
        assertThat(NumberRange.above(right).contains(left)).as(what).isEqualTo(expected > 0);
        assertThat(NumberRange.atLeast(right).contains(left)).as(what).isEqualTo(expected >= 0);
        assertThat(NumberRange.below(right).contains(left)).as(what).isEqualTo(expected < 0);
        assertThat(NumberRange.atMost(right).contains(left)).as(what).isEqualTo(expected <= 0);
        assertThat(NumberSet.of(List.of(right)).contains(left)).as(what).isEqualTo(expected == 0);
      }
    }
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Double
        ? new BigDecimal(number.doubleValue())
        : new BigDecimal(number.toString());
  }

  @Test
  void numberSetsTakeLongsAndDecimals() {
    assertThat(NumberSet.of(1, 2, 3).contains(2.0)).isTrue();
    assertThat(NumberSet.of(1, 2, 3).contains(2.5)).isFalse();
    assertThat(NumberSet.ofDecimals(2.5, 4.0, Double.NaN).contains(4)).isTrue();
    assertThat(NumberSet.ofDecimals(2.5).contains(2.5)).isTrue();
    assertThat(NumberSet.of().contains(Double.NaN)).isFalse();
    assertThat(NumberSet.of(1).contains(new BigDecimal("1e999999999"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"5,6,false", "6,6,true", "7.5,8,true", "10,10,false"})
  void bothBoundsHoldForTheSameNumber(double value, long integer, boolean expected) {
    NumberRange range = NumberRange.between(5, false, 10, false);
    assertThat(range.contains(value) && range.contains(integer)).isEqualTo(expected);
  }
}
