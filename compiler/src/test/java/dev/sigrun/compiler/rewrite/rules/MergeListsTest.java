package dev.sigrun.compiler.rewrite.rules;

import static dev.sigrun.compiler.rewrite.rules.Terms.B;
import static dev.sigrun.compiler.rewrite.rules.Terms.and;
import static dev.sigrun.compiler.rewrite.rules.Terms.in;
import static dev.sigrun.compiler.rewrite.rules.Terms.inAnyCase;
import static dev.sigrun.compiler.rewrite.rules.Terms.ip;
import static dev.sigrun.compiler.rewrite.rules.Terms.like;
import static dev.sigrun.compiler.rewrite.rules.Terms.number;
import static dev.sigrun.compiler.rewrite.rules.Terms.or;
import static dev.sigrun.compiler.rewrite.rules.Terms.word;
import static dev.sigrun.compiler.rewrite.rules.Terms.wordLike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeListsTest {
  private final RewriteRule rule = new MergeLists();

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(or(in("x"), B, in("y")), "(or (in f \"x\" \"y\") (exists b))"),
        arguments(or(in("x"), in("y")), "(in f \"x\" \"y\")"),
        arguments(or(like("x*"), like("*y")), "(like f \"x*\" \"*y\")"),
        arguments(or(number(1), number(2), number(1)), "(in n:long 1 2)"),
        arguments(or(ip("10.0.0.0/8"), ip("::1")), "(in i:ip 10.0.0.0/8 ::1)"),
        arguments(or(word("x"), word("y")), "(word t:text \"x\" \"y\")"),
        arguments(or(wordLike("x*"), wordLike("y*")), "(word-like t:text \"x*\" \"y*\")"));
  }

  @ParameterizedTest
  @MethodSource
  void changes(Predicate before, String after) {
    assertThat(rule.apply(before).map(Predicate::toString)).contains(after);
  }

  static Stream<Predicate> leavesAlone() {
    return Stream.of(
        // Each term may be met by another value.
        and(in("x"), in("y")), or(in("x"), inAnyCase("y")));
  }

  @ParameterizedTest
  @MethodSource
  void leavesAlone(Predicate predicate) {
    assertThat(rule.apply(predicate)).isEmpty();
  }
}
