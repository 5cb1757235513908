package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.oracle.Engines;
import dev.sigrun.oracle.predicate.Engine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A predicate with what it must select.
 *
 * @param results the ids that a matcher of the predicate selects
 */
record Subject(
    String name,
    Predicate predicate,
    Function<Engine.Matcher, List<Integer>> results,
    List<Integer> expected) {

  /** Tests of all subjects on all engines, as analysed and rewritten. */
  static Stream<DynamicTest> tests(List<Subject> subjects, Instant now) {
    List<Predicate> raw = subjects.stream().map(Subject::predicate).toList();
    List<Predicate> rewritten = raw.stream().map(Rewriter::rewrite).toList();
    List<DynamicTest> tests = new ArrayList<>();
    Engines.all()
        .forEach(
            (name, engine) -> {
              add(tests, name, subjects, raw, engine, now);
              add(tests, name + ", rewritten", subjects, rewritten, engine, now);
            });
    return tests.stream();
  }

  private static void add(
      List<DynamicTest> tests,
      String engineName,
      List<Subject> subjects,
      List<Predicate> predicates,
      Engine engine,
      Instant now) {
    List<Engine.Matcher> matchers = engine.prepare(predicates, now);
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      Predicate predicate = predicates.get(i);
      Engine.Matcher matcher = matchers.get(i);
      tests.add(
          DynamicTest.dynamicTest(
              subject.name() + " (" + engineName + ")",
              () ->
                  assertThat(subject.results().apply(matcher))
                      .as("%s%n%s", subject.name(), predicate)
                      .isEqualTo(subject.expected())));
    }
  }
}
