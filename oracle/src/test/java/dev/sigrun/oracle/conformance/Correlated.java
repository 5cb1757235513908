package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.oracle.compiled.JavaCorrelator;
import dev.sigrun.oracle.correlation.CorrelationModel;
import dev.sigrun.oracle.correlation.Correlator;
import dev.sigrun.oracle.correlation.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * A sequence or sample with what it must find.
 *
 * @param events with the id of each; their order is that of the index
 * @param limit how many results are listed
 * @param accepted the ids of all results after each other, in one of these ways
 * @param joinKeys the keys of all results after each other; empty to be left alone
 */
record Correlated(
    String name,
    AnalyzedRule rule,
    List<Indexed> events,
    Limit limit,
    List<List<Integer>> accepted,
    List<String> joinKeys) {

  /** An event in an index. */
  record Indexed(int id, Map<String, @Nullable Object> event) {}

  /** The number of results wanted, and of samples per key. */
  record Limit(long results, int samplesPerKey) {
    static final Limit NONE = new Limit(Long.MAX_VALUE, 1);
  }

  /** A rule with this query; {@code lines} are more of its parameters. */
  static AnalyzedRule rule(
      int number, String name, String query, CompilerOptions options, String... lines) {
    SourceText file =
        SourceText.of("rules/rule_" + number + ".toml", RuleText.eql(number, query, lines));
    Compilation compilation = RuleCompiler.create(options).compile(file);
    assertThat(compilation.analyzed())
        .as("%s%n%s%n%s", name, query, compilation.diagnostics())
        .isPresent();
    return compilation.analyzed().orElseThrow();
  }

  /** Tests of all subjects by the model and by generated Java. */
  static Stream<DynamicTest> tests(List<Correlated> subjects) {
    Map<String, Correlator> correlators = new LinkedHashMap<>();
    correlators.put("model", CorrelationModel.correlator());
    correlators.put("generated Java", new JavaCorrelator());
    List<DynamicTest> tests = new ArrayList<>();
    correlators.forEach(
        (name, correlator) -> {
          List<Correlator.Search> searches =
              correlator.prepare(subjects.stream().map(Correlated::rule).toList());
          for (int i = 0; i < subjects.size(); i++) {
            Correlated subject = subjects.get(i);
            Correlator.Search search = searches.get(i);
            tests.add(
                DynamicTest.dynamicTest(
                    subject.name() + " (" + name + ")", () -> subject.check(search)));
          }
        });
    return tests.stream();
  }

  private void check(Correlator.Search search) {
    List<Found> found =
        listed(search.find(events.stream().map(Indexed::event).toList(), limit.samplesPerKey()));
    List<Integer> ids =
        found.stream()
            .flatMap(each -> each.events().stream())
            .map(place -> place == Found.MISSING ? place : Integer.valueOf(events.get(place).id()))
            .toList();
    assertThat(accepted).as("%s%n%s%nfound %s", name, rule.query(), ids).contains(ids);
    if (!joinKeys.isEmpty()) {
      assertThat(found.stream().flatMap(each -> each.key().stream()).toList())
          .as(name)
          .isEqualTo(joinKeys);
    }
  }

  private List<Found> listed(List<Found> found) {
    List<Query.Pipe> pipes =
        new ArrayList<>(
            rule.query() instanceof Query.Sequence sequence ? sequence.pipes() : List.of());
    pipes.add(new Query.Pipe(Query.Pipe.Kind.HEAD, limit.results()));
    return Results.piped(found, pipes);
  }
}
