package dev.sigrun.oracle.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.oracle.compiled.IndexEngine;
import dev.sigrun.oracle.compiled.JavaEngine;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.SatisfyingEvent;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The public rules in ES|QL that run, over events made for them. */
class EsqlCorpusTest {
  private static final Instant NOW = Instant.parse("2026-05-02T10:30:00Z");
  private static final int EVENTS_OF_RULE = 300;

  @Test
  void generatedJavaJudgesAsTheInterpreter() {
    List<AnalyzedRule> rules = rules();
    List<Predicate> predicates =
        rules.stream().map(rule -> rule.query().predicates().get(0)).toList();
    List<Engine.Matcher> java = new JavaEngine().prepare(predicates, NOW);
    List<Engine.Matcher> index = new IndexEngine().prepare(predicates, NOW);
    TreeSet<String> satisfied = new TreeSet<>();
    List<String> different = new ArrayList<>();
    Random random = new Random(20260502);
    for (int i = 0; i < rules.size(); i++) {
      String name = rules.get(i).rule().name();
      boolean aggregates = rules.get(i).query().shape().needsMemory();
      for (int n = 0; n < (aggregates ? EVENTS_OF_RULE / 6 : EVENTS_OF_RULE); n++) {
        Map<String, @Nullable Object> event = SatisfyingEvent.of(predicates.get(i), random);
        boolean expected = Interpreter.test(predicates.get(i), event, NOW);
        if (java.get(i).matches(event) != expected || index.get(i).matches(event) != expected) {
          different.add(name + " is " + expected + " for " + JsonValues.write(event));
        }
        if (expected) {
          satisfied.add(name);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(rules).hasSize(43 + AGGREGATING);
    assertThat(satisfied).as("rules with an event").hasSizeGreaterThanOrEqualTo(SATISFIED);
  }

  /**
   * The number of them that random events satisfy. Most need one of several values that belong
   * together.
   */
  private static final int SATISFIED = 5;

  /** The number of rules that aggregate. */
  static final int AGGREGATING = 152;

  static List<AnalyzedRule> rules() {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    String folder = SharedFiles.path(SharedFiles.PUBLIC_RULES).toString();
    return RuleFiles.find(List.of(folder), CompilerOptions.defaults().formats(), sink).stream()
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .filter(text -> text.content().contains("type = \"esql\""))
        .flatMap(text -> compiler.compileAll(text).stream())
        .flatMap(compilation -> compilation.analyzed().stream())
        .toList();
  }
}
