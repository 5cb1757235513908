package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.oracle.row.EventFacts;
import dev.sigrun.oracle.row.RowInterpreter;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.text.TextAnalyzer;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides a predicate on one event by its definition: each leaf looks at all values of its field.
 * As slow as it is plain.
 */
public final class Interpreter implements Predicate.Visitor<Boolean> {
  private final Map<String, @Nullable Object> event;
  private final Instant now;

  private Interpreter(Map<String, @Nullable Object> event, Instant now) {
    this.event = event;
    this.now = now;
  }

  /**
   * Whether {@code event} satisfies {@code predicate}.
   *
   * @param event a tree as of {@code JsonValues}
   * @param now the current time, for date math
   */
  public static boolean test(
      Predicate predicate, Map<String, @Nullable Object> event, Instant now) {
    return predicate.accept(new Interpreter(event, now));
  }

  /** The rows that these events make. */
  public static RowInterpreter.Result rows(
      EventRows rows, List<Map<String, @Nullable Object>> events, Instant now) {
    EventFacts facts =
        new EventFacts() {
          @Override
          public List<Object> values(Map<String, @Nullable Object> event, Field field) {
            return FieldValues.of(event, field);
          }

          @Override
          public boolean test(Predicate predicate, Map<String, @Nullable Object> event) {
            return Interpreter.test(predicate, event, now);
          }
        };
    return RowInterpreter.run(rows, events, now, facts);
  }

  /** The interpreter as an engine. */
  public static Engine engine() {
    return (predicates, now) ->
        predicates.stream().<Engine.Matcher>map(p -> event -> test(p, event, now)).toList();
  }

  @Override
  public Boolean visitConstant(Predicate.Constant constant) {
    return constant.value();
  }

  @Override
  public Boolean visitAnd(Predicate.And and) {
    return and.terms().stream().allMatch(term -> term.accept(this));
  }

  @Override
  public Boolean visitOr(Predicate.Or or) {
    return or.terms().stream().anyMatch(term -> term.accept(this));
  }

  @Override
  public Boolean visitNot(Predicate.Not not) {
    return !not.operand().accept(this);
  }

  @Override
  public Boolean visitExists(Predicate.Exists exists) {
    Field field = exists.field();
    return switch (field.type()) {
      case OBJECT -> FieldValues.isPresent(event, field);
      case NESTED -> !FieldValues.elements(event, field).isEmpty();
      default -> !values(field).isEmpty();
    };
  }

  @Override
  public Boolean visitStringIn(Predicate.StringIn in) {
    return texts(in.field()).stream()
        .anyMatch(
            value -> in.values().stream().anyMatch(v -> Texts.equal(value, v, in.sensitivity())));
  }

  @Override
  public Boolean visitWildcardMatch(Predicate.WildcardMatch match) {
    return texts(match.field()).stream()
        .anyMatch(
            value ->
                match.patterns().stream()
                    .anyMatch(p -> Texts.matches(value, p, match.sensitivity())));
  }

  @Override
  public Boolean visitRegexMatch(Predicate.RegexMatch match) {
    return texts(match.field()).stream().anyMatch(value -> Texts.matches(value, match.regex()));
  }

  @Override
  public Boolean visitStringInRange(Predicate.StringInRange in) {
    return texts(in.field()).stream()
        .anyMatch(value -> isInside(in.range(), bound -> compare(in.field(), value, bound)));
  }

  private static int compare(Field field, String value, String bound) {
    return field.type() == ValueType.VERSION
        ? Versions.compare(value, bound)
        : Texts.compare(value, bound);
  }

  @Override
  public Boolean visitNumberIn(Predicate.NumberIn in) {
    return numbers(in.field()).stream()
        .anyMatch(
            value ->
                in.values().stream()
                    .anyMatch(v -> Decimals.constant(in.field(), v).compareTo(value) == 0));
  }

  @Override
  public Boolean visitNumberInRange(Predicate.NumberInRange in) {
    Range<BigDecimal> range = Decimals.constants(in.field(), in.range());
    if (in.field().type().isRange()) {
      return Ranges.anyIntersects(event, in.field(), range);
    }
    return numbers(in.field()).stream().anyMatch(value -> isInside(range, value::compareTo));
  }

  @Override
  public Boolean visitBooleanIs(Predicate.BooleanIs is) {
    return values(is.field()).contains(is.value());
  }

  @Override
  public Boolean visitIpIn(Predicate.IpIn in) {
    return values(in.field()).stream()
        .map(IpAddress.class::cast)
        .anyMatch(value -> in.blocks().stream().anyMatch(b -> Addresses.contains(b, value)));
  }

