package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.event.Reading;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The fields that random predicates and random events share, and the values they both use. */
final class RandomFields {
  /** Strings that meet each other, in part or in another case, and that other types read, too. */
  static final List<String> STRINGS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "aB",
          "abc",
          "b*c",
          "b?c",
          "x y",
          "C:\\x\\Y.exe",
          "é",
          "É",
          "ſ",
          "😀",
          "\uFFFD",
          "10",
          "1.0",
          "-7",
          "true",
          "a\nb",
          "Quick fox",
          "quick, brown-fox",
          "10.0.0.1");

  static final List<Object> NUMBERS =
      List.of(
          0L,
          1L,
          -1L,
          5L,
          127L,
          128L,
          300L,
          40_000L,
          1L << 40,
          Long.MAX_VALUE,
          new java.math.BigInteger("18446744073709551615"),
          new java.math.BigDecimal("0.5"),
          new java.math.BigDecimal("5.0"),
          new java.math.BigDecimal("-1.25"),
          new java.math.BigDecimal("0.1"),
          new java.math.BigDecimal("9.8"),
          new java.math.BigDecimal("0.10001"),
          new java.math.BigDecimal("0.15"),
          new java.math.BigDecimal("2049"),
          new java.math.BigDecimal("16777217"),
          new java.math.BigDecimal("65519.5"),
          new java.math.BigDecimal("1e-30"));

  /** Versions, and texts that are nearly versions. */
  static final List<String> VERSIONS =
      List.of(
          "1.9.5",
          "1.9.0",
          "1.10.0",
          "1.10.0-beta",
          "1.10.0-beta.2",
          "1.10.0-beta.10",
          "1.9",
          "1",
          "1.10.0+b1",
          "01.2",
          "1.2.3-",
          "not a version",
          "1.10.0-beta-2",
          "1..2",
          "10.0",
          "");

  static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.1.2.3", "192.168.0.9", "::1", "2001:db8::5", "::ffff:10.0.0.7");

  /** Whole numbers that every range of numbers may end with. */
  static final List<Object> ENDS =
      List.of(-7L, -1L, 0L, 1L, 2L, 5L, 127L, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);

  static final List<String> BLOCKS =
      List.of(
          "10.0.0.0/8",
          "10.0.0.1",
          "0.0.0.0/0",
          "192.168.0.8/31",
          "2001:db8::/32",
          "::/0",
          "::1",
          "::/80",
          "::/81",
          "::ffff:10.0.0.1");

  static final List<String> DATES =
      List.of(
          "2024-05-01",
          "2024-05-01T10:00",
          "2024-05-01T10:00:00Z",
          "2024-05-01T12:00:00+02:00",
          "2024-05-01T23:59:59.999Z",
          "2024-05",
          "2024",
          "01/05/2024",
          "1714521600",
          "1714521600000.5",
          "2024-05-01T10:00:00.123456789Z",
          "2024-05-01T10:00:00.123456Z",
          "1714521600000");

  private static final List<Field> TOP =
      List.of(
          Field.named("k", ValueType.KEYWORD),
          Field.named("k.caseless", ValueType.LOWERCASE),
          Field.named("k.text", ValueType.TEXT),
          Field.named("p.name", ValueType.KEYWORD),
          Field.named("p.args", ValueType.KEYWORD),
          Field.named("p.script", ValueType.SCRIPT_TEXT),
          Field.named("m", ValueType.TEXT),
          Field.named("n.byte", ValueType.BYTE),
          Field.named("n.short", ValueType.SHORT),
          Field.named("n.integer", ValueType.INTEGER),
          Field.named("n.long", ValueType.LONG),
          Field.named("n.unsigned", ValueType.UNSIGNED_LONG),
          Field.named("n.half", ValueType.HALF_FLOAT),
          Field.named("n.float", ValueType.FLOAT),
          Field.named("n.scaled", ValueType.DOUBLE).read(Reading.PLAIN.withScalingFactor(10)),
          Field.named("n.double", ValueType.DOUBLE),
          Field.named("n.any", ValueType.NUMBER),
          Field.named("flag", ValueType.BOOLEAN),
          Field.named("n.double.or5", ValueType.DOUBLE)
              .read(Reading.at("n.double", "n.float").withNull("5")),
          Field.named("k.lc", ValueType.LOWERCASE).read(Reading.at("k")),
          Field.named("k.raw", ValueType.KEYWORD).read(Reading.at("k")),
          Field.named("k.number", ValueType.LONG).read(Reading.at("k")),
          Field.named("k.short", ValueType.KEYWORD).read(Reading.at("k").ignoringAbove(2)),
          Field.named("all", ValueType.KEYWORD).read(Reading.at("all", "k", "p.name")),
          Field.named("some", ValueType.KEYWORD)
              .read(Reading.at("k").withPatterns(List.of("p.*", "items.*"))),
          Field.named("n.some", ValueType.LONG).read(Reading.at("k").withPatterns(List.of("n.*"))),
          Field.named("all.text", ValueType.TEXT).read(Reading.at("k", "m")),
          Field.named("p.null", ValueType.KEYWORD).read(Reading.PLAIN.withNull("a")),
          Field.named("p.set", ValueType.KEYWORD).read(Reading.PLAIN.withConstant("ab")),
          Field.named("v", ValueType.VERSION),
          Field.named("when", ValueType.DATE),
          Field.named("nanos", ValueType.DATE_NANOS),
          Field.named("seconds", ValueType.DATE).read(Reading.PLAIN.withDateFormat("epoch_second")),
          Field.named("day", ValueType.DATE_NANOS)
              .read(Reading.PLAIN.withDateFormat("dd/MM/yyyy||epoch_millis")),
          Field.named("host.ip", ValueType.IP),
          Field.named("rInteger", ValueType.INTEGER_RANGE),
          Field.named("rLong", ValueType.LONG_RANGE),
          Field.named("rFloat", ValueType.FLOAT_RANGE),
          Field.named("rDouble", ValueType.DOUBLE_RANGE),
          Field.named("rDate", ValueType.DATE_RANGE),
          Field.named("rDay", ValueType.DATE_RANGE)
              .read(Reading.PLAIN.withDateFormat("dd/MM/yyyy||epoch_millis")),
          Field.named("rAddress", ValueType.IP_RANGE),
          Field.named("n", ValueType.OBJECT),
          Field.named("items", ValueType.NESTED),
          Field.matching("p.*", List.of("p.args")),
          Field.matching("*", List.of()));

  private static final List<Field> INSIDE =
      List.of(
          Field.named("name", ValueType.KEYWORD),
          Field.named("size", ValueType.LONG),
          Field.named("parts", ValueType.NESTED));

  private RandomFields() {}

  /**
   * The fields at a depth of nesting.
   *
   * @param nesting 0 for the event itself
   */
  static List<Field> at(int nesting) {
    if (nesting == 0) {
      return TOP;
    }
    return nesting == 1 ? INSIDE : INSIDE.subList(0, 2);
  }

  /** A random field of one of the types. */
  static Field ofType(Random random, int nesting, ValueType first, ValueType... others) {
    Set<ValueType> types = EnumSet.of(first, others);
    List<Field> fitting = at(nesting).stream().filter(f -> types.contains(f.type())).toList();
    return pick(random, fitting);
  }

  static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
