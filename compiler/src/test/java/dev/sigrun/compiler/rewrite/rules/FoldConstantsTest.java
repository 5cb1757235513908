package dev.sigrun.compiler.rewrite.rules;

import static dev.sigrun.compiler.rewrite.rules.Terms.A;
import static dev.sigrun.compiler.rewrite.rules.Terms.B;
import static dev.sigrun.compiler.rewrite.rules.Terms.FALSE;
import static dev.sigrun.compiler.rewrite.rules.Terms.TRUE;
import static dev.sigrun.compiler.rewrite.rules.Terms.and;
import static dev.sigrun.compiler.rewrite.rules.Terms.any;
import static dev.sigrun.compiler.rewrite.rules.Terms.not;
import static dev.sigrun.compiler.rewrite.rules.Terms.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FoldConstantsTest {
  private final RewriteRule rule = new FoldConstants();

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(not(TRUE), "false"),
        arguments(not(FALSE), "true"),
        arguments(and(A, TRUE), "(in f \"a\")"),
        arguments(and(A, FALSE, B), "false"),
        arguments(or(A, FALSE), "(in f \"a\")"),
        arguments(or(A, TRUE), "true"),
        arguments(and(TRUE, TRUE), "true"),
        arguments(or(FALSE, FALSE), "false"),
        arguments(any(FALSE), "false"));
  }

  @ParameterizedTest
  @MethodSource
  void changes(Predicate before, String after) {
    assertThat(rule.apply(before).map(Predicate::toString)).contains(after);
  }

  static Stream<Predicate> leavesAlone() {
    return Stream.of(any(TRUE), and(A, B));
  }

  @ParameterizedTest
  @MethodSource
  void leavesAlone(Predicate predicate) {
    assertThat(rule.apply(predicate)).isEmpty();
  }
}
