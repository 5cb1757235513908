package dev.sigrun.compiler.rewrite.rules;

import static dev.sigrun.compiler.rewrite.rules.Terms.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecializeWildcardsTest {
  private final RewriteRule rule = new SpecializeWildcards();

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(like("x", "y*"), "(or (in f \"x\") (like f \"y*\"))"),
        arguments(like("x"), "(in f \"x\")"),
        arguments(like("x*", "*"), "(exists f)"));
  }

  @ParameterizedTest
  @MethodSource
  void changes(Predicate before, String after) {
    assertThat(rule.apply(before).map(Predicate::toString)).contains(after);
  }

  static Stream<Predicate> leavesAlone() {
    return Stream.of(like("x*"));
  }

  @ParameterizedTest
  @MethodSource
  void leavesAlone(Predicate predicate) {
    assertThat(rule.apply(predicate)).isEmpty();
  }
}
