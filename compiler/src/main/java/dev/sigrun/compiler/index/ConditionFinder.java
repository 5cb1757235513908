package dev.sigrun.compiler.index;

import dev.sigrun.compiler.index.Condition.PatternKind;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the condition that must hold for a predicate to be true, or to be false, as far as an index
 * can decide it. Tests that an index cannot decide are assumed to hold.
 */
final class ConditionFinder implements Predicate.Visitor<Condition> {
  private static final ConditionFinder PLAIN = new ConditionFinder(false);
  private static final ConditionFinder NEGATED = new ConditionFinder(true);

  /** Names that denote the values of two paths. */
  private static final List<String> MULTI_FIELD_ENDINGS = List.of(".text", ".caseless", ".keyword");

  private final boolean negated;

  private ConditionFinder(boolean negated) {
    this.negated = negated;
  }

  /** Returns the condition that must hold for {@code predicate} to be true. */
  static Condition of(Predicate predicate) {
    return predicate.accept(PLAIN);
  }

  /**
   * Whether the condition of {@code predicate} is not only necessary: where it holds, what must
   * hold for the predicate to be false does not.
   */
  static boolean isExact(Predicate predicate) {
    return of(predicate).negated().equals(predicate.accept(NEGATED));
  }

  private ConditionFinder opposite() {
    return negated ? PLAIN : NEGATED;
  }

  /** Whether the index sees the values of the field as tests do. */
  private static boolean isPlain(Field field) {
    List<String> places = field.reading().places();
    return !field.pattern()
        && field.reading().withPlaces(List.of()).isPlain()
        && field.type().isSingle()
        && (!places.isEmpty() || MULTI_FIELD_ENDINGS.stream().noneMatch(field.name()::endsWith));
  }

  /** The paths at which events hold the values of a field that is plain. */
  private static List<String> paths(Field field) {
    List<String> places = field.reading().places();
    return places.isEmpty() ? List.of(field.name()) : places;
  }

  /** The test of a field, which has the values of all of its places. */
  private Condition test(Field field, Function<List<String>, Condition.Leaf> leafAt) {
    // A value that the index sees may exceed the field's ignore_above and then does not count.
    boolean unsure = negated && field.reading().ignoreAbove().isPresent();
    return isPlain(field) && !unsure
        ? new Condition.Test(leafAt.apply(paths(field)), negated)
        : Condition.TRUE;
  }

  /** A test of which a condition is only necessary. */
  private Condition necessary(Field field, Function<List<String>, Condition.Leaf> leafAt) {
    return negated ? Condition.TRUE : test(field, leafAt);
  }

  private Condition maybe(Field field) {
    return necessary(field, Condition.Maybe::new);
  }

  @Override
  public Condition visitConstant(Predicate.Constant constant) {
    return constant.value() == negated ? Condition.FALSE : Condition.TRUE;
  }

  @Override
  public Condition visitAnd(Predicate.And and) {
    List<Condition> parts = parts(and.terms());
    return negated ? Condition.any(parts) : Condition.all(parts);
  }

  @Override
  public Condition visitOr(Predicate.Or or) {
    List<Condition> parts = parts(or.terms());
    return negated ? Condition.all(parts) : Condition.any(parts);
  }

  private List<Condition> parts(List<Predicate> terms) {
    List<Condition> parts = new ArrayList<>();
    terms.forEach(term -> parts.add(term.accept(this)));
    return parts;
  }

  @Override
  public Condition visitNot(Predicate.Not not) {
    return not.operand().accept(opposite());
  }

  @Override
  public Condition visitExists(Predicate.Exists exists) {
    Field field = exists.field();
    return field.type() == ValueType.KEYWORD ? test(field, Condition.Exists::new) : maybe(field);
  }

  /** A test of fields whose names match a pattern: it sees values wherever they are. */
  private Condition anywhere(List<Wildcard> patterns) {
    List<Optional<String>> texts = patterns.stream().map(ShownTexts::of).toList();
    return negated || texts.stream().anyMatch(Optional::isEmpty)
        ? Condition.TRUE
        : new Condition.Test(
            new Condition.Anywhere(
                texts.stream().flatMap(Optional::stream).distinct().sorted().toList()),
            false);
  }

  @Override
  public Condition visitStringIn(Predicate.StringIn in) {
    if (in.field().pattern()) {
      return anywhere(in.values().stream().map(Wildcard::ofLiteral).toList());
    }
    if (isUnusual(in.field()) || in.values().stream().anyMatch(ConditionFinder::isUnusual)) {
      return maybe(in.field());
    }
    return values(in.field(), in.values(), in.sensitivity());
  }

