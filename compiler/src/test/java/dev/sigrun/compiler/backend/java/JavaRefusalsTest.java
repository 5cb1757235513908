package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of the Java back end, with the position of their reason. */
class JavaRefusalsTest {
  private static final JavaBackend BACKEND = JavaBackend.create(JavaBackend.Options.defaults());

  private static final AnalyzedRule RULE = GeneratedRules.eql("any where user.name == \"a\"");
  private static final Predicate PREDICATE = ((Query.SingleEvent) RULE.query()).predicate();
  private static final Field NAME = Field.named("user.name", ValueType.KEYWORD);
  private static final Duration ETERNITY = Duration.ofSeconds(Long.MAX_VALUE);

  private static AnalyzedRule with(Query query) {
    return AnalyzedRule.of(RULE.rule(), query);
  }

  private static Query.Stage stage(boolean missing, Field key, int runs) {
    return new Query.Stage(
        PREDICATE.origin(), missing, PREDICATE, List.of(new Query.JoinKey(key, false)), runs);
  }

  private static AnalyzedRule sequence(Optional<Duration> maxSpan, List<Query.Stage> stages) {
    return with(
        new Query.Sequence(PREDICATE.origin(), maxSpan, stages, Optional.empty(), List.of()));
  }

  private static AnalyzedRule sequence(int stages, Field key, int runs) {
    return sequence(
        Optional.of(Duration.ofMinutes(1)), Collections.nCopies(stages, stage(false, key, runs)));
  }

  private static AnalyzedRule threshold(long count, Query.Cardinality... cardinality) {
    return with(
        new Query.Threshold(
            PREDICATE.origin(),
            PREDICATE,
            List.of(NAME),
            count,
            Stream.of(cardinality).findFirst()));
  }

  private static AnalyzedRule newTerms(List<Field> fields, Duration history) {
    return with(new Query.NewTerms(PREDICATE.origin(), PREDICATE, fields, history));
  }

  private static String list(int size, String separator, String format) {
    return IntStream.range(0, size)
        .mapToObj(i -> format.replace("#", String.valueOf(i)))
        .collect(Collectors.joining(separator));
  }

  /** One computation with 101 lists. */
  private static AnalyzedRule manyLists() {
    Origin origin = PREDICATE.origin();
    Expression length =
        new Expression.Call(
            origin, Function.LENGTH, List.of(new Expression.FieldValue(origin, NAME)));
    List<Expression> lists =
        IntStream.range(0, 101)
            .<Expression>mapToObj(
                i ->
                    new Expression.In(
                        origin,
                        length,
                        List.of(new Expression.Constant(origin, i)),
                        CaseSensitivity.SENSITIVE))
            .toList();
    Predicate computed = new Predicate.Computed(origin, new Expression.Or(origin, lists));
    return with(new Query.SingleEvent(origin, computed, List.of()));
  }

  static Stream<Arguments> refused() {
    Field object = Field.named("user", ValueType.OBJECT);
    return Stream.of(
        row("JAV001", GeneratedRules.eql("any where true | head 3")),
        row("JAV001", GeneratedRules.eql("sequence [any where true] [any where true] | tail 1")),
        row(
            "JAV002",
            GeneratedRules.eql("any where concat(" + list(13, ", ", "f#") + ") == \"a\"")),
        row("JAV003", manyLists()),
        row("JAV004", suppressed(101)),
        row("JAV010", sequence(101, NAME, 1)),
        row("JAV010", sequence(11, NAME, 100)),
        row("JAV010", sequence(2, NAME, 101)),
        row(
            "JAV010",
            with(
                new Query.Sample(
                    PREDICATE.origin(), Collections.nCopies(51, stage(false, NAME, 1))))),
        row("JAV010", newTerms(Collections.nCopies(301, NAME), Duration.ofDays(1))),
        row("JAV011", sequence(2, object, 1)),
        row("JAV012", newTerms(List.of(NAME), ETERNITY)),
        row("JAV015", threshold(1_000_001)),
        row("JAV015", threshold(1, new Query.Cardinality(NAME, 1_000_001))));
  }

  /** Rule files allow three fields; other front ends may allow more. */
  private static AnalyzedRule suppressed(int fields) {
    List<NamedField> names =
        IntStream.range(0, fields)
            .mapToObj(i -> Field.named("f" + i, ValueType.KEYWORD))
            .map(field -> new NamedField(PREDICATE.origin(), field.name(), field))
            .toList();
    Suppression suppression =
        new Suppression(Suppression.Grouping.ELEMENTS, names, Duration.ofMinutes(5), false, false);
    return new AnalyzedRule(
        RULE.rule(), RULE.query(), RULE.timing(), Optional.of(suppression), Optional.empty());
  }

  private static Arguments row(String code, AnalyzedRule rule) {
    return Arguments.of(code, rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAtItsPlace(String code, AnalyzedRule rule) {
    Artifact artifact = BACKEND.emit(rule);

    assertThat(artifact.fidelity()).isEqualTo(Fidelity.REFUSED);
    assertThat(artifact.refusals()).extracting(Diagnostic::code).containsOnly(code);
    assertThat(artifact.refusals())
        .allSatisfy(
            refusal -> {
              assertThat(refusal.toString()).startsWith("rules/test.toml:");
              assertThat(refusal.position().line()).isGreaterThan(1);
            });
    GeneratedJava set = GeneratedRules.emit(rule);
    assertThat(set.artifacts()).containsExactly(artifact);
    assertThat(set.matchers()).isEmpty();
    assertThat(set.detectors()).isEmpty();
  }

  @Test
  void allReasonsAreGivenAtOnce() {
    AnalyzedRule rule =
        GeneratedRules.eql(
            "sequence [any where concat("
                + list(13, ", ", "f#")
                + ") == \"a\"] [any where concat("
                + list(14, ", ", "g#")
                + ") == \"b\"] | head 1");

    List<Diagnostic> refusals = BACKEND.emit(rule).refusals();

    assertThat(refusals).extracting(Diagnostic::code).containsExactly("JAV001", "JAV002", "JAV002");
    assertThat(refusals.get(2).span().start()).isGreaterThan(refusals.get(1).span().end());
  }

  @Test
  void ofTwoRulesWithTheSameIdTheSecondIsRefusedInTheSet() {
    GeneratedJava java = GeneratedRules.emit(RULE, RULE);

    assertThat(java.matchers()).hasSize(1);
    assertThat(java.refusals()).extracting(Diagnostic::code).containsExactly("JAV005");
    assertThat(java.refusals().get(0).position()).isEqualTo(idPosition());
  }

  private static dev.sigrun.compiler.source.Position idPosition() {
    return RULE.rule().source().position(RULE.rule().ruleIdOrigin().span().start());
  }

  @Test
  void aSingleArtifactIsTheClassThatTheSetHas() {
    Artifact alone = BACKEND.emit(RULE);

    assertThat(alone.fidelity()).isEqualTo(Fidelity.EXACT);
    assertThat(GeneratedRules.emit(RULE).artifacts()).containsExactly(alone);
  }
}
