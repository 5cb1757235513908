package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TextPlaces;
import dev.sigrun.compiler.document.YamlReader;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All active public rules are understood, but for those whose placeholders have no values. */
class SigmaCorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("sigrun.shared", "../../shared"), "corpus", "sigma");

  private static final List<String> ACTIVE =
      Stream.of(
              "rules",
              "rules-compliance",
              "rules-emerging-threats",
              "rules-placeholder",
              "rules-threat-hunting")
          .map(folder -> CORPUS.resolve(folder).toString())
          .toList();

  @Test
  void publicRulesAreUnderstood() {
    assumeTrue(Files.isDirectory(CORPUS), CORPUS + " is absent");
    CompilerOptions options = CompilerOptions.defaults();
    CheckedRules checked =
        CheckedRules.compile(
            RuleSources.load(ACTIVE, options.formats()), options, CompileProgress.NONE);
    assertThat(checked.rules()).hasSize(3780);
    List<Diagnostic> refusals =
        checked.rules().stream()
            .filter(rule -> rule.outcome() != Compilation.Outcome.COMPILED)
            .flatMap(rule -> rule.diagnostics().stream())
            .filter(report -> report.severity() != Severity.WARNING)
            .toList();
    Map<String, Long> codes =
        refusals.stream().collect(Collectors.groupingBy(Diagnostic::code, Collectors.counting()));
    assertThat(codes)
        .as(refusals.stream().limit(20).map(Diagnostic::toString).collect(Collectors.joining("\n")))
        .containsOnlyKeys("SIG048");
    assertThat(checked.rules().stream().filter(r -> r.outcome() != Compilation.Outcome.COMPILED))
        .hasSize(25);
    assertThat(
            checked.rules().stream()
                .flatMap(rule -> rule.diagnostics().stream())
                .filter(report -> report.severity() == Severity.WARNING)
                .collect(
                    Collectors.groupingBy(Diagnostic::code, TreeMap::new, Collectors.counting()))
                .toString())
        .isEqualTo("{ANA052=1, SIG122=16, SIG126=1, YAML011=2}");
  }

  @Test
  void everyCharacterKnowsItsPlace() {
    assumeTrue(Files.isDirectory(CORPUS), CORPUS + " is absent");
    DiagnosticSink sink = new DiagnosticSink();
    for (Path file : RuleFiles.find(ACTIVE, CompilerOptions.defaults().formats(), sink)) {
      SourceText text = RuleFiles.load(file, sink).orElseThrow();
      DataValue value = YamlReader.read(text, sink).get(0).value().orElseThrow();
      assertThat(TextPlaces.check(text, value)).isPositive();
    }
  }

  @Test
  void printedRulesReadTheSame() {
    assumeTrue(Files.isDirectory(CORPUS), CORPUS + " is absent");
    DiagnosticSink sink = new DiagnosticSink();
    SigmaLanguage language = new SigmaLanguage(SigmaData.flat());
    for (Path file : RuleFiles.find(ACTIVE, CompilerOptions.defaults().formats(), sink)) {
      Rule rule =
          new SigmaRuleFormat()
              .read(RuleFiles.load(file, sink).orElseThrow())
              .get(0)
              .rule()
              .orElseThrow();
      ParsedQuery parsed = language.parse(rule.query().orElseThrow().text(), sink).orElseThrow();
      SourceText printed = SourceText.of("printed.yml", parsed.print());
      ParsedQuery again =
          language
              .parse(printed, sink)
              .orElseThrow(() -> new AssertionError(file + "\n" + printed.content()));
      assertThat(again.tree()).as(file.toString()).isEqualTo(parsed.tree());
    }
  }
}