  @Override
  public Boolean visitIpInRange(Predicate.IpInRange in) {
    if (in.field().type().isRange()) {
      return Ranges.anyIntersects(event, in.field(), in.range().map(Ranges::point));
    }
    return values(in.field()).stream()
        .map(IpAddress.class::cast)
        .anyMatch(value -> isInside(in.range(), b -> Addresses.compare(value, b)));
  }

  @Override
  public Boolean visitDateInRange(Predicate.DateInRange in) {
    if (in.field().type().isRange()) {
      return Ranges.anyIntersects(
          event,
          in.field(),
          new Range<>(
              in.range().lower().map(b -> point(in, b, !b.inclusive())),
              in.range().upper().map(b -> point(in, b, b.inclusive()))));
    }
    return values(in.field()).stream()
        .map(Long.class::cast)
        .anyMatch(
            value -> {
              // A bound that ends with a unit of time ends with the unit's last instant.
              boolean after =
                  in.range().lower().stream()
                      .allMatch(b -> isAbove(value, resolve(in, b, !b.inclusive()), b.inclusive()));
              boolean before =
                  in.range().upper().stream()
                      .allMatch(
                          b -> isAbove(-value, -resolve(in, b, b.inclusive()), b.inclusive()));
              return after && before;
            });
  }

  private Range.Bound<BigDecimal> point(
      Predicate.DateInRange in, Range.Bound<DateBound> bound, boolean roundUp) {
    return new Range.Bound<>(BigDecimal.valueOf(resolve(in, bound, roundUp)), bound.inclusive());
  }

  private long resolve(Predicate.DateInRange in, Range.Bound<DateBound> bound, boolean roundUp) {
    DateMath date = DateMath.parse(bound.value().text(), roundUp);
    return in.field().type() == ValueType.DATE_NANOS
        ? date.resolveNanos(now.toEpochMilli())
        : date.resolve(now.toEpochMilli());
  }

  private static boolean isAbove(long value, long bound, boolean inclusive) {
    return value > bound || (inclusive && value == bound);
  }

  @Override
  public Boolean visitTokenIn(Predicate.TokenIn in) {
    return tokens(in.field()).stream()
        .anyMatch(tokens -> !Collections.disjoint(tokens, in.tokens()));
  }

  @Override
  public Boolean visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return tokens(phrase.field()).stream()
        .anyMatch(tokens -> Collections.indexOfSubList(tokens, phrase.tokens()) >= 0);
  }

  @Override
  public Boolean visitTokenMatch(Predicate.TokenMatch match) {
    return tokens(match.field()).stream()
        .flatMap(List::stream)
        .anyMatch(
            token ->
                match.patterns().stream()
                    .anyMatch(p -> Texts.matches(token, p, CaseSensitivity.SENSITIVE)));
  }

  @Override
  public Boolean visitNestedAny(Predicate.NestedAny any) {
    return FieldValues.elements(event, any.field()).stream()
        .anyMatch(element -> test(any.element(), element, now));
  }

  @Override
  public Boolean visitComputed(Predicate.Computed computed) {
    return ExpressionInterpreter.isTrueForSomeChoice(computed.condition(), event);
  }

  @Override
  public Boolean visitAnyRow(Predicate.AnyRow any) {
    return !rows(any.rows(), List.of(event), now).rows().isEmpty();
  }

  private List<Object> values(Field field) {
    return FieldValues.of(event, field);
  }

  private List<String> texts(Field field) {
    return values(field).stream().map(String.class::cast).toList();
  }

  private List<BigDecimal> numbers(Field field) {
    return values(field).stream().map(Number.class::cast).map(Interpreter::exact).toList();
  }

  /** The value of a finite number. */
  static BigDecimal exact(Number number) {
    return number instanceof Double decimal
        ? new BigDecimal(decimal)
        : new BigDecimal(number.toString());
  }

  /** The words of each value apart. */
  private List<List<String>> tokens(Field field) {
    TextAnalyzer analyzer =
        field.type() == ValueType.SCRIPT_TEXT ? TextAnalyzer.SCRIPT : TextAnalyzer.STANDARD;
    return texts(field).stream().map(analyzer::tokens).toList();
  }

  /**
   * Whether a value is inside.
   *
   * @param toBound compares the value with a bound
   */
  private static <T> boolean isInside(Range<T> range, ToIntFunction<T> toBound) {
    boolean above =
        range.lower().stream()
            .allMatch(b -> toBound.applyAsInt(b.value()) > (b.inclusive() ? -1 : 0));
    boolean below =
        range.upper().stream()
            .allMatch(b -> toBound.applyAsInt(b.value()) < (b.inclusive() ? 1 : 0));
    return above && below;
  }
}
