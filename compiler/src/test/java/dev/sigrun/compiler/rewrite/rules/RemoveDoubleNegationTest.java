package dev.sigrun.compiler.rewrite.rules;

import static dev.sigrun.compiler.rewrite.rules.Terms.A;
import static dev.sigrun.compiler.rewrite.rules.Terms.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemoveDoubleNegationTest {
  private final RewriteRule rule = new RemoveDoubleNegation();

  static Stream<Arguments> changes() {
    return Stream.of(arguments(not(not(A)), "(in f \"a\")"));
  }

  @ParameterizedTest
  @MethodSource
  void changes(Predicate before, String after) {
    assertThat(rule.apply(before).map(Predicate::toString)).contains(after);
  }

  static Stream<Predicate> leavesAlone() {
    return Stream.of(not(A));
  }

  @ParameterizedTest
  @MethodSource
  void leavesAlone(Predicate predicate) {
    assertThat(rule.apply(predicate)).isEmpty();
  }
}
