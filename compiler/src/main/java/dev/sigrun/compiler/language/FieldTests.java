package dev.sigrun.compiler.language;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.time.DateFormat;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tests of one field against constants as an index runs them: the constant is read by the type of
 * the field. All languages share them. An empty answer means that the constant does not fit the
 * type, which each language reports in its own way.
 */
public final class FieldTests {
  private static final int LONGEST_NUMBER = 400;

  private static final Instant LAST_OF_NANOS = Instant.ofEpochSecond(0, Long.MAX_VALUE);

  private FieldTests() {}

  /** Some value of {@code field} equals {@code text}. The field is not analysed text. */
  public static Optional<Predicate> equal(
      Origin origin, Field field, String text, CaseSensitivity sensitivity) {
    return switch (field.type()) {
      case KEYWORD, VERSION ->
          Optional.of(new Predicate.StringIn(origin, field, List.of(text), sensitivity));
      case LOWERCASE ->
          Optional.of(
              new Predicate.StringIn(
                  origin, field, List.of(CaseFolding.lower(text)), CaseSensitivity.SENSITIVE));
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          number(field.type(), text).map(value -> numberIs(origin, field, value));
      case BOOLEAN -> truth(text).map(value -> new Predicate.BooleanIs(origin, field, value));
      case DATE, DATE_NANOS ->
          dates(field, Range.closed(text, text))
              .map(range -> Predicate.DateInRange.of(origin, field, range));
      case IP ->
          IpBlock.parse(text).map(block -> new Predicate.IpIn(origin, field, List.of(block)));
      case INTEGER_RANGE, LONG_RANGE, FLOAT_RANGE, DOUBLE_RANGE, DATE_RANGE, IP_RANGE ->
          inRange(origin, field, Range.closed(text, text));
      case OBJECT, NESTED -> Optional.of(new Predicate.Constant(origin, false));
      case TEXT, SCRIPT_TEXT -> throw new IllegalArgumentException("Analysed text: " + field);
    };
  }

  /** Some value of {@code field} lies in {@code range}. The field is not analysed text. */
  public static Optional<Predicate> inRange(Origin origin, Field field, Range<String> range) {
    return switch (field.type()) {
      case KEYWORD, VERSION -> Optional.of(Predicate.StringInRange.of(origin, field, range));
      case LOWERCASE ->
          Optional.of(
              Predicate.StringInRange.of(
                  origin, field, range.map(text -> CaseFolding.lower(text))));
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          all(range, text -> number(field.type(), text).filter(n -> isBound(field.type(), n)))
              .map(numbers -> Predicate.NumberInRange.of(origin, field, numbers));
      case INTEGER_RANGE, LONG_RANGE, FLOAT_RANGE, DOUBLE_RANGE ->
          all(range, text -> element(field.type().element(), text))
              .filter(numbers -> !isCrossed(numbers, Comparator.naturalOrder()))
              .map(numbers -> Predicate.NumberInRange.of(origin, field, numbers));
      case DATE, DATE_NANOS, DATE_RANGE ->
          dates(field, range).map(dates -> Predicate.DateInRange.of(origin, field, dates));
      case IP, IP_RANGE ->
          all(range, IpAddress::parse)
              .filter(r -> field.type() == ValueType.IP || !isCrossed(r, Comparator.naturalOrder()))
              .map(addresses -> Predicate.IpInRange.of(origin, field, addresses));
      case BOOLEAN -> all(range, FieldTests::truth).map(truths -> truthIn(origin, field, truths));
      case OBJECT, NESTED -> Optional.empty();
      case TEXT, SCRIPT_TEXT -> throw new IllegalArgumentException("Analysed text: " + field);
    };
  }

  /** False is less than true. */
  private static Predicate truthIn(Origin origin, Field field, Range<Boolean> range) {
    List<Predicate> tests = new ArrayList<>();
    for (boolean value : new boolean[] {false, true}) {
      boolean above =
          range.lower().stream()
              .allMatch(b -> Boolean.compare(value, b.value()) >= (b.inclusive() ? 0 : 1));
      boolean below =
          range.upper().stream()
              .allMatch(b -> Boolean.compare(value, b.value()) <= (b.inclusive() ? 0 : -1));
      if (above && below) {
        tests.add(new Predicate.BooleanIs(origin, field, value));
      }
    }
    return Predicate.or(origin, tests);
  }

  /** Some value of {@code field}, a keyword, matches {@code pattern}. */
  public static Predicate matches(
      Origin origin, Field field, Wildcard pattern, CaseSensitivity sensitivity) {
    if (field.type() == ValueType.LOWERCASE) {
      return new Predicate.WildcardMatch(
          origin,
          field,
          List.of(Wildcard.parseEscaped(CaseFolding.lower(pattern.toEscapedString()))),
          CaseSensitivity.SENSITIVE);
    }
    return new Predicate.WildcardMatch(origin, field, List.of(pattern), sensitivity);
  }

