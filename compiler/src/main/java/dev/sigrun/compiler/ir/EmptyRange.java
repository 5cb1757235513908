package dev.sigrun.compiler.ir;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.StringRange;
import dev.sigrun.runtime.pattern.VersionOrder;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
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
    return isEmpty(Precision.kept(field, range), Comparator.naturalOrder());
  }

  static boolean ofAddresses(Range<IpAddress> range) {
    return isEmpty(range, Comparator.naturalOrder());
  }

  /** Not known of a range that starts or ends at the current time. */
  static boolean ofDates(Field field, Range<DateBound> range) {
    boolean fixed =
        Stream.of(range.lower(), range.upper())
            .flatMap(Optional::stream)
            .noneMatch(b -> b.value().dependsOnNow());
    return fixed
        && range.lower().isPresent()
        && range.upper().isPresent()
        && isEmpty(
            instant(field, range.lower().get(), false),
            instant(field, range.upper().get(), true),
            Comparator.naturalOrder());
  }

  private static Range.Bound<Long> instant(
      Field field, Range.Bound<DateBound> bound, boolean upper) {
    DateMath date = bound.value().instant(bound.inclusive() == upper);
    return new Range.Bound<>(
        field.type() == ValueType.DATE_NANOS ? date.resolveNanos(0) : date.resolve(0),
        bound.inclusive());
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
