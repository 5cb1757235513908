package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportReport;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of regular expressions that are searched for, and of parts of times, in exports. */
class SigmaExportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "f|re: 'a.b[^x]'~elasticsearch-dsl~\"value\": \".*a[^\\n]b[^x].*\"",
        "f|re: '^a(b|c)+$'~elasticsearch-dsl~\"value\": \"a(b|c)+\"",
        "f|re|i: 'a[b-d]'~elasticsearch-eql~f regex~ ",
        "f|re: 'a{2,3}'~elasticsearch-esql~a{2,3}",
        "f|re: '^a\\d$'~splunk~^a[0-9]\\z",
        "f|re: '\\ba$'~splunk~\\ba\\z"
      })
  void expressionsBecomeThoseOfTheTarget(String item, String backend, String expected) {
    Artifact artifact = export(item, backend);
    assertThat(artifact.reasons()).isEmpty();
    assertThat(backend(backend).files(List.of(artifact)).toString()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "f|re: 'x\\ba'~elasticsearch-dsl~DSL014",
        "f|re: 'x\\ba'~elasticsearch-eql~EEX020",
        "f|re: 'x\\ba'~elasticsearch-esql~ESX016",
        "f|hour: 5~elasticsearch-dsl~DSL010",
        "f|hour: 5~elasticsearch-eql~EEX021",
        "f|hour: 5~elasticsearch-esql~ESX012"
      })
  void whatTheTargetLacksIsRefused(String item, String backend, String code) {
    assertThat(export(item, backend).reasons().stream().map(reason -> reason.code()))
        .contains(code);
  }

  /** The licence of the public rules asks for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "splunk",
        "splunk-savedsearches",
        "elasticsearch-dsl",
        "elasticsearch-eql",
        "elasticsearch-esql",
        "kibana"
      })
  void exportsNameAuthorsAndLicence(String backend) {
    String rule =
        """
        title: Case
        author: Mia Muster, Bob ``` */ "Sample"
        license: MIT
        logsource:
          category: test
        detection:
          sel:
            f: 1
          condition: sel
        """;
    Artifact artifact =
        RuleCompiler.create(CompilerOptions.defaults())
            .compile(SourceText.of("case.yml", rule))
            .emit(backend(backend))
            .orElseThrow();
    String text = backend(backend).files(List.of(artifact)).toString();
    assertThat(text).contains("Mia Muster", "MIT");
    assertThat(text.split("```", -1)).hasSizeLessThanOrEqualTo(3);
    TargetExports exports = TargetExports.of(backend(backend), List.of(artifact));
    assertThat(ExportReport.json(new Exports(List.of(exports), List.of(), "ECS", List.of())))
        .contains("\"Mia Muster\"", "\"license\": \"MIT\"");
  }

  private static Artifact export(String item, String backend) {
    String rule =
        """
        title: Case
        logsource:
          category: test
        detection:
          sel:
            %s
          condition: sel
        """
            .formatted(item);
    Compilation compilation =
        RuleCompiler.create(CompilerOptions.defaults()).compile(SourceText.of("case.yml", rule));
    return compilation.emit(backend(backend)).orElseThrow();
  }

  private static ExportBackend backend(String name) {
    return Backends.builtIn(ExportOptions.defaults()).byName(name).orElseThrow();
  }
}
