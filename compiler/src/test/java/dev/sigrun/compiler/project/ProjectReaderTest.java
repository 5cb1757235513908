package dev.sigrun.compiler.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectReaderTest {
  private final DiagnosticSink sink = new DiagnosticSink();

  private Optional<ProjectFile> read(String text) {
    return ProjectReader.read(SourceText.of("sigrun.toml", text), sink);
  }

  @Test
  void readsEveryKey() {
    ProjectFile file =
        read("""
            rules = ["rules", "more/**/*.toml"]
            schema = "fields.json"
            schema_complete = true
            unknown_fields = "unmapped"
            timestamp_field = "event.created"
            mapping = "cim"
            pipeline = ["ecs", "own.yml"]

            [severity]
            KQL101 = "off"
            conventions = "error"
            """)
            .orElseThrow();

    assertThat(file.values(ProjectKey.RULES)).containsExactly("rules", "more/**/*.toml");
    assertThat(file.values(ProjectKey.SCHEMA)).containsExactly("fields.json");
    assertThat(file.isTrue(ProjectKey.SCHEMA_COMPLETE)).isTrue();
    assertThat(file.value(ProjectKey.UNKNOWN_FIELDS)).contains("unmapped");
    assertThat(file.value(ProjectKey.TIMESTAMP_FIELD)).contains("event.created");
    assertThat(file.value(ProjectKey.MAPPING)).contains("cim");
    assertThat(file.values(ProjectKey.PIPELINE)).containsExactly("ecs", "own.yml");
    assertThat(file.severities()).hasToString("KQL101=off,conventions=error");
    assertThat(file.settings())
        .contains(
            new ProjectFile.Setting(ProjectKey.SEVERITY, "severity.KQL101", List.of("off"), 10));
    assertThat(sink.diagnostics()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule = 'x' | PRJ021 | Unknown key 'rule' in a project file. Did you mean 'rules'?",
        "rules = 1 | PRJ022 | 'rules' must be a string or a list of strings, found a whole number.",
        "rules = [1] | PRJ022 | 'rules' must be a string or a list of strings, found a list.",
        "schema_complete = 'yes' | PRJ022 | 'schema_complete' must be true or false, found a string.",
        "mapping = [] | PRJ022 | 'mapping' must be a string, found a list.",
        "severity = 'off' | PRJ022 | 'severity' must be a table, found a string.",
        "severity.KQL101 = 1 | PRJ022 | 'severity.KQL101' must be a string, found a whole number.",
        "unknown_fields = 'unmaped' | PRJ023 | 'unknown_fields' must be one of keyword, unmapped,"
            + " found 'unmaped'. Did you mean 'unmapped'?",
        "severity.KQL999 = 'off' | PRJ024 | The severity of 'KQL999' cannot be set. No warning has"
            + " the code 'KQL999'; errors and reports about exports keep their severity.",
        "severity.KQL101 = 'of' | PRJ024 | The severity of 'KQL101' cannot be set. 'KQL101=of' is"
            + " not a severity. Write a code or group and one of error, warning, info, off: 'KQL101=off', 'conventions=error'."
      })
  void reportsMistakes(String text, String code, String message) {
    assertThat(read(text.replace('\'', '"'))).isEmpty();

    assertThat(sink.diagnostics()).hasSize(1);
    Diagnostic found = sink.diagnostics().get(0);
    assertThat(found.code()).isEqualTo(code);
    assertThat(found.message()).startsWith(message);
    assertThat(found.position().line()).isEqualTo(1);
  }
}
