package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.DeterminizationEffort;
import dev.sigrun.runtime.pattern.RegexNode;
import dev.sigrun.runtime.pattern.Wildcard;

/**
 * Finds patterns of which servers refuse to make an automaton, and with them the whole search. The
 * matchers that Sigrun compiles have no such limit.
 */
final class CostlyPatterns {
  private static final DiagnosticKind TOO_COSTLY =
      DiagnosticKind.warning(
          "EXP003",
          "Servers fail the whole search because of '%s': determinizing it exceeds the allowed"
              + " effort of 10,000.");

  private static final int LONGEST_EXCERPT = 60;

  private final Reasons reasons;

  private CostlyPatterns(Reasons reasons) {
    this.reasons = reasons;
  }

  /** Reports which patterns of {@code query} are too costly. */
  static void state(Query query, Reasons reasons) {
    CostlyPatterns patterns = new CostlyPatterns(reasons);
    query.predicates().forEach(patterns::visit);
  }

  private void visit(Predicate predicate) {
    predicate.children().forEach(this::visit);
    if (predicate instanceof Predicate.RegexMatch match) {
      regex(match.origin(), match.regex());
    } else if (predicate instanceof Predicate.WildcardMatch match) {
      match.patterns().forEach(p -> wildcard(match.origin(), p, match.sensitivity()));
    } else if (predicate instanceof Predicate.TokenMatch match) {
      match.patterns().forEach(p -> wildcard(match.origin(), p, CaseSensitivity.SENSITIVE));
    } else if (predicate instanceof Predicate.Computed computed) {
      visit(computed.condition());
    }
  }

  private void visit(Expression expression) {
    expression.children().forEach(this::visit);
    if (expression instanceof Expression.RegexLike like) {
      regex(like.origin(), like.regex());
    } else if (expression instanceof Expression.Like like) {
      like.patterns().forEach(p -> wildcard(like.origin(), p, like.sensitivity()));
    }
  }

  private void regex(Origin origin, Regex regex) {
    check(origin, regex.node(), regex.text(), regex.sensitivity());
  }

  private void wildcard(Origin origin, Wildcard pattern, CaseSensitivity sensitivity) {
    check(origin, RegexNode.of(pattern), pattern.toEscapedString(), sensitivity);
  }

  private void check(Origin origin, RegexNode node, String text, CaseSensitivity sensitivity) {
    if (DeterminizationEffort.isTooMuch(node, sensitivity == CaseSensitivity.INSENSITIVE)) {
      String excerpt =
          text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "..." : text;
      // A search that fails finds less, even below a negation.
      reasons.add(
          new Reason(
              Fidelity.MAY_MATCH_LESS,
              Diagnostic.of(TOO_COSTLY, origin.source(), origin.span(), excerpt)));
    }
  }
}
