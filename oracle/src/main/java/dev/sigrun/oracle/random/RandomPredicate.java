package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Predicates of every kind over the fields of {@link RandomFields}. */
public final class RandomPredicate {
  private static final SourceText SOURCE = SourceText.of("random", "any where true");

  /** The position of all random nodes. */
  public static final Origin ORIGIN = Origin.of(SOURCE, SOURCE.whole());

  private static final List<String> REGEXES =
      List.of("a.*", "[a-c]+", "(a|b)b?c?", ".*fox", "a{1,2}b", "~(a)", "<1-20>", "#", "\"a.\"");

  private static final List<String> BOUNDS =
      List.of(
          "2024-05-01",
          "2024-05-01T10:00",
          "2024-05",
          "now-1d/d",
          "now",
          "2024-05-01||+1d/d",
          "2024-05-01T10:00:00.123456788Z",
          "2024-05-01T10:00:00.123456789Z",
          "1714521600000");

  private final Random random;
  private final RandomExpression expressions;
  private final RandomRegex regexes;

  /** Predicates that {@code random} decides. */
  public RandomPredicate(Random random) {
    this.random = random;
    this.expressions = new RandomExpression(random);
    this.regexes = new RandomRegex(random);
  }

  /** A predicate with at most {@code depth} logical nodes above a leaf. */
  public Predicate next(int depth) {
    return next(depth, 0);
  }

  private Predicate next(int depth, int nesting) {
    if (depth == 0) {
      return leaf(0, nesting);
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Predicate.And(ORIGIN, terms(depth, nesting));
      case 2, 3, 4 -> new Predicate.Or(ORIGIN, terms(depth, nesting));
      case 5, 6 -> new Predicate.Not(ORIGIN, next(depth - 1, nesting));
      default -> leaf(depth - 1, nesting);
    };
  }

  private List<Predicate> terms(int depth, int nesting) {
    List<Predicate> terms = several(4, () -> next(depth - 1, nesting));
    // Equal terms and tests of the same field give rewrites something to do.
    terms.add(random.nextInt(4) == 0 ? terms.get(0) : next(depth - 1, nesting));
    return terms;
  }

  private Predicate leaf(int depth, int nesting) {
    // Elements of nested lists have few kinds of fields.
    int kinds = nesting == 0 ? 21 : 8;
    return switch (random.nextInt(kinds)) {
      case 0 -> new Predicate.Constant(ORIGIN, random.nextBoolean());
      case 1 -> new Predicate.Exists(ORIGIN, RandomFields.pick(random, RandomFields.at(nesting)));
      case 2 ->
          new Predicate.StringIn(ORIGIN, keyword(nesting), several(3, this::text), sensitivity());
      case 3 ->
          new Predicate.WildcardMatch(
              ORIGIN, keyword(nesting), several(3, this::wildcard), sensitivity());
      case 4 -> {
        Field field = keyword(nesting);
        yield Predicate.StringInRange.of(
            ORIGIN, field, range(field.type() == ValueType.VERSION ? this::version : this::text));
      }
      case 5 -> new Predicate.NumberIn(ORIGIN, number(nesting), several(3, this::decimal));
      case 6 -> Predicate.NumberInRange.of(ORIGIN, number(nesting), range(this::decimal));
      case 7 -> nested(depth, nesting);
      case 8 -> new Predicate.RegexMatch(ORIGIN, keyword(nesting), regex());
      case 9 -> new Predicate.BooleanIs(ORIGIN, of(ValueType.BOOLEAN), random.nextBoolean());
      case 10 ->
          new Predicate.IpIn(
              ORIGIN,
              of(ValueType.IP),
              several(2, () -> IpBlock.of(RandomFields.pick(random, RandomFields.BLOCKS))));
      case 11 ->
          Predicate.IpInRange.of(
              ORIGIN,
              of(ValueType.IP),
              range(
                  () ->
                      IpAddress.parse(RandomFields.pick(random, RandomFields.ADDRESSES))
                          .orElseThrow()));
      case 12 ->
          Predicate.DateInRange.of(
              ORIGIN,
              RandomFields.ofType(random, 0, ValueType.DATE, ValueType.DATE_NANOS),
              range(() -> DateBound.of(RandomFields.pick(random, BOUNDS))));
      case 13 -> new Predicate.TokenIn(ORIGIN, analysed(), several(2, this::token));
      case 14 -> new Predicate.TokenPhrase(ORIGIN, analysed(), several(2, this::token));
      case 15 -> new Predicate.TokenMatch(ORIGIN, analysed(), several(2, this::lowerWildcard));
      case 16, 17, 18 -> ranges();
      default -> new Predicate.Computed(ORIGIN, expressions.condition(2));
    };
  }

