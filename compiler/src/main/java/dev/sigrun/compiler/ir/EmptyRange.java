package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.StringRange;
import dev.sigrun.runtime.pattern.VersionOrder;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds ranges between whose ends no value can lie, in the order and with the precision of their
 * field.
 */
final class EmptyRange {
  private EmptyRange() {}

  static boolean ofTexts(Field field, Range<String> range) {
    return isEmpty(
        range, field.type() == ValueType.VERSION ? VersionOrder.COMPARATOR : StringRange::compare);
  }

  static boolean ofNumbers(Field field, Range<BigDecimal> range) {
    Range<BigDecimal> kept = Precision.kept(field, range);
    return isEmpty(kept, Comparator.naturalOrder())
        || (field.type().isRange()
            && isEmpty(
                kept,
                end -> step(field.type().element(), end, true),
                end -> step(field.type().element(), end, false)));
  }

  /**
   * The next number of a type above or below, or none. An index compares ranges by the first and
   * the last value inside, so that nothing lies between two neighbours.
   */
  private static Optional<BigDecimal> step(ValueType type, BigDecimal end, boolean up) {
    double towards = up ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    double next =
        type == ValueType.FLOAT
            ? Math.nextAfter(end.floatValue(), towards)
            : Math.nextAfter(end.doubleValue(), towards);
    if (type.isDecimal()) {
      return Double.isInfinite(next) ? Optional.empty() : Optional.of(new BigDecimal(next));
    }
    BigDecimal whole = up ? end.add(BigDecimal.ONE) : end.subtract(BigDecimal.ONE);
    int bits = type == ValueType.INTEGER ? Integer.SIZE : Long.SIZE;
    return Optional.of(whole).filter(n -> n.toBigInteger().bitLength() < bits);
  }

  static boolean ofAddresses(Field field, Range<IpAddress> range) {
    return isEmpty(range, Comparator.naturalOrder())
        || (field.type().isRange() && isEmpty(range, IpAddress::next, IpAddress::previous));
  }

  /** Not known of a range that starts or ends at the current time. */
  static boolean ofDates(Field field, Range<DateBound> range) {
    if (field.type().isRange() && isFixed(range)) {
      return EmptyRange.<Long>isEmpty(
          new Range<>(
              range.lower().map(b -> instant(field, b, false)),
              range.upper().map(b -> instant(field, b, true))),
          end -> Optional.of(end + 1),
          end -> Optional.of(end - 1));
    }
    return isFixed(range)
        && range.lower().isPresent()
        && range.upper().isPresent()
        && isEmpty(
            instant(field, range.lower().get(), false),
            instant(field, range.upper().get(), true),
            Comparator.naturalOrder());
  }

  private static boolean isFixed(Range<DateBound> range) {
    return Stream.of(range.lower(), range.upper())
        .flatMap(Optional::stream)
        .noneMatch(b -> b.value().dependsOnNow());
  }

  private static Range.Bound<Long> instant(
      Field field, Range.Bound<DateBound> bound, boolean upper) {
    DateMath date = bound.value().instant(bound.inclusive() == upper);
    return new Range.Bound<>(
        field.type() == ValueType.DATE_NANOS ? date.resolveNanos(0) : date.resolve(0),
        bound.inclusive());
  }

  /** Whether the first value inside comes after the last one, or one of them does not exist. */
  private static <T extends Comparable<? super T>> boolean isEmpty(
      Range<T> range, Function<T, Optional<T>> next, Function<T, Optional<T>> previous) {
    Optional<T> first = range.lower().flatMap(b -> inside(b, next));
    Optional<T> last = range.upper().flatMap(b -> inside(b, previous));
    return first.isPresent() != range.lower().isPresent()
        || last.isPresent() != range.upper().isPresent()
        || (first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0);
  }

  private static <T> Optional<T> inside(Range.Bound<T> bound, Function<T, Optional<T>> step) {
    return bound.inclusive() ? Optional.of(bound.value()) : step.apply(bound.value());
  }

  private static <T> boolean isEmpty(Range<T> range, Comparator<? super T> order) {
    return range.lower().isPresent()
        && range.upper().isPresent()
        && isEmpty(range.lower().get(), range.upper().get(), order);
  }

  private static <T> boolean isEmpty(
      Range.Bound<T> lower, Range.Bound<T> upper, Comparator<? super T> order) {
    int comparison = order.compare(lower.value(), upper.value());
    return comparison > 0 || (comparison == 0 && !(lower.inclusive() && upper.inclusive()));
  }
}
