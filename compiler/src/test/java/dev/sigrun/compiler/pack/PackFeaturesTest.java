package dev.sigrun.compiler.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.RuleBody;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule pack shows every feature of the languages: a feature that no rule uses is named. */
class PackFeaturesTest {
  /** Names of features, and why no rule of the pack has them. */
  private static final Map<String, String> NOT_IN_THE_PACK =
      Map.of(
          "null", "KQL has it, but on no type of field does a server run it.",
          "value alone", "It is searched for in every field, which costs a warning.",
          "expression Or", "Only a condition that is itself compared gives it: (a or b) == null.",
          "expression Not", "As above.",
          "predicate AnyRow", "Only ES|QL has it; the pack's rules can be exported to all targets.",
          "query Aggregation", "As above.",
          "values: byte", "No field of the bundled schema has this type.",
          "values: short", "As above.",
          "values: unsigned-long", "As above.");

  @Test
  void someRuleUsesEachFeatureOfEql() {
    Set<String> used =
        queries("eql").stream()
            .flatMap(
                text ->
                    EqlParser.parse(text.text(), new DiagnosticSink()).stream()
                        .flatMap(query -> EqlFeatures.of(query, text.content()).stream()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).containsExactlyInAnyOrderElementsOf(without(EqlFeatures.all()));
  }

  @Test
  void someRuleUsesEachFeatureOfKql() {
    Set<String> used =
        queries("kuery").stream()
            .flatMap(
                text ->
                    KqlParser.parse(text.text(), new DiagnosticSink()).stream()
                        .flatMap(query -> KqlFeatures.of(query, text.content()).stream()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).containsExactlyInAnyOrderElementsOf(without(KqlFeatures.all()));
  }

  @Test
  void someRuleHasEachMeaning() {
    Set<String> used =
        rules().flatMap(rule -> MeaningFeatures.of(rule).stream()).collect(Collectors.toSet());

    assertThat(used).containsExactlyInAnyOrderElementsOf(without(MeaningFeatures.all()));
  }

  private static Set<String> without(Set<String> features) {
    return features.stream()
        .filter(feature -> !NOT_IN_THE_PACK.containsKey(feature))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<AnalyzedRule> rules() {
    return Pack.compilations().stream().map(Compilation::analyzed).map(rule -> rule.orElseThrow());
  }

  /** The queries of all rules, those for indicators too. */
  private static List<QueryText> queries(String language) {
    return rules()
        .map(AnalyzedRule::rule)
        .flatMap(
            rule ->
                Stream.concat(
                    rule.query().stream(),
                    rule.body() instanceof RuleBody.ThreatMatch match
                        ? match.query().stream()
                        : Stream.empty()))
        .filter(text -> text.language().equals(language))
        .toList();
  }
}
