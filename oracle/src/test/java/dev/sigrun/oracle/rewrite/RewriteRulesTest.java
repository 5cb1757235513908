package dev.sigrun.oracle.rewrite;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.rewrite.rules.RewriteRule;
import dev.sigrun.oracle.Agreement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rewrite rule alone keeps what predicates mean. */
class RewriteRulesTest {
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
    return rule.apply(below).orElse(below);
  }
}
