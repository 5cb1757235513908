package dev.sigrun.oracle.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.oracle.Agreement;
import dev.sigrun.oracle.random.RandomPredicate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RewriterTest {
  @Test
  void keepsTheMeaning() {
    Agreement.prove(21, 3_000, Rewriter::rewrite, 1_500);
  }

  @Test
  void endsInAFormThatItLeavesAlone() {
    RandomPredicate predicates = new RandomPredicate(new Random(22));
    for (int i = 0; i < 5_000; i++) {
      Predicate predicate = predicates.next(4);
      Predicate rewritten = Rewriter.rewrite(predicate);
      assertThat(Rewriter.rewrite(rewritten)).as("%s", predicate).isEqualTo(rewritten);
    }
  }

  @Test
  void leavesNoConstantBelowTheTop() {
    RandomPredicate predicates = new RandomPredicate(new Random(23));
    for (int i = 0; i < 2_000; i++) {
      Predicate rewritten = Rewriter.rewrite(predicates.next(3));
      assertThat(rewritten instanceof Predicate.Constant || !hasConstant(rewritten))
          .as("%s", rewritten)
          .isTrue();
    }
  }

  /** A nested group that any element satisfies is the one place where a constant says something. */
  private static boolean hasConstant(Predicate predicate) {
    return predicate instanceof Predicate.Constant
        || (!(predicate instanceof Predicate.NestedAny)
            && predicate.children().stream().anyMatch(RewriterTest::hasConstant));
  }
}
