package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Short names for the predicates that the tests of rewrite rules are about. */
final class Terms {
  static final Origin AT = Origin.of(SourceText.of("test", ""), new Span(0, 0));
  static final Field F = Field.named("f", ValueType.KEYWORD);
  static final Predicate A = in("a");
  static final Predicate B = new Predicate.Exists(AT, Field.named("b", ValueType.KEYWORD));
  static final Predicate C = new Predicate.BooleanIs(AT, Field.named("c", ValueType.BOOLEAN), true);
  static final Predicate TRUE = new Predicate.Constant(AT, true);
  static final Predicate FALSE = new Predicate.Constant(AT, false);

  private Terms() {}

  static Predicate and(Predicate... terms) {
    return new Predicate.And(AT, Arrays.asList(terms));
  }

  static Predicate or(Predicate... terms) {
    return new Predicate.Or(AT, Arrays.asList(terms));
  }

  static Predicate not(Predicate operand) {
    return new Predicate.Not(AT, operand);
  }

  static Predicate any(Predicate element) {
    return new Predicate.NestedAny(AT, Field.named("items", ValueType.NESTED), element);
  }

  static Predicate in(String value) {
    return new Predicate.StringIn(AT, F, List.of(value), CaseSensitivity.SENSITIVE);
  }

  static Predicate inAnyCase(String value) {
    return new Predicate.StringIn(AT, F, List.of(value), CaseSensitivity.INSENSITIVE);
  }

  static Predicate like(String... patterns) {
    return new Predicate.WildcardMatch(
        AT, F, Stream.of(patterns).map(Wildcard::parse).toList(), CaseSensitivity.SENSITIVE);
  }

  static Predicate number(long value) {
    return new Predicate.NumberIn(
        AT, Field.named("n", ValueType.LONG), List.of(BigDecimal.valueOf(value)));
  }

  static Predicate ip(String block) {
    return new Predicate.IpIn(AT, Field.named("i", ValueType.IP), List.of(IpBlock.of(block)));
  }

  static Predicate word(String token) {
    return new Predicate.TokenIn(AT, Field.named("t", ValueType.TEXT), List.of(token));
  }

  static Predicate wordLike(String pattern) {
    return new Predicate.TokenMatch(
        AT, Field.named("t", ValueType.TEXT), List.of(Wildcard.parse(pattern)));
  }
}
