package dev.sigrun.runtime.event;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.event.ValueTarget.Scalar;
import dev.sigrun.runtime.time.DateFormat;
import dev.sigrun.runtime.time.DateMath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a {@link RangeField} as an index does (Elasticsearch 8.19, {@code
 * RangeFieldMapper}): objects with {@code gte} or {@code gt} and {@code lte} or {@code lt}, of
 * which the later one counts; blocks of addresses. A date that leaves parts open is completed by
 * the side of the range on which it is. An index refuses documents with any other value, and ranges
 * that are empty; here they are not values.
 */
final class IntervalReading {
  private final RangeField.Type type;
  private final DateFormat format;

  IntervalReading(RangeField field) {
    this.type = field.type();
    this.format = field.reading().dateFormat().map(DateFormat::of).orElse(DateFormat.usual());
  }

  /**
   * A value of a {@link RangeField}. Both ends belong to it: an end that an event excludes is held
   * as the next value of the type inside.
   *
   * @param least a number, milliseconds since 1970 or an address; null if there is no lower bound
   * @param greatest the same for the upper end
   */
  record Interval(@Nullable Object least, @Nullable Object greatest) {
    /** {@code [1, 5]}; an end that is missing is {@code *}. */
    @Override
    public String toString() {
      return "[" + end(least) + ", " + end(greatest) + "]";
    }

    private static String end(@Nullable Object end) {
      return end == null ? "*" : end.toString();
    }
  }

  /** An end as an event writes it. */
  record End(Scalar kind, String text, boolean inclusive) {}

  /** Whether a value is an end of a range of this type. */
  boolean canRead(End end, boolean isLower) {
    return end(end, isLower) != null;
  }

  /** The range between two bounds, each null if the event has none; null if it is not a range. */
  @Nullable Interval between(@Nullable End lower, @Nullable End upper) {
    Object least = lower == null ? null : end(lower, true);
    Object greatest = upper == null ? null : end(upper, false);
    boolean read = (least == null) == (lower == null) && (greatest == null) == (upper == null);
    return read && !crossed(least, greatest) ? new Interval(least, greatest) : null;
  }

  /** The addresses of a block; null if the text is none. */
  @Nullable Interval block(String text) {
    return type == RangeField.Type.IP && text.indexOf('/') >= 0
        ? IpBlocks.ends(text).map(ends -> new Interval(ends.first(), ends.last())).orElse(null)
        : null;
  }

  private @Nullable Object end(End end, boolean isLower) {
    int step = end.inclusive() ? 0 : isLower ? 1 : -1;
    return switch (type) {
      case INTEGER -> whole(end, NumberType.INTEGER, step);
      case LONG -> whole(end, NumberType.LONG, step);
      case FLOAT -> decimal(end, NumberType.FLOAT, step);
      case DOUBLE -> decimal(end, NumberType.DOUBLE, step);
      case DATE -> date(end, step, isLower != end.inclusive());
      case IP -> address(end, step);
    };
  }

  private static @Nullable Object whole(End end, NumberType type, int step) {
    Number number = end.kind() == Scalar.BOOLEAN ? null : NumberCoercion.coerce(end.text(), type);
    if (number == null) {
      return null;
    }
    long most = type == NumberType.INTEGER ? Integer.MAX_VALUE : Long.MAX_VALUE;
    long whole = number.longValue();
    boolean isLast = step > 0 ? whole == most : step < 0 && whole == -most - 1;
    return isLast ? null : (Object) (whole + step);
  }

  private static @Nullable Object decimal(End end, NumberType type, int step) {
    Number number = end.kind() == Scalar.BOOLEAN ? null : NumberCoercion.coerce(end.text(), type);
    if (number == null) {
      return null;
    }
    double value = number.doubleValue();
    if (step == 0) {
      return value;
    }
    double next =
        type == NumberType.FLOAT
            ? Math.nextAfter((float) value, step * Double.POSITIVE_INFINITY)
            : Math.nextAfter(value, step * Double.POSITIVE_INFINITY);
    return Double.isInfinite(next) ? null : (Object) next;
  }

  private @Nullable Object date(End end, int step, boolean roundUp) {
    if (end.kind() == Scalar.BOOLEAN) {
      return null;
    }
    try {
      DateMath date = DateMath.parse(end.text(), roundUp, format);
      return date.dependsOnNow() ? null : (Object) Math.addExact(date.resolve(0), step);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Object address(End end, int step) {
    Optional<IpAddress> address =
        end.kind() == Scalar.STRING ? IpAddress.parse(end.text()) : Optional.empty();
    return address
        .flatMap(a -> step == 0 ? Optional.of(a) : step > 0 ? a.next() : a.previous())
        .orElse(null);
  }

  private static boolean crossed(@Nullable Object least, @Nullable Object greatest) {
    if (least == null || greatest == null) {
      return false;
    }
    if (least instanceof IpAddress lower) {
      return lower.compareTo((IpAddress) greatest) > 0;
    }
    return least instanceof Long lower
        ? lower > (Long) greatest
        : (Double) least > (Double) greatest;
  }
}
