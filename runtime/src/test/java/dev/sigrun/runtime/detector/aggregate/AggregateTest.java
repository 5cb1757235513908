package dev.sigrun.runtime.detector.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.detector.aggregate.Aggregate.Function;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Aggregates of values, at once and from parts, before and after they were written. */
class AggregateTest {
  private static final IpAddress IP = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final BigInteger LARGE = BigInteger.ONE.shiftLeft(63);

  static Stream<Arguments> aggregates() {
    return Stream.of(
        row(Function.COUNT, CellType.BOOLEAN, 2L, false, true),
        row(Function.COUNT, CellType.TEXT, 0L),
        row(Function.COUNT_DISTINCT, CellType.TEXT, 2L, "a", "b", "a"),
        row(Function.COUNT_DISTINCT, CellType.INTEGER, 0L),
        row(Function.VALUES, CellType.TEXT, List.of("a", "b"), "b", "a", "b"),
        row(Function.VALUES, CellType.INTEGER, 5, 5, 5),
        row(Function.VALUES, CellType.IP, IP, IP),
        row(Function.VALUES, CellType.LONG, null),
        row(Function.MIN, CellType.TEXT, "\uFFFD", "\uD83D\uDE00", "\uFFFD"),
        row(Function.MAX, CellType.VERSION, new Version("1.10"), v("1.9"), v("1.10")),
        row(Function.MAX, CellType.INTEGER, 3, 1, 3, 2),
        row(Function.MAX, CellType.DATE, null),
        row(Function.MIN, CellType.UNSIGNED_LONG, BigInteger.ONE, LARGE, BigInteger.ONE),
        row(Function.SUM, CellType.INTEGER, 4_294_967_294L, Integer.MAX_VALUE, Integer.MAX_VALUE),
        row(Function.SUM, CellType.LONG, null, Long.MAX_VALUE, 1L),
        row(Function.SUM, CellType.LONG, Long.MAX_VALUE, Long.MAX_VALUE, 1L, -1L),
        row(Function.SUM, CellType.UNSIGNED_LONG, null, LARGE),
        row(Function.SUM, CellType.LONG, null),
        row(Function.SUM, CellType.DOUBLE, 1.0, 1e100, 1.0, -1e100),
        row(Function.SUM, CellType.DOUBLE, null, Double.MAX_VALUE, Double.MAX_VALUE),
        row(
            Function.SUM,
            CellType.DOUBLE,
            1.0,
            Double.MAX_VALUE,
            Double.MAX_VALUE,
            1.0,
            -Double.MAX_VALUE,
            -Double.MAX_VALUE),
        row(Function.SUM, CellType.DOUBLE, 0.1 + 0.2, 0.1, 0.2),
        row(Function.SUM, CellType.DOUBLE, null, 1.0, Double.POSITIVE_INFINITY),
        row(Function.AVG, CellType.DOUBLE, null, Double.NaN, 1.0),
        row(Function.AVG, CellType.DOUBLE, 1e300, 1e300, 1e300),
        row(Function.AVG, CellType.INTEGER, 1.5, 1, 2),
        row(Function.AVG, CellType.DOUBLE, 0.75, 0.5, 1.0),
        row(Function.AVG, CellType.LONG, null, Long.MAX_VALUE, 1L),
        row(Function.TOP, CellType.LONG, List.of(9L, 9L, 5L), 5L, 9L, 1L, 9L, 2L),
        row(Function.BOTTOM, CellType.LONG, List.of(1L, 2L, 5L), 5L, 9L, 1L, 9L, 2L),
        row(Function.BOTTOM, CellType.TEXT, "x", "x"),
        row(Function.VARIANCE, CellType.LONG, 2.0, 1L, 2L, 3L, 4L, 5L),
        row(Function.VARIANCE, CellType.DOUBLE, 0.0, 1e300, 1e300),
        row(Function.VARIANCE, CellType.DOUBLE, null, 1.0, Double.NaN),
        row(Function.VARIANCE, CellType.INTEGER, null),
        row(Function.MEDIAN_ABSOLUTE_DEVIATION, CellType.INTEGER, 1.0, 1, 2, 3, 3, 9),
        row(Function.PERCENTILE, CellType.LONG, 2.5, 4L, 1L, 2L, 3L),
        row(Function.PERCENTILE, CellType.LONG, 7.0, 7L),
        row(Function.PERCENTILE, CellType.DOUBLE, null),
        percentile(90, 41.00000000000001, 7, 10, 20, 50),
        percentile(0, 7.0, 20, 7, 50),
        percentile(100, 50.0, 20, 7, 50),
        ordered(Function.FIRST, "b", at("a", 5L), at("b", 3L), at("c")),
        ordered(Function.FIRST, null, at("a", 5L), at(List.of(), 3L)),
        ordered(Function.FIRST, "a", at(List.of(), 3L), at("b", 3L), at("a", 3L)),
        ordered(Function.LAST, List.of("x", "y"), at("a", 5L), at(List.of("x", "y"), 1L, 9L)),
        ordered(Function.LAST, "c", at("c")),
        ordered(Function.LAST, null));
  }

  private static Arguments percentile(double percent, double expected, Object... values) {
    return Arguments.of(Aggregate.percentile(percent, CellType.INTEGER), expected, List.of(values));
  }

  private static Arguments ordered(Function function, @Nullable Object expected, Object... places) {
    return Arguments.of(
        Aggregate.ordered(function, CellType.TEXT, CellType.DATE), expected, List.of(places));
  }

  /** A row with a cell, and the cell that orders it. */
  private static Ordered.Place at(Object cell, Long... order) {
    return new Ordered.Place(cell instanceof List<?> list ? list : List.of(cell), List.of(order));
  }

  private static Version v(String text) {
    return new Version(text);
  }

  private static Arguments row(
      Function function, CellType type, @Nullable Object expected, Object... values) {
    return Arguments.of(Aggregate.first(3, function, type), expected, List.of(values));
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void isTheSameFromParts(Aggregate aggregate, @Nullable Object expected, List<Object> values)
      throws IOException {
    assertThat(of(aggregate, values).cell()).isEqualTo(expected);
    for (int i = 0; i <= values.size(); i++) {
      Part left = written(aggregate, of(aggregate, values.subList(0, i)));
      Part right = of(aggregate, values.subList(i, values.size()));
      assertThat(left.joined(right).cell()).isEqualTo(expected);
      assertThat(left.weight()).isPositive();
    }
  }

  private static Part of(Aggregate aggregate, List<Object> values) {
    Part part = aggregate.none();
    for (Object value : values) {
      part = part.with(value);
    }
    return part;
  }

  private static Part written(Aggregate aggregate, Part part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    part.write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Part read = aggregate.read(in);
    assertThat(in.available()).isZero();
    return read;
  }

  @Test
  void partsOfDifferentAggregatesAreNotJoined() {
    Part count = Aggregate.of(Function.COUNT, CellType.TEXT).none();
    Part sum = Aggregate.of(Function.SUM, CellType.LONG).none();
    assertThatThrownBy(() -> count.joined(sum)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sum.joined(count)).isInstanceOf(IllegalArgumentException.class);
  }
}
