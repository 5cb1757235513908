package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.oracle.random.AddressSampler;
import dev.sigrun.oracle.random.RegexSampler;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * One value of a field that probably satisfies a leaf, or any value of the right type for leaves
 * that no single value satisfies. Values always fit the type of the field.
 */
final class LeafValues {
  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.1.2.3", "192.168.0.9", "8.8.8.8", "172.16.3.4", "::1", "2001:db8::5");

  private static final List<Object> NUMBERS =
      List.of(0L, 1L, 2L, 5L, 10L, 42L, 100L, 443L, 1_000L, 65_535L, 100_000L);

  private static final List<String> DATES =
      List.of("2024-05-01T10:00:00.000Z", "2024-05-02T10:29:59.999Z", "2023-12-31T23:59:59Z");

  private final Random random;

  LeafValues(Random random) {
    this.random = random;
  }

  /** Any value of the field's type. */
  Object any(Field field) {
    return switch (field.type()) {
      case KEYWORD, LOWERCASE, VERSION, TEXT, SCRIPT_TEXT, OBJECT, NESTED ->
          Texts.pick(Texts.AWKWARD, random);
      case BYTE -> (long) random.nextInt(128);
      case SHORT -> (long) random.nextInt(32_768);
      case INTEGER, LONG, UNSIGNED_LONG, NUMBER -> Texts.pick(NUMBERS, random);
      case HALF_FLOAT, FLOAT, DOUBLE ->
          random.nextBoolean()
              ? Texts.pick(NUMBERS, random)
              : new BigDecimal(random.nextInt(400)).movePointLeft(2);
      case BOOLEAN -> random.nextBoolean();
      case DATE, DATE_NANOS -> Texts.pick(DATES, random);
      case IP -> Texts.pick(ADDRESSES, random);
      case INTEGER_RANGE, LONG_RANGE, FLOAT_RANGE, DOUBLE_RANGE, DATE_RANGE, IP_RANGE ->
          around(any(Field.named(field.name(), field.type().element())));
    };
  }

  /** A value for {@code leaf}, which has a field of its own. */
  Object like(Predicate leaf) {
    Object value = valueLike(leaf);
    boolean range = Leaves.field(leaf).filter(f -> f.type().isRange()).isPresent();
    return range && !(value instanceof Map) ? around(value) : value;
  }

  /** A range with the value as its end. */
  private Map<String, Object> around(Object value) {
    return random.nextInt(3) == 0
        ? Map.of(Texts.pick(List.of("gte", "gt", "lte", "lt"), random), value)
        : new TreeMap<>(Map.of("gte", value, "lte", value));
  }

  private Object valueLike(Predicate leaf) {
    if (leaf instanceof Predicate.StringIn in) {
      return spelled(Texts.pick(in.values(), random), in.sensitivity());
    } else if (leaf instanceof Predicate.WildcardMatch match) {
      String text = Texts.filled(Texts.pick(match.patterns(), random), random);
      return spelled(text, match.sensitivity());
    } else if (leaf instanceof Predicate.RegexMatch match) {
      return spelled(RegexSampler.sample(match.regex(), random), match.regex().sensitivity());
    } else if (leaf instanceof Predicate.StringInRange in) {
      return end(in.range()) + Texts.pick(List.of("", "a", "~", "é"), random);
    } else if (leaf instanceof Predicate.NumberIn in) {
      return number(Texts.pick(in.values(), random));
    } else if (leaf instanceof Predicate.NumberInRange in) {
      BigDecimal step = BigDecimal.valueOf(random.nextInt(4) - 1L);
      boolean down = in.range().upper().isPresent();
      return number(down ? end(in.range()).subtract(step) : end(in.range()).add(step));
    } else if (leaf instanceof Predicate.BooleanIs is) {
      return is.value();
    } else if (leaf instanceof Predicate.IpIn in) {
      return AddressSampler.inside(Texts.pick(in.blocks(), random).text(), random);
    } else if (leaf instanceof Predicate.IpInRange in) {
      return random.nextBoolean() ? end(in.range()).toString() : Texts.pick(ADDRESSES, random);
    } else if (leaf instanceof Predicate.TokenIn in) {
      return phrase(Texts.pick(in.tokens(), random));
    } else if (leaf instanceof Predicate.TokenPhrase phrase) {
      return phrase(String.join(" ", phrase.tokens()));
    } else if (leaf instanceof Predicate.TokenMatch match) {
      return phrase(Texts.filled(Texts.pick(match.patterns(), random), random));
    }
    return any(Leaves.field(leaf).orElseThrow());
  }

  private String spelled(String text, CaseSensitivity sensitivity) {
    return sensitivity == CaseSensitivity.INSENSITIVE && random.nextInt(3) == 0
        ? Texts.respelled(text, random)
        : text;
  }

  private String phrase(String words) {
    return switch (random.nextInt(4)) {
      case 0 -> words;
      case 1 -> "so " + words + ", it is";
      case 2 -> words.toUpperCase(Locale.ROOT);
      default -> "(" + words + ")\nend";
    };
  }

  private <T> T end(Range<T> range) {
    Optional<Range.Bound<T>> lower = range.lower();
    Optional<Range.Bound<T>> upper = range.upper();
    boolean takeLower = upper.isEmpty() || (lower.isPresent() && random.nextBoolean());
    return (takeLower ? lower : upper).orElseThrow().value();
  }

  /** As JSON has numbers: whole ones without a fraction. */
  static Object number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() - plain.scale() < 19
        ? (Object) plain.longValueExact()
        : plain;
  }
}
