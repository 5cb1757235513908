package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.mapping.BundledMappings;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.mapping.IndexChoice;
import dev.sigrun.compiler.mapping.MappingReader;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reasons in searches for rules that they cannot render exactly, and the places where they look
 * for events.
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
            List.of(new IndexChoice("logs-*", IndexChoice.Kind.INDEX, "events")),
            Optional.empty());
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not | \"not\" | 'not'",
        "OR | \"OR\" | 'OR'",
        "in | \"in\" | 'in'",
        "like | \"like\" | 'like'",
        "null | \"null\" | 'null'",
        "TRUE | \"TRUE\" | 'TRUE'",
        "xor | \"xor\" | 'xor'",
        "1field | \"1field\" | '1field'",
        "a.0.b | a.0.b | 'a.0.b'",
        "a-b | \"a-b\" | 'a-b'",
        "by | \"by\" | 'by'",
        "_a | _a | _a",
        "a:b | \"a:b\" | 'a:b'",
        "\u00e9 | \"\u00e9\" | '\u00e9'",
        "notable | notable | notable",
        "a.not | a.not | 'a.not'"
      })
  void namesThatMeanSomethingElseAreQuoted(String name, String inSearch, String inWhere) {
    assertThat(search(FieldMapping.none(), "any where `" + name + "` == \"x\""))
        .endsWith(
            "search index=* %s=\"x\"\n| where isnotnull(mvfind(%s, \"^x\\z\"))\n"
                .formatted(inSearch, inWhere));
  }

  @Test
  void tiebreakersOfMappingsOrderEventsOfTheSameTime() {
    FieldMapping mapping =
        MappingReader.read(
                SourceText.of("fields.toml", "tiebreaker = \"event.sequence\""),
                new DiagnosticSink())
            .orElseThrow();
    Artifact export =
        ExportRules.export(
            "splunk",
            ExportRules.query("eql", "sequence by user.name [any where true] [any where true]"),
            new ExportOptions(mapping, false, Schema.bundled()));

    assertThat(export.reasons()).isEmpty();
    assertThat(export.text().orElseThrow())
        .contains("| eval sg_tie=coalesce('event.sequence', 0)\n")
        .contains("| reverse\n| sort 0 sg_ms sg_no_tie sg_tie\n");
  }

  /** Splunk gives the newest event first, so that the order of arrival is the reverse of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequence by user.name [any where true] [any where true]",
        "sequence by user.name [any where true] [any where true] [any where true]",
        "sequence [any where true] by user.name [any where true] by host.name",
        "sequence by user.name [any where true] with runs=3",
        "sequence by user.name with maxspan=1m [any where true] ![any where user.id == \"a\"]",
        "sequence by user.name [any where true] [any where true] until [any where true]"
      })
  void sequencesTakeEventsOfTheSameTimeInTheOrderOfArrival(String query) {
    assertThat(search(FieldMapping.none(), query))
        .containsSubsequence("| reverse", "| sort 0 sg_ms");
    Artifact export = ExportRules.export("splunk", ExportRules.query("eql", query));
    assertThat(export.reasons()).extracting(Reason::code).contains("SPL041");
  }

  @Test
  void eventsOfTheSameTimeArePutInTheOrderOfArrival() {
    assertThat(search(FieldMapping.none(), "any where process.name == \"x\" | head 5 | tail 2"))
        .endsWith("| reverse\n| sort 0 _time\n| head 5\n| reverse\n| sort 0 -_time\n| head 2\n");
    assertThat(search(FieldMapping.none(), "any where process.name == \"x\" | tail 2"))
        .doesNotContain("reverse");
  }

  /** Without a window only the last 10,000 rows would be looked at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequence by user.name [any where true] [any where true] [any where true]",
        "sequence by user.name [any where true] with runs=4 until [any where user.id == \"a\"]",
        "sequence by user.name [any where true] with runs=4 [any where user.id == \"a\"]",
        "sequence by user.name with maxspan=1m [any where true] ![any where user.id == \"a\"]",
        "sequence with maxspan=1m [any where true] [any where true] ![any where user.id == \"a\"]"
      })
  void noLimitOfStreamstatsCanBeReached(String query) {
    assertThat(search(FieldMapping.none(), query).lines())
        .filteredOn(line -> line.startsWith("| streamstats"))
        .isNotEmpty()
        .allMatch(
            line -> line.matches("\\| streamstats (?:current=f )?window=\\d{1,3} global=f .*"));
  }

  @Test
  void savedSearchesSayWhatTheyCannotHoldBack() {
    FieldMapping dropped =
        MappingReader.read(
                SourceText.of(
                    "fields.toml", "[[step]]\ndrop = { \"user.domain\" = \"One domain.\" }"),
                new DiagnosticSink())
            .orElseThrow();
    Artifact export =
        ExportRules.export(
            "splunk-savedsearches",
            ExportRules.query(
                "eql",
                "sequence by user.name [any where true] [any where true]",
                "[rule.alert_suppression]\ngroup_by = [\"user.domain\"]"),
            new ExportOptions(dropped, false, Schema.bundled()));

    assertThat(export.fidelity()).isEqualTo(Fidelity.MAY_MATCH_MORE);
    assertThat(export.reasons()).extracting(Reason::code).contains("SPL054", "SPL062");
    assertThat(export.text().orElseThrow()).contains("alert.suppress = 0\n");
  }

  @Test
  void groupsOfSuppressionAreThoseOfKibana() {
    String suppression = "[rule.alert_suppression]\ngroup_by = [\"user.name\"]";
    Artifact byWhole =
        ExportRules.export("splunk", ExportRules.query("eql", "any where true", suppression));
    Artifact byValue =
        ExportRules.export("splunk", ExportRules.query("kuery", "user.id: *", suppression));

    assertThat(byWhole.reasons()).extracting(Reason::code).contains("SPL059");
    assertThat(byWhole.text().orElseThrow())
        .contains("coalesce(mvjoin(mvsort(mvdedup('user.name')), \" (and) \"), \"(missing)\")")
        .doesNotContain("mvexpand");
    assertThat(byValue.text().orElseThrow()).contains("| mvexpand sg_key1\n| dedup sg_key1\n");
  }

  /** An index keeps the addresses of IPv4 among those of IPv6; Splunk is not known to do so. */
  @ParameterizedTest
  @CsvSource({
    "::/0,cidrmatch(\"::/0\"@ 'source.ip') OR cidrmatch(\"0.0.0.0/0\"@ 'source.ip')",
    "::/64,cidrmatch(\"::/64\"@ 'source.ip') OR cidrmatch(\"0.0.0.0/0\"@ 'source.ip')",
    "::/80,cidrmatch(\"::/80\"@ 'source.ip') OR cidrmatch(\"0.0.0.0/0\"@ 'source.ip')",
    "::/81,cidrmatch(\"::/81\"@ 'source.ip')",
    "fd00::/8,cidrmatch(\"fd00::/8\"@ 'source.ip')",
    "10.0.0.0/8,cidrmatch(\"10.0.0.0/8\"@ 'source.ip')"
  })
  void blocksHoldWhatTheyHoldInAnIndex(String block, String condition) {
    assertThat(search(FieldMapping.none(), "network where cidrMatch(source.ip, \"" + block + "\")"))
        .endsWith("    AND isnotnull(mvfilter(" + condition.replace('@', ',') + "))\n");
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
            List.of(new IndexChoice("logs-*", IndexChoice.Kind.MACRO, "events")),
            Optional.empty());

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
    "PT1S,PT1S,* * * * *,PT1M",
    "PT10S,PT20S,* * * * *,PT1M10S",
    "PT30S,PT45S,* * * * *,PT1M15S",
    "PT45S,PT10M,* * * * *,PT10M15S",
    "PT59S,PT59S,* * * * *,PT1M",
    "PT1M,PT1M,* * * * *,PT1M",
    "PT90S,PT2M,* * * * *,PT2M",
    "PT5M,PT9M,*/5 * * * *,PT9M",
    "PT8M,PT9M,*/6 * * * *,PT9M",
    "PT1H,PT1H,0 * * * *,PT1H",
    "PT5H,PT5H,0 */4 * * *,PT5H",
    "P2D,P2D,0 0 * * *,P2D"
  })
  void schedulesAreEvenAndLeaveNoTimeOut(
      Duration period, Duration lookBack, String cron, Duration span) {
    SplunkSchedule schedule = new SplunkSchedule(new Timing.Runs(period, lookBack, Duration.ZERO));

    assertThat(schedule.cron()).isEqualTo(cron);
    assertThat(schedule.span()).isEqualTo(span);
  }
}
