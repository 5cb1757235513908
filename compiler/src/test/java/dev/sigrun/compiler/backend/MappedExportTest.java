package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reasons that targets give for fields whose mapping changes the values that an index keeps.
 */
class MappedExportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          elasticsearch-eql  | "d": {"type": "date", "format": "epoch_second"}             | d >= "1767225600" | REFUSED    | EEX016
          elasticsearch-esql | "d": {"type": "date", "format": "epoch_second"}             | d >= "1767225600" | REFUSED    | ESX013
          elasticsearch-dsl  | "d": {"type": "date", "format": "epoch_second"}             | d >= "1767225600" | EXACT      |
          splunk             | "d": {"type": "half_float"}                                 | d > 9.8           | MAY_DIFFER | SPL019
          splunk             | "d": {"type": "double"}                                     | d > 9.8           | EXACT      |
          splunk             | "d": {"type": "scaled_float", "scaling_factor": 100}        | d: 0.7            | EXACT      |
          splunk             | "d": {"type": "keyword", "null_value": "none"}              | d: "a"            | REFUSED    | SPL022
          splunk             | "e": {"type": "keyword", "copy_to": "d"}, "d": {"type": "keyword"} | d: "a"     | REFUSED    | SPL022
          splunk             | "d": {"type": "keyword", "ignore_above": 10}                | d: a*             | MAY_DIFFER | SPL023
          splunk             | "d": {"type": "version"}                                    | d > "1.2.3"       | REFUSED    | SPL024
          elasticsearch-dsl  | "d": {"type": "integer_range"}                              | d: 5              | EXACT      |
          elasticsearch-esql | "d": {"type": "integer_range"}                              | d: 5              | EXACT      |
          elasticsearch-eql  | "d": {"type": "integer_range"}                              | d: 5              | REFUSED    | EEX023
          splunk             | "d": {"type": "integer_range"}                              | d: 5              | REFUSED    | SPL025
          elasticsearch-dsl  | "d": {"type": "double_range"}                               | d > 2.5           | EXACT      |
          elasticsearch-esql | "d": {"type": "double_range"}                               | d > 2.5           | EXACT      |
          elasticsearch-eql  | "d": {"type": "double_range"}                               | d > 2.5           | REFUSED    | EEX023
          splunk             | "d": {"type": "double_range"}                               | d > 2.5           | REFUSED    | SPL025
          elasticsearch-dsl  | "d": {"type": "date_range"}                                 | d: 2026-01-02     | EXACT      |
          elasticsearch-esql | "d": {"type": "date_range"}                                 | d: 2026-01-02     | EXACT      |
          elasticsearch-eql  | "d": {"type": "date_range"}                                 | d: 2026-01-02     | REFUSED    | EEX023
          splunk             | "d": {"type": "date_range"}                                 | d: 2026-01-02     | REFUSED    | SPL025
          elasticsearch-dsl  | "d": {"type": "ip_range"}                                   | d: 10.0.0.3       | EXACT      |
          elasticsearch-esql | "d": {"type": "ip_range"}                                   | d: 10.0.0.3       | EXACT      |
          elasticsearch-eql  | "d": {"type": "ip_range"}                                   | d: 10.0.0.3       | REFUSED    | EEX023
          splunk             | "d": {"type": "ip_range"}                                   | d: 10.0.0.3       | REFUSED    | SPL025
          elasticsearch-esql | "d": {"type": "long_range"}                                 | d: *              | REFUSED    | ESX017
          elasticsearch-dsl  | "d": {"type": "long_range"}                                 | d: *              | EXACT      |
          splunk             | "d": {"type": "long_range"}                                 | d: *              | REFUSED    | SPL025
          """)
  void targetsSayWhatTheyCannotFollow(
      String target, String properties, String query, Fidelity fidelity, String code) {
    Compilation rule = compile(properties, query);

    Artifact artifact = rule.emit(backend(target, properties)).orElseThrow();

    assertThat(artifact.fidelity()).isEqualTo(fidelity);
    if (code != null) {
      assertThat(artifact.reasons()).extracting(Reason::code).contains(code);
    }
  }

  @Test
  void aParameterThatCountsForNothingIsReportedWhereItsFieldIsAsked() {
    Compilation rule =
        compile("\"d\": {\"type\": \"text\", \"position_increment_gap\": 5}", "d: \"a b\"");

    assertThat(rule.diagnostics())
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.kind().code()).isEqualTo("SCH020");
              assertThat(diagnostic.message()).contains("'d'", "position_increment_gap: 5");
            });
  }

  private static CompilerOptions options(String properties) {
    DiagnosticSink sink = new DiagnosticSink();
    SourceText mapping = SourceText.of("index.json", "{\"properties\": {" + properties + "}}");
    CompilerOptions options = CompilerOptions.defaults().withSchemas(List.of(mapping), true, sink);
    assertThat(sink.diagnostics()).isEmpty();
    return options;
  }

  private static Compilation compile(String properties, String query) {
    SourceText file =
        SourceText.of("rules/tested.toml", ExportRules.toml("Tested rule", "kuery", query, ""));
    Compilation rule = RuleCompiler.create(options(properties)).compile(file);
    assertThat(rule.outcome()).as("%s", rule.diagnostics()).isEqualTo(Compilation.Outcome.COMPILED);
    return rule;
  }

  private static ExportBackend backend(String target, String properties) {
    ExportOptions options =
        new ExportOptions(FieldMapping.none(), false, options(properties).schema());
    return Backends.builtIn(options).byName(target).orElseThrow();
  }
}
