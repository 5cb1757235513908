package dev.sigrun.runtime.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** A set of numbers, compared exactly by value, so that {@code 3} and {@code 3.0} are the same. */
public final class NumberSet {
  /** All members that are longs, sorted. */
  private final long[] longs;

  /** All other members, without trailing zeros. */
  private final Set<BigDecimal> others;

  private NumberSet(Collection<? extends Number> numbers) {
    Set<BigDecimal> rest = new HashSet<>();
    Set<Long> whole = new HashSet<>();
    for (Number number : numbers) {
      if (isFinite(number)) {
        BigDecimal exact = Numbers.exact(number).stripTrailingZeros();
        if (isLong(exact)) {
          whole.add(exact.longValueExact());
        } else {
          rest.add(exact);
        }
      }
    }
    this.longs = whole.stream().mapToLong(Long::longValue).sorted().toArray();
    this.others = rest;
  }

  /** The set of exactly these numbers. */
  public static NumberSet of(long... numbers) {
    return new NumberSet(LongStream.of(numbers).boxed().collect(Collectors.toList()));
  }

  /** The set of exactly these numbers; infinite ones and NaN are left out. */
  public static NumberSet ofDecimals(double... numbers) {
    return new NumberSet(DoubleStream.of(numbers).boxed().collect(Collectors.toList()));
  }

  /** The set of exactly these numbers; infinite ones and NaN are left out. */
  public static NumberSet of(Collection<? extends Number> numbers) {
    return new NumberSet(List.copyOf(numbers));
  }

  /**
   * The set of exactly these numbers.
   *
   * @param numbers as {@link BigDecimal} reads them
   * @throws NumberFormatException if one is not a number
   */
  public static NumberSet parse(String... numbers) {
    return new NumberSet(Arrays.stream(numbers).map(BigDecimal::new).collect(Collectors.toList()));
  }

  /** Whether {@code value} is in the set. */
  public boolean contains(Number value) {
    if (Numbers.isLong(value)) {
      return containsLong(value.longValue());
    }
    if (value instanceof Double decimal) {
      long whole = decimal.longValue();
      if (whole == decimal && whole != Long.MAX_VALUE) {
        return containsLong(whole);
      }
      return !others.isEmpty()
          && Double.isFinite(decimal)
          && others.contains(new BigDecimal(decimal).stripTrailingZeros());
    }
    if (!isFinite(value)) {
      return false;
    }
    BigDecimal exact = Numbers.exact(value).stripTrailingZeros();
    return isLong(exact) ? containsLong(exact.longValueExact()) : others.contains(exact);
  }

  private boolean containsLong(long value) {
    return Arrays.binarySearch(longs, value) >= 0;
  }

  private static boolean isFinite(Number number) {
    return number instanceof BigDecimal
        || number instanceof BigInteger
        || Double.isFinite(number.doubleValue());
  }

  /** Whether a number without trailing zeros is a long; never builds a long row of zeros. */
  private static boolean isLong(BigDecimal number) {
    return number.scale() <= 0
        && number.precision() - number.scale() <= 19
        && number.toBigInteger().bitLength() < Long.SIZE;
  }

  @Override
  public String toString() {
    return Arrays.toString(longs) + (others.isEmpty() ? "" : others.toString());
  }
}
