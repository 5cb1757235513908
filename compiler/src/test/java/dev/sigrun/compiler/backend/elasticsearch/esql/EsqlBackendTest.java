package dev.sigrun.compiler.backend.elasticsearch.esql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of rules that are written in ES|QL already. */
class EsqlBackendTest {
  private static final String STATEMENT =
      "FROM logs-* METADATA _id, _index, _version | WHERE host.name == \"a\" | KEEP *";

  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"
      [rule]
      author = ["Tester"]
      description = "Finds what a test wants."
      name = "Host"
      risk_score = 47
      rule_id = "0b5c2b0c-34ae-4e4e-8d21-4bbb0a1f0000"
      severity = "medium"
      type = "esql"
      language = "esql"
      query = '''
      %s
      '''
      %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | EXACT | ''",
        "filters = [{ query = { exists = { field = 'user.name' } } }] | MAY_DIFFER | ESX005"
      })
  void aStatementIsCarriedWithoutItsFilters(String keys, Fidelity fidelity, String codes) {
    SourceText file =
        SourceText.of("rules/host.toml", RULE.formatted(STATEMENT, keys.replace('\'', '"')));

    Optional<Artifact> artifact =
        RuleCompiler.create(CompilerOptions.defaults())
            .compile(file)
            .emit(new EsqlBackend(ExportOptions.defaults()));

    assertThat(artifact.flatMap(Artifact::text)).hasValue(STATEMENT + "\n");
    assertThat(artifact.map(Artifact::fidelity)).hasValue(fidelity);
    assertThat(artifact.orElseThrow().reasons())
        .extracting(reason -> reason.diagnostic().code())
        .isEqualTo(codes.isEmpty() ? List.of() : List.of(codes));
  }
}
