package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Patterns with a literal {@code *} or {@code ?} in EQL, whose {@code like} cannot escape them. Of
 * a pattern with an open start, {@code endsWith} takes the rest with its escapes, as Elasticsearch
 * runs it; a literal with an open end is {@code startsWith}; all others are regular expressions.
 */
final class EqlPattern {
  private EqlPattern() {}

  /** Whether {@code like} can say it: no literal part holds a wildcard. */
  static boolean isPlain(Wildcard pattern) {
    return pattern.segments().stream()
        .noneMatch(
            s ->
                s instanceof Wildcard.Literal literal
                    && literal.text().chars().anyMatch(c -> c == '*' || c == '?'));
  }

  /** The pattern as {@code like} takes it. */
  static String plain(Wildcard pattern) {
    return pattern.segments().stream()
        .map(
            s ->
                s instanceof Wildcard.Literal literal
                    ? literal.text()
                    : s instanceof Wildcard.AnyRun ? "*" : "?")
        .collect(Collectors.joining());
  }

  static EqlExpression escaped(
      Predicate.WildcardMatch match,
      Wildcard pattern,
      EqlExpression field,
      BiFunction<Origin, String, EqlExpression.StringLiteral> text,
      BiFunction<Origin, String, EqlExpression.StringLiteral> regex) {
    Origin origin = match.origin();
    boolean ignoringCase = match.sensitivity() == CaseSensitivity.INSENSITIVE;
    List<Wildcard.Segment> segments = pattern.segments();
    boolean openEnd = segments.get(segments.size() - 1) instanceof Wildcard.AnyRun;
    if (openEnd && segments.size() == 2 && segments.get(0) instanceof Wildcard.Literal literal) {
      return call("startsWith", ignoringCase, origin, field, text.apply(origin, literal.text()));
    }
    if (segments.get(0) instanceof Wildcard.AnyRun) {
      String rest = pattern.toEscapedString().substring(1);
      return call("endsWith", ignoringCase, origin, field, text.apply(origin, rest));
    }
    return new EqlExpression.Match(
        origin,
        regexOperator(match.sensitivity()),
        field,
        List.of(regex.apply(origin, LuceneRegex.of(pattern))));
  }

  /** The operator of regular expressions in Lucene's dialect. */
  static EqlExpression.Match.Operator regexOperator(CaseSensitivity sensitivity) {
    return switch (sensitivity) {
      case SENSITIVE -> EqlExpression.Match.Operator.REGEX;
      case INSENSITIVE -> EqlExpression.Match.Operator.REGEX_IGNORING_CASE;
    };
  }

  private static EqlExpression call(
      String name,
      boolean ignoringCase,
      Origin origin,
      EqlExpression field,
      EqlExpression argument) {
    return new EqlExpression.Call(origin, origin, name, ignoringCase, List.of(field, argument));
  }
}
