package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A condition on one event that is true or false. A leaf is true when some value of its field
 * satisfies it; a missing field satisfies nothing.
 *
 * <p>A predicate that exists is well-formed: constructors refuse fields of another type, empty
 * lists and ranges that are empty.
 *
 * <pre>{@code
 * Field name = Field.named("process.name", ValueType.KEYWORD);
 * Predicate shell =
 *     new Predicate.StringIn(origin, name, List.of("sh", "bash"), CaseSensitivity.SENSITIVE);
 * Predicate other = new Predicate.Not(origin, shell);
 * other.toString(); // (not (in process.name "sh" "bash"))
 * }</pre>
 */
public sealed interface Predicate {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each kind of predicate. */
  <R> R accept(Visitor<R> visitor);

  /** Direct sub-predicates. Those of a nested group are about its elements. */
  default List<Predicate> children() {
    return List.of();
  }

  /** This predicate with its children replaced; {@code this} if none changed. */
  default Predicate mapChildren(UnaryOperator<Predicate> mapper) {
    return this;
  }

  /** True or false whatever the event holds. */
  record Constant(Origin origin, boolean value) implements Predicate {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConstant(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when all of two or more terms are. */
  record And(Origin origin, List<Predicate> terms) implements Predicate {
    /** Copies the list; refuses fewer than two terms. */
    public And {
      terms = WellFormed.twoOrMore(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }

    @Override
    public List<Predicate> children() {
      return terms;
    }

    @Override
    public Predicate mapChildren(UnaryOperator<Predicate> mapper) {
      List<Predicate> mapped = map(terms, mapper);
      return mapped == terms ? this : new And(origin, mapped);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when one of two or more terms is. */
  record Or(Origin origin, List<Predicate> terms) implements Predicate {
    /** Copies the list; refuses fewer than two terms. */
    public Or {
      terms = WellFormed.twoOrMore(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }

    @Override
    public List<Predicate> children() {
      return terms;
    }

    @Override
    public Predicate mapChildren(UnaryOperator<Predicate> mapper) {
      List<Predicate> mapped = map(terms, mapper);
      return mapped == terms ? this : new Or(origin, mapped);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when its operand is false. */
  record Not(Origin origin, Predicate operand) implements Predicate {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }

    @Override
    public List<Predicate> children() {
      return List.of(operand);
    }

    @Override
    public Predicate mapChildren(UnaryOperator<Predicate> mapper) {
      Predicate mapped = mapper.apply(operand);
      return mapped == operand ? this : new Not(origin, mapped);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when the field has a value. */
  record Exists(Origin origin, Field field) implements Predicate {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExists(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value equals one of the texts. */
  record StringIn(Origin origin, Field field, List<String> values, CaseSensitivity sensitivity)
      implements Predicate {
    /**
     * Copies the texts without repetitions; refuses an empty list and fields that are not keywords.
     */
    public StringIn {
      values = WellFormed.distinct(values);
      WellFormed.requireKeyword(field);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStringIn(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value matches one of the wildcard patterns as a whole. */
  record WildcardMatch(
      Origin origin, Field field, List<Wildcard> patterns, CaseSensitivity sensitivity)
      implements Predicate {
    /** Copies the patterns without repetitions; refuses none and fields that are not keywords. */
    public WildcardMatch {
      patterns = WellFormed.distinct(patterns);
      WellFormed.requireKeyword(field);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWildcardMatch(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value matches the regular expression. */
  record RegexMatch(Origin origin, Field field, Regex regex) implements Predicate {
    /** Refuses fields that are not keywords. */
    public RegexMatch {
      WellFormed.requireKeyword(field);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRegexMatch(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value lies in the range, by code points. */
  record StringInRange(Origin origin, Field field, Range<String> range) implements Predicate {
    /** Refuses fields that are not keywords, and ranges that are empty. */
    public StringInRange {
      WellFormed.requireKeyword(field);
      WellFormed.requireNotEmpty(range, EmptyRange.ofTexts(field, range));
    }

    /** The test, or the constant false if nothing lies in the range. */
    public static Predicate of(Origin origin, Field field, Range<String> range) {
      return EmptyRange.ofTexts(field, range)
          ? new Constant(origin, false)
          : new StringInRange(origin, field, range);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStringInRange(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value equals one of the numbers. */
  record NumberIn(Origin origin, Field field, List<BigDecimal> values) implements Predicate {
    /** Copies the numbers in their shortest form without repetitions; refuses none. */
    public NumberIn {
      values = WellFormed.distinct(values.stream().map(BigDecimal::stripTrailingZeros).toList());
      WellFormed.requireNumber(field);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNumberIn(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value lies in the range; one that is itself a range, when they intersect. */
  record NumberInRange(Origin origin, Field field, Range<BigDecimal> range) implements Predicate {
    /** Takes the bounds in their shortest form; refuses ranges that are empty. */
    public NumberInRange {
      range = range.map(BigDecimal::stripTrailingZeros);
      WellFormed.requireType(field, field.type().element().isNumber());
      WellFormed.requireNotEmpty(range, EmptyRange.ofNumbers(field, range));
    }

    /** The test, or the constant false if nothing lies in the range. */
    public static Predicate of(Origin origin, Field field, Range<BigDecimal> range) {
      return EmptyRange.ofNumbers(field, range)
          ? new Constant(origin, false)
          : new NumberInRange(origin, field, range);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNumberInRange(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value is {@code value}. */
  record BooleanIs(Origin origin, Field field, boolean value) implements Predicate {
    /** Refuses fields that are not boolean. */
    public BooleanIs {
      WellFormed.requireType(field, field.type() == ValueType.BOOLEAN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBooleanIs(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value is one of the addresses, or lies in one of the blocks. */
  record IpIn(Origin origin, Field field, List<IpBlock> blocks) implements Predicate {
    /** Copies the blocks without repetitions; refuses none. */
    public IpIn {
      blocks = WellFormed.distinct(blocks);
      WellFormed.requireType(field, field.type() == ValueType.IP);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIpIn(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value lies between the addresses; one that is a range, if some of it does. */
  record IpInRange(Origin origin, Field field, Range<IpAddress> range) implements Predicate {
    /** Refuses fields that are not addresses, and ranges that are empty. */
    public IpInRange {
      WellFormed.requireType(field, field.type().element() == ValueType.IP);
      WellFormed.requireNotEmpty(range, EmptyRange.ofAddresses(field, range));
    }

    /** The test, or the constant false if nothing lies in the range. */
    public static Predicate of(Origin origin, Field field, Range<IpAddress> range) {
      return EmptyRange.ofAddresses(field, range)
          ? new Constant(origin, false)
          : new IpInRange(origin, field, range);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIpInRange(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /**
   * True when some value lies between the points in time; one that is a range, if some of it does.
   */
  record DateInRange(Origin origin, Field field, Range<DateBound> range) implements Predicate {
    /** Refuses fields that are not dates, and fixed ranges that are empty. */
    public DateInRange {
      WellFormed.requireType(field, field.type().element().isDate());
      WellFormed.requireNotEmpty(range, EmptyRange.ofDates(field, range));
    }

    /** The test, or the constant false if nothing lies in the range. */
    public static Predicate of(Origin origin, Field field, Range<DateBound> range) {
      return EmptyRange.ofDates(field, range)
          ? new Constant(origin, false)
          : new DateInRange(origin, field, range);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDateInRange(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /**
   * True when some value holds one of the words.
   *
   * @param tokens words as the field's analysis makes them
   */
  record TokenIn(Origin origin, Field field, List<String> tokens) implements Predicate {
    /**
     * Copies the words without repetitions; refuses an empty list, and texts that are not words.
     */
    public TokenIn {
      tokens = WellFormed.distinct(tokens);
      WellFormed.requireType(field, field.type().isText());
      tokens.forEach(WellFormed::requireToken);
    }

    /** The test for one text as it is, or the constant false if it cannot be a word. */
    public static Predicate of(Origin origin, Field field, String text) {
      return text.isEmpty() || !WellFormed.isLowerCase(text)
          ? new Constant(origin, false)
          : new TokenIn(origin, field, List.of(text));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTokenIn(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some value holds the words one after the other. */
  record TokenPhrase(Origin origin, Field field, List<String> tokens) implements Predicate {
    /** Copies the words; refuses an empty list, and texts that are not words. */
    public TokenPhrase {
      tokens = WellFormed.notEmpty(List.copyOf(tokens));
      WellFormed.requireType(field, field.type().isText());
      tokens.forEach(WellFormed::requireToken);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTokenPhrase(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /**
   * True when some word of some value matches one of the patterns as a whole.
   *
   * @param patterns in lower case, as words are
   */
  record TokenMatch(Origin origin, Field field, List<Wildcard> patterns) implements Predicate {
    /** Copies the patterns without repetitions; refuses none, and letters in upper case. */
    public TokenMatch {
      patterns = WellFormed.distinct(patterns);
      WellFormed.requireType(field, field.type().isText());
      patterns.forEach(pattern -> WellFormed.requireLowerCase(pattern.toEscapedString()));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTokenMatch(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /**
   * True when one object of a nested list satisfies {@code element}.
   *
   * @param element its fields are named relative to the object
   */
  record NestedAny(Origin origin, Field field, Predicate element) implements Predicate {
    /** Refuses fields that are not nested. */
    public NestedAny {
      WellFormed.requireType(field, field.type() == ValueType.NESTED);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNestedAny(this);
    }

    @Override
    public List<Predicate> children() {
      return List.of(element);
    }

    @Override
    public Predicate mapChildren(UnaryOperator<Predicate> mapper) {
      Predicate mapped = mapper.apply(element);
      return mapped == element ? this : new NestedAny(origin, field, mapped);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /**
   * True when the condition computes to true for some choice of one value for each of its fields,
   * where a missing field has null as its only choice. A choice whose computation fails, as
   * division by zero does, does not count.
   */
  record Computed(Origin origin, Expression condition) implements Predicate {
    /** Refuses conditions that are not boolean. */
    public Computed {
      if (condition.type() != Expression.Type.BOOLEAN) {
        throw new IllegalArgumentException("A condition is boolean, not " + condition.type() + ".");
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComputed(this);
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** True when some row that is made of the event stays to the end. */
  record AnyRow(Origin origin, EventRows rows) implements Predicate {
    /** Refuses rows that come from several events. */
    public AnyRow {
      if (!rows.pipeline().isByEvent()) {
        throw new IllegalArgumentException("Rows of groups are not about one event.");
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnyRow(this);
    }

    /** The predicates that conditions of the rows name. */
    @Override
    public List<Predicate> children() {
      return rows.tests();
    }

    @Override
    public Predicate mapChildren(UnaryOperator<Predicate> mapper) {
      List<Predicate> tests = map(rows.tests(), mapper);
      return tests == rows.tests()
          ? this
          : new AnyRow(origin, new EventRows(rows.pipeline(), rows.fields(), tests));
    }

    @Override
    public String toString() {
      return PredicatePrinter.print(this);
    }
  }

  /** The conjunction of any number of terms. */
  static Predicate and(Origin origin, List<Predicate> terms) {
    return terms.isEmpty()
        ? new Constant(origin, true)
        : terms.size() == 1 ? terms.get(0) : new And(origin, terms);
  }

  /** The disjunction of any number of terms. */
  static Predicate or(Origin origin, List<Predicate> terms) {
    return terms.isEmpty()
        ? new Constant(origin, false)
        : terms.size() == 1 ? terms.get(0) : new Or(origin, terms);
  }

  private static List<Predicate> map(List<Predicate> terms, UnaryOperator<Predicate> mapper) {
    List<Predicate> mapped = new ArrayList<>(terms.size());
    boolean changed = false;
    for (Predicate term : terms) {
      Predicate result = mapper.apply(term);
      changed |= result != term;
      mapped.add(result);
    }
    return changed ? mapped : terms;
  }

  /** One method for each kind, so that a new kind makes every visitor say what it does with it. */
  interface Visitor<R> {
    R visitConstant(Constant constant);

    R visitAnd(And and);

    R visitOr(Or or);

    R visitNot(Not not);

    R visitExists(Exists exists);

    R visitStringIn(StringIn in);

    R visitWildcardMatch(WildcardMatch match);

    R visitRegexMatch(RegexMatch match);

    R visitStringInRange(StringInRange in);

    R visitNumberIn(NumberIn in);

    R visitNumberInRange(NumberInRange in);

    R visitBooleanIs(BooleanIs is);

    R visitIpIn(IpIn in);

    R visitIpInRange(IpInRange in);

    R visitDateInRange(DateInRange in);

    R visitTokenIn(TokenIn in);

    R visitTokenPhrase(TokenPhrase phrase);

    R visitTokenMatch(TokenMatch match);

    R visitNestedAny(NestedAny any);

    R visitComputed(Computed computed);

    R visitAnyRow(AnyRow any);
  }
}
