package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.mapping.BundledMappings;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.mapping.IndexChoice;
import dev.sigrun.compiler.mapping.MappingReader;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.SourceText;
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
        row("kuery", "source.ip > \"10.0.0.1\"", Fidelity.REFUSED, "SPL015"),
        row(
            "kuery",
            "gcp.audit.service_data.policy_delta.binding_deltas: *",
            Fidelity.REFUSED,
            "SPL016"),
        row("eql", "any where user.name > \"m\"", Fidelity.MAY_DIFFER, "SPL018"),
        row("eql", "any where concat(user.name, \"`\") == \"a\"", Fidelity.REFUSED, "SPL021"),
        row(
            "eql",
            "any where concat(user.name, user.domain) != null",
            Fidelity.MAY_DIFFER,
            "SPL031"),
        row("eql", "any where length(user.name) - 2 > 5", Fidelity.EXACT),
        row("eql", "any where indexOf(user.name, \"a\") > 5", Fidelity.EXACT),
        row(
            "eql",
            "any where length("
                + "string(length(".repeat(30)
                + "user.name"
                + "))".repeat(30)
                + ") > 1",
            Fidelity.EXACT),
        row(
            "eql",
            "any where " + "substring(".repeat(5) + "user.name" + ", -3)".repeat(5) + " == \"a\"",
            Fidelity.REFUSED,
            "SPL033"),
        row("eql", "any where substring(user.name, 1) == \"a\"", Fidelity.MAY_DIFFER, "SPL032"),
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
    Artifact export = ExportRules.export("splunk", ExportRules.query(language, query));

    assertThat(export.fidelity()).isEqualTo(fidelity);
    assertThat(Set.copyOf(export.reasons().stream().map(Reason::code).toList()))
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  /** Language, query, further lines, codes of the reasons. */
  static Stream<Arguments> settings() {
    String suppression =
        "[rule.alert_suppression]\ngroup_by = [\"user.name\"]\nduration = { value = 1, unit = \"m\" }";
    return Stream.of(
        Arguments.of(
            "eql",
            "sequence by user.name [any where true] [any where true]",
            "timestamp_field = \"event.ingested\"",
            "SPL050"),
        Arguments.of("eql", "any where true", suppression, "SPL055"));
  }

  @ParameterizedTest(name = "{1} {3}")
  @MethodSource("settings")
  void dependsOnTheRestOfTheRule(String language, String query, String more, String code) {
    Artifact export = ExportRules.export("splunk", ExportRules.query(language, query, more));

    assertThat(export.fidelity()).isNotEqualTo(Fidelity.EXACT);
    assertThat(export.reasons()).extracting(Reason::code).contains(code);
  }

  @Test
  void savedSearchesHoldBackWhatLacksTheFields() {
    String more =
        "[rule.alert_suppression]\ngroup_by = [\"user.name\"]\n"
            + "missing_fields_strategy = \"doNotSuppress\"";

    Artifact export =
        ExportRules.export(
            "splunk-savedsearches", ExportRules.query("eql", "any where true", more));

    assertThat(export.fidelity()).isEqualTo(Fidelity.MAY_MATCH_LESS);
    assertThat(export.reasons()).extracting(Reason::code).contains("SPL061");
  }

  /** Entries of one group of an indicator match, code of the reason. */
  static Stream<Arguments> entries() {
    String address =
        "{ field = \"source.ip\", type = \"mapping\", value = \"threat.indicator.ip\" }";
    return Stream.of(
        Arguments.of(
            address
                + ", { field = \"user.name\", type = \"mapping\", value = \"threat.indicator.name\","
                + " negate = true }",
            "SPL052"),
        Arguments.of(
            address
                + ", { field = \"destination.ip\", type = \"mapping\", value ="
                + " \"threat.indicator.ip\" }",
            "SPL058"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("entries")
  void lookupsCompareEqualValuesOnly(String entries, String code) {
    String toml =
        ExportRules.toml(
                "Tested rule",
                "kuery",
                "source.ip: *",
                "threat_index = [\"indicators\"]\nthreat_query = \"*:*\"\nthreat_language ="
                    + " \"kuery\"\nthreat_mapping = [{ entries = ["
                    + entries
                    + "] }]")
            .replace("type = \"query\"", "type = \"threat_match\"");

    Artifact export = ExportRules.export("splunk", ExportRules.of("rules/tested.toml", toml));

    assertThat(export.fidelity()).isEqualTo(Fidelity.REFUSED);
    assertThat(export.reasons()).extracting(Reason::code).contains(code);
  }

  @Test
  void groupsNeedOneFieldEach() {
    FieldMapping several =
        MappingReader.read(
                SourceText.of(
                    "fields.toml", "[[step]]\none_to_many = { \"user.name\" = [\"a\", \"b\"] }"),
                new DiagnosticSink())
            .orElseThrow();
    String more = "[rule.alert_suppression]\ngroup_by = [\"user.name\"]";

    Artifact export =
        ExportRules.export(
            "splunk",
            ExportRules.query("eql", "any where true", more),
            new ExportOptions(several, false, Schema.bundled()));

    assertThat(export.fidelity()).isEqualTo(Fidelity.REFUSED);
    assertThat(export.reasons()).extracting(Reason::code).contains("SPL056");
  }

  @Test
  void namesTheIndicesThatTheMappingLacks() {
    FieldMapping some =
        new FieldMapping(
            "test",
            false,
            List.of(),
            List.of(),
            "",
            Set.of(),
            List.of(new IndexChoice("logs-*", IndexChoice.Kind.INDEX, "events")));
    String toml =
        ExportRules.toml("Tested rule", "eql", "any where true", "")
            .replace("[\"logs-*\"]", "[\"logs-*\", \"winlogbeat-*\"]");

    Artifact export =
        ExportRules.export(
            "splunk",
            ExportRules.of("rules/tested.toml", toml),
            new ExportOptions(some, false, Schema.bundled()));

    assertThat(export.fidelity()).isEqualTo(Fidelity.EXACT);
    assertThat(export.reasons()).extracting(Reason::code).containsExactly("SPL060");
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
