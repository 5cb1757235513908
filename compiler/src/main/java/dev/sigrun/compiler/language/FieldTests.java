package dev.sigrun.compiler.language;

import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.IpAddress;
import dev.sigrun.runtime.pattern.IpBlocks;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tests of one field against constants as an index runs them: the constant is read by the type of
 * the field. All languages share them. An empty answer means that the constant does not fit the
 * type, which each language reports in its own way.
 */
public final class FieldTests {
  private static final int LONGEST_NUMBER = 400;

  private FieldTests() {}

  /** Some value of {@code field} equals {@code text}. The field is not analysed text. */
  public static Optional<Predicate> equal(
      Origin origin, Field field, String text, CaseSensitivity sensitivity) {
    return switch (field.type()) {
      case KEYWORD ->
          Optional.of(new Predicate.StringIn(origin, field, List.of(text), sensitivity));
      case LOWERCASE ->
          Optional.of(
              new Predicate.StringIn(
                  origin,
                  field,
                  List.of(text.toLowerCase(Locale.ROOT)),
                  CaseSensitivity.SENSITIVE));
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, FLOAT, DOUBLE, NUMBER ->
          number(text).map(value -> numberIs(origin, field, value));
      case BOOLEAN -> truth(text).map(value -> new Predicate.BooleanIs(origin, field, value));
      case DATE ->
          isDate(text)
              ? Optional.of(new Predicate.DateInRange(origin, field, Range.closed(text, text)))
              : Optional.empty();
      case IP ->
          IpBlocks.isValid(text)
              ? Optional.of(new Predicate.IpIn(origin, field, List.of(text)))
              : Optional.empty();
      case OBJECT, NESTED -> Optional.of(new Predicate.Constant(origin, false));
      case TEXT, SCRIPT_TEXT -> throw new IllegalArgumentException("Analysed text: " + field);
    };
  }

  /** Some value of {@code field} lies in {@code range}. The field is not analysed text. */
  public static Optional<Predicate> inRange(Origin origin, Field field, Range<String> range) {
    return switch (field.type()) {
      case KEYWORD -> Optional.of(new Predicate.StringInRange(origin, field, range));
      case LOWERCASE ->
          Optional.of(
              new Predicate.StringInRange(
                  origin, field, range.map(text -> text.toLowerCase(Locale.ROOT))));
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, FLOAT, DOUBLE, NUMBER ->
          all(range, text -> number(text).isPresent())
              .map(
                  r ->
                      new Predicate.NumberInRange(
                          origin, field, r.map(t -> asStored(field, number(t).orElseThrow()))));
      case DATE ->
          all(range, FieldTests::isDate).map(r -> new Predicate.DateInRange(origin, field, r));
      case IP ->
          all(range, text -> IpAddress.parse(text).isPresent())
              .map(r -> new Predicate.IpInRange(origin, field, r));
      case BOOLEAN, OBJECT, NESTED -> Optional.empty();
      case TEXT, SCRIPT_TEXT -> throw new IllegalArgumentException("Analysed text: " + field);
    };
  }

  /** Some value of {@code field}, a keyword, matches {@code pattern}. */
  public static Predicate matches(
      Origin origin, Field field, Wildcard pattern, CaseSensitivity sensitivity) {
    if (field.type() == ValueType.LOWERCASE) {
      return new Predicate.WildcardMatch(
          origin,
          field,
          List.of(Wildcard.parseEscaped(pattern.toEscapedString().toLowerCase(Locale.ROOT))),
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

  private static boolean isDate(String text) {
    try {
      DateMath.parse(text, false);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      // An index takes the empty string for false.
      case "false", "" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Predicate numberIs(Origin origin, Field field, BigDecimal value) {
    if (field.type().isWholeNumber() && !fits(field.type(), value)) {
      return new Predicate.Constant(origin, false);
    }
    return new Predicate.NumberIn(origin, field, List.of(value));
  }

  /** The number as values of the field are kept: fractions lose digits on both sides alike. */
  private static BigDecimal asStored(Field field, BigDecimal value) {
    if (field.type().isWholeNumber() || value.stripTrailingZeros().scale() <= 0) {
      return value;
    }
    double stored =
        field.type() == ValueType.FLOAT ? (double) value.floatValue() : value.doubleValue();
    return Double.isFinite(stored) ? new BigDecimal(stored) : value;
  }

  private static boolean fits(ValueType type, BigDecimal value) {
    if (value.stripTrailingZeros().scale() > 0) {
      return false;
    }
    BigInteger whole = value.toBigInteger();
    return switch (type) {
      case BYTE -> whole.bitLength() < 8;
      case SHORT -> whole.bitLength() < 16;
      case INTEGER -> whole.bitLength() < 32;
      case LONG -> whole.bitLength() < 64;
      case UNSIGNED_LONG -> whole.signum() >= 0 && whole.bitLength() <= 64;
      case KEYWORD,
          LOWERCASE,
          TEXT,
          SCRIPT_TEXT,
          FLOAT,
          DOUBLE,
          NUMBER,
          BOOLEAN,
          DATE,
          IP,
          OBJECT,
          NESTED ->
          true;
    };
  }

  private static Optional<Range<String>> all(
      Range<String> range, java.util.function.Predicate<String> fits) {
    boolean lower = range.lower().map(b -> fits.test(b.value())).orElse(true);
    boolean upper = range.upper().map(b -> fits.test(b.value())).orElse(true);
    return lower && upper ? Optional.of(range) : Optional.empty();
  }
}