  private Condition values(Field field, List<String> values, CaseSensitivity sensitivity) {
    List<Condition.Constant> constants =
        values.stream()
            .map(
                value ->
                    new Condition.Constant(
                        CaseFolding.fold(value),
                        sensitivity == CaseSensitivity.SENSITIVE
                            ? Optional.of(value)
                            : Optional.empty()))
            .sorted()
            .distinct()
            .toList();
    return test(field, paths -> new Condition.Values(paths, constants));
  }

  /** Values in lower case are another text than those that the index sees. */
  private static boolean isUnusual(Field field) {
    return field.type() == ValueType.LOWERCASE;
  }

  /** A surrogate without its partner is not text of its own in bytes. */
  private static boolean isUnusual(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Override
  public Condition visitWildcardMatch(Predicate.WildcardMatch match) {
    if (match.field().pattern()) {
      return anywhere(match.patterns());
    }
    List<String> patterns =
        match.patterns().stream().map(Wildcard::toEscapedString).sorted().toList();
    if (isUnusual(match.field()) || patterns.stream().anyMatch(ConditionFinder::isUnusual)) {
      return maybe(match.field());
    }
    PatternKind kind =
        match.sensitivity() == CaseSensitivity.SENSITIVE
            ? PatternKind.SENSITIVE
            : PatternKind.INSENSITIVE;
    return test(match.field(), paths -> new Condition.Patterns(paths, patterns, kind));
  }

  @Override
  public Condition visitRegexMatch(Predicate.RegexMatch match) {
    return isUnusual(match.field()) || isUnusual(match.regex().text())
        ? maybe(match.field())
        : test(match.field(), paths -> new Condition.Matching(paths, match.regex()));
  }

  @Override
  public Condition visitStringInRange(Predicate.StringInRange in) {
    return maybe(in.field());
  }

  @Override
  public Condition visitNumberIn(Predicate.NumberIn in) {
    return test(in.field(), paths -> Integers.in(paths, in.field(), in.values()));
  }

  @Override
  public Condition visitNumberInRange(Predicate.NumberInRange in) {
    return test(in.field(), paths -> Integers.in(paths, in.field(), in.range()));
  }

  @Override
  public Condition visitBooleanIs(Predicate.BooleanIs is) {
    // Strings count as well, and the empty one as false.
    List<String> spellings = is.value() ? List.of("true") : List.of("false", "");
    return values(is.field(), spellings, CaseSensitivity.SENSITIVE);
  }

  @Override
  public Condition visitIpIn(Predicate.IpIn in) {
    return test(
        in.field(),
        paths -> new Condition.Addresses(paths, in.blocks().stream().sorted().toList()));
  }

  @Override
  public Condition visitIpInRange(Predicate.IpInRange in) {
    return maybe(in.field());
  }

  @Override
  public Condition visitDateInRange(Predicate.DateInRange in) {
    return maybe(in.field());
  }

  @Override
  public Condition visitTokenIn(Predicate.TokenIn in) {
    return words(in.field(), in.tokens().stream().map(ConditionFinder::containing).toList());
  }

  @Override
  public Condition visitTokenPhrase(Predicate.TokenPhrase phrase) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    for (String token : phrase.tokens()) {
      segments.addAll(containing(token).segments());
    }
    return words(phrase.field(), List.of(Wildcard.of(segments)));
  }

  @Override
  public Condition visitTokenMatch(Predicate.TokenMatch match) {
    return words(match.field(), match.patterns().stream().map(p -> around(p.segments())).toList());
  }

  private static Wildcard containing(String token) {
    return around(Wildcard.ofLiteral(token).segments());
  }

  private static Wildcard around(List<Wildcard.Segment> segments) {
    List<Wildcard.Segment> all = new ArrayList<>();
    all.add(new Wildcard.AnyRun());
    all.addAll(segments);
    all.add(new Wildcard.AnyRun());
    return Wildcard.of(all);
  }

  /** An ASCII word occurs in the text unchanged except for case. */
  private Condition words(Field field, List<Wildcard> patterns) {
    List<String> texts = patterns.stream().map(Wildcard::toEscapedString).sorted().toList();
    boolean ascii = texts.stream().allMatch(t -> t.chars().allMatch(c -> c < 0x80));
    return ascii
        ? necessary(field, paths -> new Condition.Patterns(paths, texts, PatternKind.NECESSARY))
        : maybe(field);
  }

  @Override
  public Condition visitNestedAny(Predicate.NestedAny any) {
    return Condition.TRUE;
  }

  @Override
  public Condition visitComputed(Predicate.Computed computed) {
    return Condition.TRUE;
  }

  /** The conditions that rows need are predicates next to them. */
  @Override
  public Condition visitAnyRow(Predicate.AnyRow any) {
    return Condition.TRUE;
  }
}
