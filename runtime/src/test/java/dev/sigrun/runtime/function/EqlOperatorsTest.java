package dev.sigrun.runtime.function;

import static dev.sigrun.runtime.function.EqlOperators.add;
import static dev.sigrun.runtime.function.EqlOperators.and;
import static dev.sigrun.runtime.function.EqlOperators.divide;
import static dev.sigrun.runtime.function.EqlOperators.equal;
import static dev.sigrun.runtime.function.EqlOperators.equalIgnoringCase;
import static dev.sigrun.runtime.function.EqlOperators.greater;
import static dev.sigrun.runtime.function.EqlOperators.greaterOrEqual;
import static dev.sigrun.runtime.function.EqlOperators.less;
import static dev.sigrun.runtime.function.EqlOperators.lessOrEqual;
import static dev.sigrun.runtime.function.EqlOperators.modulo;
import static dev.sigrun.runtime.function.EqlOperators.multiply;
import static dev.sigrun.runtime.function.EqlOperators.negate;
import static dev.sigrun.runtime.function.EqlOperators.not;
import static dev.sigrun.runtime.function.EqlOperators.notEqual;
import static dev.sigrun.runtime.function.EqlOperators.or;
import static dev.sigrun.runtime.function.EqlOperators.subtract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EqlOperatorsTest {
  private static final BigInteger BIG = BigInteger.ONE.shiftLeft(63);

  static Stream<Arguments> results() {
    return Stream.of(
        arguments(add(7, -3), 4),
        arguments(subtract(7, -3), 10),
        arguments(subtract(add(3, 4), divide(multiply(5, 6), 7)), 3),
        arguments(divide(multiply(subtract(add(3, 4), 5), 6), 7), 1),
        arguments(multiply(7, -3.0), -21.0),
        arguments(divide(7, 3.0), 7 / 3.0),
        arguments(divide(7, 3), 2),
        arguments(divide(-7, 2), -3),
        arguments(divide(7.0, 0), Double.POSITIVE_INFINITY),
        arguments(modulo(-10, -6), -4),
        arguments(modulo(10, -6), 4),
        arguments(modulo(10, 0.5), 0.0),
        arguments(add(4, 0.5), 4.5),
        arguments(subtract(-2, 4), -6),
        arguments(multiply(null, 2), null),
        arguments(multiply(2, null), null),
        arguments(add(Integer.MAX_VALUE, 1L), 2147483648L),
        arguments(add(1L, 1), 2L),
        arguments(add(BIG, 1), BIG.add(BigInteger.ONE)),
        arguments(subtract(BIG, 1), Long.MAX_VALUE),
        arguments(negate(5), -5),
        arguments(negate(0.0), -0.0),
        arguments(negate(null), null),
        arguments(equal(3, 3.0), true),
        arguments(equal(3L, 3), true),
        arguments(equal("3", 3), false),
        arguments(equal("a", "a"), true),
        arguments(equal(null, null), null),
        arguments(notEqual("a", "b"), true),
        arguments(notEqual("a", null), null),
        arguments(lessOrEqual("Foo", "Bar"), false),
        arguments(greater("Foo", "Bar"), true),
        arguments(greaterOrEqual("foo", "Foo"), true),
        arguments(lessOrEqual(3.0, 4), true),
        arguments(less(null, 3), null),
        arguments(less("a", 3), null),
        arguments(less(false, true), true),
        arguments(less(9007199254740993L, 9007199254740992.0), false),
        arguments(greater(9007199254740993L, 9007199254740992.0), true),
        arguments(less(Long.MAX_VALUE, 0x1p63), true),
        arguments(equal(BIG, 0x1p63), true),
        arguments(less(BIG, Double.POSITIVE_INFINITY), true),
        arguments(greater(Long.MIN_VALUE, -0x1.0000000000001p63), true),
        arguments(equal(0, -0.0), true),
        arguments(less(0, 0.5), true),
        arguments(greater(0, -0.5), true),
        arguments(less(-1, -0.5), true),
        arguments(equalIgnoringCase("ÀB", "àb"), true),
        arguments(equalIgnoringCase("a", null), null));
  }

  @ParameterizedTest
  @MethodSource("results")
  void givesTheResultsOfTheLanguage(Object actual, Object expected) {
    assertThat(actual).isEqualTo(expected);
  }

  static Stream<Callable<?>> errors() {
    return Stream.of(
        () -> divide(1, 0),
        () -> modulo(1, 0),
        () -> divide(1L, 0),
        () -> add(Integer.MAX_VALUE, 1),
        () -> add(Long.MAX_VALUE, 1),
        () -> multiply(Integer.MIN_VALUE, -1),
        () -> divide(Integer.MIN_VALUE, -1),
        () -> divide(Long.MIN_VALUE, -1),
        () -> negate(Integer.MIN_VALUE),
        () -> multiply(BIG, 2),
        () -> divide(BIG, 0));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void refusesOverflowAndDivisionByZero(Callable<?> computation) {
    assertThatThrownBy(computation::call)
        .isInstanceOfSatisfying(
            EvaluationException.class, e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void combinesThreeTruthValues() {
    Boolean[] values = {true, false, null};
    Boolean[][] and = {{true, false, null}, {false, false, false}, {null, false, null}};
    Boolean[][] or = {{true, true, true}, {true, false, null}, {true, null, null}};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(and(values[i], values[j])).as("%d and %d", i, j).isEqualTo(and[i][j]);
        assertThat(or(values[i], values[j])).as("%d or %d", i, j).isEqualTo(or[i][j]);
      }
    }
    assertThat(List.of(not(false), EqlOperators.isTrue(true))).containsOnly(true);
    assertThat(not(null)).isNull();
    assertThat(EqlOperators.isTrue(null)).isFalse();
  }
}
