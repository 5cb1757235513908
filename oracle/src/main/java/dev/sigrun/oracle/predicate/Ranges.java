package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.time.DateFormat;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that are ranges, as intervals of points: numbers are their own points, instants those of
 * their milliseconds, addresses those of their 128 bits. Both ends are inside.
 *
 * @param first empty if there is no lower bound
 * @param last empty if there is no upper bound
 */
record Ranges(Optional<BigDecimal> first, Optional<BigDecimal> last) {
  /** The range that an object or a text of an event is; empty if it is none. */
  static Optional<Ranges> of(Object value, Field field) {
    if (value instanceof Map<?, ?> ends) {
      return ofEnds(ends, field);
    }
    return value instanceof String text && text.contains("/") && field.type() == ValueType.IP_RANGE
        ? IpBlocks.ends(text)
            .map(b -> new Ranges(Optional.of(point(b.first())), Optional.of(point(b.last()))))
        : Optional.empty();
  }

  private static Optional<Ranges> ofEnds(Map<?, ?> ends, Field field) {
    Optional<BigDecimal> first = Optional.empty();
    Optional<BigDecimal> last = Optional.empty();
    for (Map.Entry<?, ?> end : ends.entrySet()) {
      String name = String.valueOf(end.getKey());
      boolean lower = name.equals("gt") || name.equals("gte");
      if (!lower && !name.equals("lt") && !name.equals("lte")) {
        return Optional.empty();
      }
      Optional<BigDecimal> point = Optional.empty();
      if (end.getValue() != null) {
        point =
            point(end.getValue(), field, lower != name.endsWith("e"))
                .flatMap(p -> name.endsWith("e") ? Optional.of(p) : next(p, field.type(), lower));
        if (point.isEmpty()) {
          return Optional.empty();
        }
      }
      if (lower) {
        first = point;
      } else {
        last = point;
      }
    }
    boolean crossed =
        first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0;
    return crossed ? Optional.empty() : Optional.of(new Ranges(first, last));
  }

  /** Whether there is a point in common with a range of a query. */
  boolean intersects(Range<BigDecimal> asked, ValueType type) {
    Optional<BigDecimal> from = inside(asked.lower(), type, true);
    Optional<BigDecimal> to = inside(asked.upper(), type, false);
    boolean unreachable =
        from.isPresent() != asked.lower().isPresent()
            || to.isPresent() != asked.upper().isPresent();
    boolean empty = from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0;
    return !unreachable
        && !empty
        && (from.isEmpty() || last.isEmpty() || last.get().compareTo(from.get()) >= 0)
        && (to.isEmpty() || first.isEmpty() || first.get().compareTo(to.get()) <= 0);
  }

  private static Optional<BigDecimal> inside(
      Optional<Range.Bound<BigDecimal>> end, ValueType type, boolean lower) {
    return end.flatMap(b -> b.inclusive() ? Optional.of(b.value()) : next(b.value(), type, lower));
  }

  /** The point of an address. */
  static BigDecimal point(IpAddress address) {
    BigInteger bits = BigInteger.ZERO;
    String text = address.toString();
    if (address.isV4()) {
      for (String part : text.split("\\.", -1)) {
        bits = bits.shiftLeft(8).or(new BigInteger(part));
      }
      return new BigDecimal(bits.or(BigInteger.valueOf(0xFFFF).shiftLeft(32)));
    }
    int gap = text.indexOf("::");
    String[] left = groups(gap < 0 ? text : text.substring(0, gap));
    String[] right = gap < 0 ? new String[0] : groups(text.substring(gap + 2));
    for (int i = 0; i < 8; i++) {
      int fromRight = i - (8 - right.length);
      String group =
          i < left.length ? left[i] : gap >= 0 && fromRight >= 0 ? right[fromRight] : "0";
      bits = bits.shiftLeft(16).or(new BigInteger(group, 16));
    }
    return new BigDecimal(bits);
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  private static Optional<BigDecimal> point(Object value, Field field, boolean roundUp) {
    if (value instanceof Iterable || value instanceof Map || value instanceof Boolean) {
      return Optional.empty();
    }
    ValueType element = field.type().element();
    if (element == ValueType.IP) {
      return value instanceof String text
          ? Addresses.read(text).map(Ranges::point)
          : Optional.empty();
    }
    if (element == ValueType.DATE) {
      try {
        DateFormat format =
            field.reading().dateFormat().map(DateFormat::of).orElse(DateFormat.usual());
        DateMath date = DateMath.parse(value.toString(), roundUp, format);
        return date.dependsOnNow()
            ? Optional.empty()
            : Optional.of(BigDecimal.valueOf(date.resolve(0)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return FieldValues.typed(value, Field.named(field.name(), element))
        .map(number -> Interpreter.exact((Number) number));
  }

  /** The neighbour of a point inside a range that excludes it; empty beyond the last one. */
  private static Optional<BigDecimal> next(BigDecimal point, ValueType type, boolean up) {
    double towards = up ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    if (type == ValueType.DOUBLE_RANGE || type == ValueType.FLOAT_RANGE) {
      double next =
          type == ValueType.DOUBLE_RANGE
              ? Math.nextAfter(point.doubleValue(), towards)
              : Math.nextAfter(point.floatValue(), towards);
      return Double.isFinite(next) ? Optional.of(new BigDecimal(next)) : Optional.empty();
    }
    BigDecimal next = up ? point.add(BigDecimal.ONE) : point.subtract(BigDecimal.ONE);
    BigInteger whole = next.toBigInteger();
    boolean fits =
        type == ValueType.IP_RANGE
            ? whole.signum() >= 0 && whole.bitLength() <= 128
            : whole.bitLength() < (type == ValueType.INTEGER_RANGE ? 32 : 64);
    return fits ? Optional.of(next) : Optional.empty();
  }

  /** Whether an event holds a range that intersects another one. */
  static boolean anyIntersects(
      Map<String, @Nullable Object> event, Field field, Range<BigDecimal> asked) {
    return FieldValues.of(event, field).stream()
        .map(Ranges.class::cast)
        .anyMatch(range -> range.intersects(asked, field.type()));
  }
}
