package dev.sigrun.compiler.format.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TextPlaces;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleSetChecker;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All public rules are read without error, and each character of them knows its place. */
class RuleCorpusTest {
  @Test
  void publicRulesAreRead() {
    String corpus = SharedFiles.path(SharedFiles.PUBLIC_RULES).toString();
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> files = RuleFiles.find(List.of(corpus), CompilerOptions.defaults().formats(), sink);
    List<Rule> rules = new ArrayList<>();
    for (Path file : files) {
      RuleReading reading =
          new ElasticRuleFormat().read(RuleFiles.load(file, sink).orElseThrow()).get(0);
      reading.diagnostics().forEach(sink::add);
      reading.rule().ifPresent(rules::add);
    }
    RuleSetChecker checker = new RuleSetChecker(rules.stream().map(Rule::head).toList());
    rules.forEach(rule -> checker.check(rule.head(), sink));
    assertThat(sink.hasErrors()).as(sink.diagnostics().toString()).isFalse();
    assertThat(files).hasSizeGreaterThanOrEqualTo(2068);
    assertThat(rules).hasSameSizeAs(files);
    // One rule looks back less than it waits; nothing else is warned of.
    assertThat(sink.diagnostics()).extracting(Diagnostic::code).containsOnlyOnce("RUL051");
  }

  @Test
  void everyCharacterOfPublicRulesKnowsItsPlace() {
    String corpus = SharedFiles.path(SharedFiles.PUBLIC_RULES).toString();
    DiagnosticSink sink = new DiagnosticSink();
    for (Path file : RuleFiles.find(List.of(corpus), CompilerOptions.defaults().formats(), sink)) {
      SourceText text = RuleFiles.load(file, sink).orElseThrow();
      SourceText windows = SourceText.of(file.toString(), text.content().replace("\n", "\r\n"));
      DataValue.Table table = TomlReader.read(text, sink).orElseThrow();
      assertThat(TextPlaces.check(text, table)).isPositive();
      DataValue.Table same = TomlReader.read(windows, sink).orElseThrow();
      assertThat(TextPlaces.check(windows, same)).isPositive();
      assertThat(same).isEqualTo(table);
    }
  }
}
