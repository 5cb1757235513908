package dev.sigrun.compiler.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Query.Shape;
import dev.sigrun.conventions.RuleText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever a rule remembers of events, what was kept of it can be read again. */
class KeptShapesTest {
  private static final CompilerOptions OPTIONS = CompilerOptions.defaults();

  private static final String THRESHOLD =
      """
      [rule.threshold]
      field = ["user.name"]
      value = 5
      """;

  private static final String NEW_TERMS =
      """
      [rule.new_terms]
      field = "new_terms_fields"
      value = ["user.name"]
      [[rule.new_terms.history_window_start]]
      field = "history_window_start"
      value = "now-7d"
      """;

  private static final String INDICATORS =
      """
      threat_index = ["indicators-*"]
      threat_language = "kuery"
      threat_query = "*:*"
      [[rule.threat_mapping]]
      [[rule.threat_mapping.entries]]
      field = "source.ip"
      type = "mapping"
      value = "threat.indicator.ip"
      """;

  private static Map<String, String> files() {
    List<String> rules = new ArrayList<>();
    for (String query :
        List.of(
            "any where user.name == \"a\"",
            "sequence by user.name [any where process.pid == 1] [any where true]",
            "sample by user.name [any where process.pid == 1] [any where process.pid == 2]")) {
      rules.add(RuleText.eql(rules.size(), query));
    }
    Map.of("threshold", THRESHOLD, "new_terms", NEW_TERMS, "threat_match", INDICATORS)
        .forEach(
            (type, lines) -> rules.add(rule(rules.size(), type, "kuery", "user.id: *", lines)));
    for (String query :
        List.of(
            "from logs-* | stats c = count(*) by user.name | where c > 3",
            "from logs-* | inline stats c = count(*) by user.name | where c > 3"
                + " | stats d = max(c) by host.name | where d > 1 | keep d")) {
      rules.add(
          rule(rules.size(), "esql", "esql", query, "").replace("index = [\"logs-*\"]\n", ""));
    }
    Map<String, String> files = new TreeMap<>();
    rules.forEach(rule -> files.put("r" + files.size() + ".toml", rule));
    return files;
  }

  private static String rule(int number, String type, String language, String query, String lines) {
    return RuleText.of(RuleText.id(number), "Rule " + number, language, query, lines)
        .replace("type = \"query\"", "type = \"" + type + "\"");
  }

  private static IncrementalRules compile(RuleSources sources, Optional<KeptBuild> earlier) {
    return IncrementalRules.compile(
        sources,
        sources.keys(""),
        OPTIONS,
        JavaBackend.create(JavaBackend.Options.defaults()),
        earlier,
        CompileProgress.NONE);
  }

  @Test
  void everyRuleIsReadAgain() throws Exception {
    List<RuleSources.File> files = new ArrayList<>();
    files().forEach((path, text) -> files.add(RuleSources.File.of(path, text)));
    RuleSources sources = new RuleSources(files, List.of());
    List<Query> queries =
        CheckedRules.compile(sources, OPTIONS, CompileProgress.NONE).analyzed().stream()
            .map(AnalyzedRule::query)
            .toList();
    // Rules that refer to others are never kept.
    assertThat(queries.stream().map(Query::shape).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Shape.CORRELATION)));
    assertThat(
            queries.stream()
                .filter(Aggregation.class::isInstance)
                .map(query -> ((Aggregation) query).isStaged()))
        .containsExactlyInAnyOrder(false, true);

    RunnableJar.Built built =
        compile(sources, Optional.empty()).choose(rule -> true).build(KeptClasses.NONE);
    KeptBuild kept = KeptBuild.of(built.records(), built.jar().bytes());
    IncrementalRules again = compile(sources, Optional.of(kept));
    Set<String> compiled =
        again.files().stream()
            .filter(file -> file.source().read().isPresent())
            .map(file -> file.source().file().path())
            .collect(Collectors.toSet());
    assertThat(compiled).isEmpty();
    assertThat(again.choose(rule -> true).build(KeptClasses.NONE).jar().bytes())
        .isEqualTo(built.jar().bytes());
  }

  /** Only a set with another rule needs all that is known of those that were kept. */
  @Test
  void everyRuleIsTakenIntoAnotherSet() throws Exception {
    List<RuleSources.File> files = new ArrayList<>();
    files().forEach((path, text) -> files.add(RuleSources.File.of(path, text)));
    RunnableJar.Built built =
        compile(new RuleSources(files, List.of()), Optional.empty())
            .choose(rule -> true)
            .build(KeptClasses.NONE);
    files.add(
        RuleSources.File.of("z.toml", RuleText.eql(files.size(), "any where user.name == \"z\"")));
    RuleSources more = new RuleSources(files, List.of());
    KeptBuild kept = KeptBuild.of(built.records(), built.jar().bytes());
    assertThat(jar(more, Optional.of(kept))).isEqualTo(jar(more, Optional.empty()));
  }

  private static byte[] jar(RuleSources sources, Optional<KeptBuild> earlier) throws Exception {
    return compile(sources, earlier).choose(rule -> true).build(KeptClasses.NONE).jar().bytes();
  }
}