  private Regex regex() {
    return switch (random.nextInt(3)) {
      case 0 -> Regex.lucene(RandomFields.pick(random, REGEXES), sensitivity());
      case 1 -> regexes.lucene();
      default -> regexes.searched();
    };
  }

  private Predicate ranges() {
    return switch (random.nextInt(4)) {
      case 0 ->
          Predicate.IpInRange.of(
              ORIGIN,
              of(ValueType.IP_RANGE),
              range(
                  () ->
                      IpAddress.parse(RandomFields.pick(random, RandomFields.ADDRESSES))
                          .orElseThrow()));
      case 1 ->
          Predicate.DateInRange.of(
              ORIGIN,
              of(ValueType.DATE_RANGE),
              range(() -> DateBound.of(RandomFields.pick(random, BOUNDS))));
      case 2 ->
          Predicate.NumberInRange.of(
              ORIGIN,
              RandomFields.ofType(random, 0, ValueType.FLOAT_RANGE, ValueType.DOUBLE_RANGE),
              range(this::decimal));
      default ->
          Predicate.NumberInRange.of(
              ORIGIN,
              RandomFields.ofType(random, 0, ValueType.INTEGER_RANGE, ValueType.LONG_RANGE),
              range(() -> new BigDecimal(RandomFields.pick(random, RandomFields.ENDS).toString())));
    };
  }

  private Predicate nested(int depth, int nesting) {
    if (nesting == 2) {
      return new Predicate.Exists(ORIGIN, keyword(nesting));
    }
    return new Predicate.NestedAny(
        ORIGIN,
        RandomFields.ofType(random, nesting, ValueType.NESTED),
        next(Math.min(depth, 2), nesting + 1));
  }

  private Field keyword(int nesting) {
    return RandomFields.ofType(
        random, nesting, ValueType.KEYWORD, ValueType.LOWERCASE, ValueType.VERSION);
  }

  private Field number(int nesting) {
    return RandomFields.ofType(
        random,
        nesting,
        ValueType.BYTE,
        ValueType.SHORT,
        ValueType.INTEGER,
        ValueType.LONG,
        ValueType.UNSIGNED_LONG,
        ValueType.FLOAT,
        ValueType.DOUBLE,
        ValueType.NUMBER);
  }

  private Field analysed() {
    return RandomFields.ofType(random, 0, ValueType.TEXT, ValueType.SCRIPT_TEXT);
  }

  private Field of(ValueType type) {
    return RandomFields.ofType(random, 0, type);
  }

  private String text() {
    return RandomFields.pick(random, RandomFields.STRINGS);
  }

  private String version() {
    return RandomFields.pick(random, RandomFields.VERSIONS);
  }

  private String token() {
    return RandomFields.pick(
        random, List.of("quick", "fox", "brown", "brown-fox", "a", "ab", "10", "10.0.0.1", "zzz"));
  }

  private BigDecimal decimal() {
    return new BigDecimal(RandomFields.pick(random, RandomFields.NUMBERS).toString());
  }

  private Wildcard wildcard() {
    return wildcard(random);
  }

  private Wildcard lowerWildcard() {
    return Wildcard.parseEscaped(wildcard().toEscapedString().toLowerCase(Locale.ROOT));
  }

  static Wildcard wildcard(Random random) {
    return Wildcard.parse(
        RandomFields.pick(
            random,
            List.of(
                "*", "?", "a*", "*b", "*B*", "a*c", "?b*", "a?c", "abc", "", "*.EXE", "*\\x\\*",
                "É*", "??", "*?", "q*k", "f?x", "*o*", "1*", "*a*b*")));
  }

  private CaseSensitivity sensitivity() {
    return random.nextBoolean() ? CaseSensitivity.SENSITIVE : CaseSensitivity.INSENSITIVE;
  }

  private <T> Range<T> range(Supplier<T> values) {
    Range.Bound<T> lower = new Range.Bound<>(values.get(), random.nextBoolean());
    Range.Bound<T> upper = new Range.Bound<>(values.get(), random.nextBoolean());
    return switch (random.nextInt(3)) {
      case 0 -> new Range<>(Optional.of(lower), Optional.empty());
      case 1 -> new Range<>(Optional.empty(), Optional.of(upper));
      default -> new Range<>(Optional.of(lower), Optional.of(upper));
    };
  }

  private <T> List<T> several(int most, Supplier<T> values) {
    List<T> list = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      list.add(values.get());
    }
    return list;
  }
}
