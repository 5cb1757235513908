package dev.sigrun.compiler.rewrite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.IpBlock;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.oracle.Agreement;
import dev.sigrun.compiler.oracle.RandomPredicate;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule by example, and its meaning against the oracle. */
class RewriteRulesTest {
  private static final Origin AT = RandomPredicate.ORIGIN;
  private static final Field F = Field.named("f", ValueType.KEYWORD);
  private static final Predicate A = in("a");
  private static final Predicate B = new Predicate.Exists(AT, Field.named("b", ValueType.KEYWORD));
  private static final Predicate C =
      new Predicate.BooleanIs(AT, Field.named("c", ValueType.BOOLEAN), true);
  private static final Predicate TRUE = new Predicate.Constant(AT, true);
  private static final Predicate FALSE = new Predicate.Constant(AT, false);

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            new FlattenLogical(),
            and(A, and(B, C)),
            "(and (in f \"a\") (exists b) (is c:boolean true))"),
        change(
            new FlattenLogical(),
            or(or(A, B), C),
            "(or (in f \"a\") (exists b) (is c:boolean true))"),
        change(
            new FlattenLogical(),
            and(A, and(B, and(A, C))),
            "(and (in f \"a\") (exists b) (and (in f \"a\") (is c:boolean true)))"),
        change(new FoldConstants(), not(TRUE), "false"),
        change(new FoldConstants(), not(FALSE), "true"),
        change(new FoldConstants(), and(A, TRUE), "(in f \"a\")"),
        change(new FoldConstants(), and(A, FALSE, B), "false"),
        change(new FoldConstants(), or(A, FALSE), "(in f \"a\")"),
        change(new FoldConstants(), or(A, TRUE), "true"),
        change(new FoldConstants(), and(TRUE, TRUE), "true"),
        change(new FoldConstants(), or(FALSE, FALSE), "false"),
        change(new FoldConstants(), any(FALSE), "false"),
        change(new RemoveDoubleNegation(), not(not(A)), "(in f \"a\")"),
        change(new RemoveDuplicateTerms(), and(A, B, A), "(and (in f \"a\") (exists b))"),
        change(new RemoveDuplicateTerms(), or(A, A), "(in f \"a\")"),
        change(new SpecializeWildcards(), like("x", "y*"), "(or (in f \"x\") (like f \"y*\"))"),
        change(new SpecializeWildcards(), like("x"), "(in f \"x\")"),
        change(new SpecializeWildcards(), like("x*", "*"), "(exists f)"),
        change(new MergeLists(), or(in("x"), B, in("y")), "(or (in f \"x\" \"y\") (exists b))"),
        change(new MergeLists(), or(in("x"), in("y")), "(in f \"x\" \"y\")"),
        change(new MergeLists(), or(like("x*"), like("*y")), "(like f \"x*\" \"*y\")"),
        change(new MergeLists(), or(number(1), number(2), number(1)), "(in n:long 1 2)"),
        change(new MergeLists(), or(ip("10.0.0.0/8"), ip("::1")), "(in i:ip 10.0.0.0/8 ::1)"),
        change(new MergeLists(), or(word("x"), word("y")), "(word t:text \"x\" \"y\")"),
        change(
            new MergeLists(),
            or(wordLike("x*"), wordLike("y*")),
            "(word-like t:text \"x*\" \"y*\")"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changes(RewriteRule rule, Predicate before, String after) {
    assertThat(rule.apply(before).map(Predicate::toString)).contains(after);
  }

  static Stream<Arguments> unchanged() {
    return Stream.of(
        Arguments.of(new FlattenLogical(), and(A, or(B, C))),
        Arguments.of(new FoldConstants(), any(TRUE)),
        Arguments.of(new FoldConstants(), and(A, B)),
        Arguments.of(new RemoveDoubleNegation(), not(A)),
        Arguments.of(new RemoveDuplicateTerms(), and(A, B)),
        Arguments.of(new SpecializeWildcards(), like("x*")),
        // Each term may be met by another value.
        Arguments.of(new MergeLists(), and(in("x"), in("y"))),
        Arguments.of(
            new MergeLists(),
            or(in("x"), new Predicate.StringIn(AT, F, List.of("y"), CaseSensitivity.INSENSITIVE))));
  }

  @ParameterizedTest
  @MethodSource("unchanged")
  void leavesAlone(RewriteRule rule, Predicate predicate) {
    assertThat(rule.apply(predicate)).isEmpty();
  }

  static List<RewriteRule> rules() {
    return Rewriter.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void keepsTheMeaning(RewriteRule rule) {
    Agreement.prove(11, 2_000, predicate -> everywhere(rule, predicate), 100);
  }

  private static Predicate everywhere(RewriteRule rule, Predicate predicate) {
    Predicate below = predicate.mapChildren(child -> everywhere(rule, child));
    Optional<Predicate> changed = rule.apply(below);
    return changed.orElse(below);
  }

  private static Arguments change(RewriteRule rule, Predicate before, String after) {
    return Arguments.of(rule, before, after);
  }

  private static Predicate and(Predicate... terms) {
    return new Predicate.And(AT, Arrays.asList(terms));
  }

  private static Predicate or(Predicate... terms) {
    return new Predicate.Or(AT, Arrays.asList(terms));
  }

  private static Predicate not(Predicate operand) {
    return new Predicate.Not(AT, operand);
  }

  private static Predicate any(Predicate element) {
    return new Predicate.NestedAny(AT, Field.named("items", ValueType.NESTED), element);
  }

  private static Predicate in(String value) {
    return new Predicate.StringIn(AT, F, List.of(value), CaseSensitivity.SENSITIVE);
  }

  private static Predicate like(String... patterns) {
    return new Predicate.WildcardMatch(
        AT, F, Stream.of(patterns).map(Wildcard::parse).toList(), CaseSensitivity.SENSITIVE);
  }

  private static Predicate number(long value) {
    return new Predicate.NumberIn(
        AT, Field.named("n", ValueType.LONG), List.of(BigDecimal.valueOf(value)));
  }

  private static Predicate ip(String block) {
    return new Predicate.IpIn(AT, Field.named("i", ValueType.IP), List.of(IpBlock.of(block)));
  }

  private static Predicate word(String token) {
    return new Predicate.TokenIn(AT, Field.named("t", ValueType.TEXT), List.of(token));
  }

  private static Predicate wordLike(String pattern) {
    return new Predicate.TokenMatch(
        AT, Field.named("t", ValueType.TEXT), List.of(Wildcard.parse(pattern)));
  }
}
