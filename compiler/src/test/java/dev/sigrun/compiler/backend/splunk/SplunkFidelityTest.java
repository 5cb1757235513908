package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.backend.Fidelity;
import dev.sigrun.compiler.backend.Reason;
import dev.sigrun.compiler.backend.mapping.BundledMappings;
import dev.sigrun.compiler.backend.mapping.FieldMapping;
import dev.sigrun.compiler.backend.mapping.IndexChoice;
import dev.sigrun.compiler.schema.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What searches say about rules that they cannot render exactly, and where they look for events.
 */
class SplunkFidelityTest {
  /** Language, query, fidelity, codes of the reasons. */
  static Stream<Arguments> rules() {
    String keys = " by user.name ";
    return Stream.of(
        row("eql", "any where length(user.name) > 5", Fidelity.EXACT),
        row("eql", "any where user.name regex \"a&b\"", Fidelity.REFUSED, "SPL012"),
        row("kuery", "unknown.*.name: a", Fidelity.REFUSED, "SPL011"),
        row("kuery", "message: a", Fidelity.MAY_DIFFER, "SPL013"),
        row("kuery", "not message: a", Fidelity.MAY_DIFFER, "SPL013"),
        row("kuery", "source.bytes > 9007199254740993", Fidelity.MAY_DIFFER, "SPL017"),
        row("kuery", "@timestamp > \"2024-01-01\"", Fidelity.REFUSED, "SPL014"),
        row(
            "kuery",
            "gcp.audit.service_data.policy_delta.binding_deltas: { action: a }",
            Fidelity.REFUSED,
            "SPL010"),
        row("eql", "any where divide(process.pid, 2) == 4", Fidelity.REFUSED, "SPL030"),
        row("eql", "any where `a'b` == \"x\"", Fidelity.REFUSED, "SPL020"),
        row("eql", "any where user.name == \"a\" | head 5", Fidelity.EXACT),
        row(
            "eql",
            "sequence" + keys + "with maxspan=1m ![any where true] [any where user.id == \"a\"]",
            Fidelity.REFUSED,
            "SPL040",
            "SPL041",
            "SPL042"),
        row(
            "eql",
            "sequence" + keys + "[any where true] [any where true]",
            Fidelity.EXACT,
            "SPL041"),
        row(
            "eql",
            "sample" + keys + "[any where true] [any where true] [any where true]",
            Fidelity.EXACT),
        row(
            "eql",
            "sample" + keys + "[any where true] [any where true] [any where true] [any where true]",
            Fidelity.MAY_MATCH_MORE,
            "SPL051"));
  }

  private static Arguments row(String language, String query, Fidelity fidelity, String... codes) {
    return Arguments.of(language, query, fidelity, List.of(codes));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rules")
  void isStatedWithItsReasons(
      String language, String query, Fidelity fidelity, List<String> codes) {
    Export export = ExportRules.export("splunk", ExportRules.query(language, query));

    assertThat(export.fidelity()).isEqualTo(fidelity);
    assertThat(Set.copyOf(export.reasons().stream().map(Reason::code).toList()))
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  private static String search(FieldMapping mapping, String query) {
    ExportOptions options = new ExportOptions(mapping, false, Schema.bundled());
    return ExportRules.export("splunk", ExportRules.query("eql", query), options)
        .text()
        .orElseThrow();
  }

  @Test
  void mappingsNameIndicesAndArrays() {
    FieldMapping mapping =
        new FieldMapping(
            "test",
            false,
            List.of(),
            List.of(),
            "{}",
            Set.of("process.args"),
            List.of(new IndexChoice("logs-*", IndexChoice.Kind.MACRO, "events")));

    assertThat(search(mapping, "any where process.args == \"x\""))
        .endsWith(
            "search `events` \"process.args{}\"=\"x\"\n"
                + "| where isnotnull(mvfind('process.args{}', \"^x\\z\"))\n");
  }

  @Test
  void dataModelsAreReadAsTheyAre() {
    FieldMapping cim = BundledMappings.named("cim").orElseThrow();

    assertThat(search(cim, "process where process.name == \"x\""))
        .endsWith(
            "| from datamodel:\"Endpoint.Processes\"\n"
                + "| search process_name=\"x\"\n"
                + "| where isnotnull(mvfind(process_name, \"^x\\z\"))\n");
  }

  @ParameterizedTest
  @CsvSource({
    "PT1M,* * * * *",
    "PT5M,*/5 * * * *",
    "PT8M,*/6 * * * *",
    "PT1H,0 * * * *",
    "PT5H,0 */4 * * *",
    "P2D,0 0 * * *"
  })
  void schedulesAreEven(Duration period, String cron) {
    assertThat(SavedSearch.cron(period)).isEqualTo(cron);
  }
}