  /** The pattern of everything that starts with {@code text}. */
  public static Wildcard prefix(String text) {
    List<Wildcard.Segment> segments = new ArrayList<>(Wildcard.ofLiteral(text).segments());
    segments.add(new Wildcard.AnyRun());
    return Wildcard.of(segments);
  }

  /** The number that {@code text} writes, as long as it is of a reasonable length. */
  public static Optional<BigDecimal> number(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      BigDecimal value = new BigDecimal(text);
      // An exponent beyond those of doubles would make exact arithmetic arbitrarily expensive.
      return Math.abs((long) value.scale()) + value.precision() > 2L * LONGEST_NUMBER
          ? Optional.empty()
          : Optional.of(value);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The same for a field of {@code type}; those with fractions take all that Java reads. */
  private static Optional<BigDecimal> number(ValueType type, String text) {
    Optional<BigDecimal> plain = number(text);
    if (plain.isPresent() || !type.isDecimal() || text.length() > LONGEST_NUMBER) {
      return plain;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(new BigDecimal(value)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether an index takes the number as the end of a range over whole numbers; it fails the search
   * otherwise. Types of less than 32 bits take what fits into 32.
   */
  private static boolean isBound(ValueType type, BigDecimal end) {
    if (type == ValueType.BYTE || type == ValueType.SHORT || type == ValueType.INTEGER) {
      return end.compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) >= 0
          && end.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
    }
    return type != ValueType.LONG || type.holds(end.toBigInteger());
  }

  /**
   * A range of dates in the usual format. Elasticsearch reads them by the format of the field; what
   * that left open is then settled by the side on which an end is.
   */
  private static Optional<Range<DateBound>> dates(Field field, Range<String> range) {
    Optional<Range.Bound<DateBound>> lower =
        range.lower().flatMap(b -> date(field, b, !b.inclusive()));
    Optional<Range.Bound<DateBound>> upper =
        range.upper().flatMap(b -> date(field, b, b.inclusive()));
    return ifComplete(range, lower, upper);
  }

  private static Optional<Range.Bound<DateBound>> date(
      Field field, Range.Bound<String> end, boolean roundUp) {
    return date(field, end.value(), roundUp).map(date -> new Range.Bound<>(date, end.inclusive()));
  }

  private static Optional<DateBound> date(Field field, String text, boolean roundUp) {
    Optional<DateFormat> format = field.reading().dateFormat().map(DateFormat::of);
    try {
      DateMath date = DateMath.parse(text, roundUp, format.orElse(DateFormat.usual()));
      if (date.dependsOnNow()) {
        return Optional.of(DateBound.of(text));
      }
      Instant instant = date.instant(0);
      boolean fits = field.type() != ValueType.DATE_NANOS || isWithinNanos(instant);
      return fits
          ? Optional.of(DateBound.of(format.isPresent() ? instant.toString() : text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an index can keep the instant in nanoseconds; others are an error, also in queries. */
  private static boolean isWithinNanos(Instant instant) {
    return !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST_OF_NANOS);
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      // The empty string is false in an event, but an error in a query.
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Predicate numberIs(Origin origin, Field field, BigDecimal value) {
    if (field.type().isWholeNumber() && !fits(field.type(), value)) {
      return new Predicate.Constant(origin, false);
    }
    return new Predicate.NumberIn(origin, field, List.of(value));
  }

  /** A number that can lie in ranges of {@code type}; an index refuses queries with any other. */
  private static Optional<BigDecimal> element(ValueType type, String text) {
    return number(type, text)
        .filter(value -> type.isDecimal() ? isFinite(type, value) : fits(type, value));
  }

  private static boolean isFinite(ValueType type, BigDecimal value) {
    return type == ValueType.FLOAT
        ? Float.isFinite(value.floatValue())
        : Double.isFinite(value.doubleValue());
  }

  /** Whether the ends are in the wrong order, which an index refuses of fields that hold ranges. */
  private static <T> boolean isCrossed(Range<T> range, Comparator<? super T> order) {
    return range.lower().isPresent()
        && range.upper().isPresent()
        && order.compare(range.lower().get().value(), range.upper().get().value()) > 0;
  }

  private static boolean fits(ValueType type, BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0 && type.holds(value.toBigInteger());
  }

  /** The range between the parsed bounds; empty if one of them cannot be parsed. */
  private static <T> Optional<Range<T>> all(
      Range<String> range, Function<String, Optional<T>> reader) {
    return ifComplete(
        range,
        range.lower().flatMap(b -> bound(b, reader)),
        range.upper().flatMap(b -> bound(b, reader)));
  }

  private static <T> Optional<Range.Bound<T>> bound(
      Range.Bound<String> end, Function<String, Optional<T>> reader) {
    return reader.apply(end.value()).map(value -> new Range.Bound<>(value, end.inclusive()));
  }

  private static <T> Optional<Range<T>> ifComplete(
      Range<String> written, Optional<Range.Bound<T>> lower, Optional<Range.Bound<T>> upper) {
    boolean complete =
        lower.isPresent() == written.lower().isPresent()
            && upper.isPresent() == written.upper().isPresent();
    return complete ? Optional.of(new Range<>(lower, upper)) : Optional.empty();
  }
}
