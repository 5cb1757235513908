package dev.sigrun.compiler.rewrite.rules;

import static dev.sigrun.compiler.rewrite.rules.Terms.A;
import static dev.sigrun.compiler.rewrite.rules.Terms.B;
import static dev.sigrun.compiler.rewrite.rules.Terms.and;
import static dev.sigrun.compiler.rewrite.rules.Terms.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemoveDuplicateTermsTest {
  private final RewriteRule rule = new RemoveDuplicateTerms();

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(and(A, B, A), "(and (in f \"a\") (exists b))"),
        arguments(or(A, A), "(in f \"a\")"));
  }

  @ParameterizedTest
  @MethodSource
  void changes(Predicate before, String after) {
    assertThat(rule.apply(before).map(Predicate::toString)).contains(after);
  }

  static Stream<Predicate> leavesAlone() {
    return Stream.of(and(A, B));
  }

  @ParameterizedTest
  @MethodSource
  void leavesAlone(Predicate predicate) {
    assertThat(rule.apply(predicate)).isEmpty();
  }
}
