package dev.sigrun.compiler.backend.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reasons that targets give for rules that they cannot render exactly. */
class FidelityTest {
  private static final String DSL = "elasticsearch-dsl";
  private static final String EQL = "elasticsearch-eql";
  private static final String ESQL = "elasticsearch-esql";

  private static final String SEQUENCE = "sequence by user.name [any where true] [any where true]";
  private static final String SAMPLE = "sample by user.name [any where true] [any where false]";
  private static final String NEW_TERMS =
      """
      [rule.new_terms]
      field = "new_terms_fields"
      value = ["user.name"]
      [[rule.new_terms.history_window_start]]
      field = "history_window_start"
      value = "now-7d"
      """;
  private static final String THRESHOLD = "[rule.threshold]\nfield = [\"user.name\"]\nvalue = 5\n";
  private static final String CARDINALITY =
      THRESHOLD + "[[rule.threshold.cardinality]]\nfield = \"source.ip\"\nvalue = 3\n";
  private static final String SUPPRESSION =
      "[rule.alert_suppression]\ngroup_by = [\"user.name\"]\n";
  private static final String EXCEPTIONS =
      """
      [[rule.exceptions_list]]
      id = "e1"
      list_id = "known-hosts"
      namespace_type = "single"
      type = "detection"
      """;
  private static final String COSTLY = "any where user.name regex \".{0,2000}a{1,900}\"";
  private static final String BETWEEN =
      "[[rule.filters]]\n[rule.filters.query.range.\"process.pid\"]\ngte = 5\nlte = 7\n";

  /** Target, language, query, more of the rule, fidelity, codes of the reasons. */
  static Stream<Arguments> rules() {
    String longRegex = "a".repeat(998) + ".*";
    return Stream.of(
        row(DSL, "eql", SEQUENCE, "", Fidelity.REFUSED, "DSL001"),
        row(DSL, "eql", SAMPLE, "", Fidelity.REFUSED, "DSL001"),
        row(DSL, "eql", "any where true | head 5", "", Fidelity.REFUSED, "DSL001"),
        row(DSL, "kuery", "user.name: a", NEW_TERMS, Fidelity.REFUSED, "DSL001"),
        row(DSL, "kuery", "user.name: a", THRESHOLD, Fidelity.MAY_DIFFER, "DSL002"),
        row(DSL, "kuery", "user.name: a", CARDINALITY, Fidelity.MAY_DIFFER, "DSL002", "DSL003"),
        row(
            DSL,
            "eql",
            "any where user.name : (" + manyNames() + ")",
            "",
            Fidelity.EXACT,
            "DSL004"),
        row(DSL, "eql", "any where " + deep(), "", Fidelity.REFUSED, "DSL005"),
        row(DSL, "eql", "any where length(user.name) > 5", "", Fidelity.REFUSED, "DSL010"),
        row(DSL, "kuery", "unknown.*.name > a", "", Fidelity.REFUSED, "DSL011"),
        row(DSL, "kuery", "unknown.*.name: a", "", Fidelity.EXACT),
        row(DSL, "kuery", "unknown.*.name: a*b", "", Fidelity.EXACT),
        row(DSL, "eql", "any where user.name : \"\u00e9*\"", "", Fidelity.MAY_MATCH_LESS, "DSL012"),
        row(
            DSL,
            "eql",
            "any where not user.name : \"\u00e9*\"",
            "",
            Fidelity.MAY_MATCH_MORE,
            "DSL012"),
        row(
            DSL,
            "eql",
            "any where user.name regex \"" + longRegex + "b\"",
            "",
            Fidelity.REFUSED,
            "DSL013"),
        row(
            EQL,
            "eql",
            "any where user.name regex \"" + longRegex + "b\"",
            "",
            Fidelity.REFUSED,
            "EEX018"),
        row(EQL, "kuery", "user.name: a\\**b" + "c".repeat(995), "", Fidelity.REFUSED, "EEX018"),
        row(
            ESQL,
            "eql",
            "any where user.name regex~ \"" + "ab".repeat(124) + "\"",
            "",
            Fidelity.EXACT),
        row(
            ESQL,
            "eql",
            "any where user.name regex~ \"" + "ab".repeat(125) + "\"",
            "",
            Fidelity.REFUSED,
            "ESX015"),
        row(
            ESQL,
            "eql",
            "any where user.name : \"*" + "a".repeat(250) + "*\"",
            "",
            Fidelity.REFUSED,
            "ESX015"),
        row(
            ESQL,
            "eql",
            "any where user.name in~ (\"x\", \"" + "a".repeat(250) + "\")",
            "",
            Fidelity.REFUSED,
            "ESX015"),
        row(ESQL, "eql", "any where user.name : \"a\\u{1b}*\"", "", Fidelity.REFUSED, "ESX014"),
        row(
            ESQL,
            "eql",
            "any where user.name regex \"a\\u{2028}.\"",
            "",
            Fidelity.REFUSED,
            "ESX014"),
        row(ESQL, "eql", "any where `a\u0001b` == \"x\"", "", Fidelity.REFUSED, "ESX014"),
        row(ESQL, "eql", "any where user.name == \"a\\u{1b}\"", "", Fidelity.EXACT),
        row(DSL, "eql", COSTLY, "", Fidelity.MAY_MATCH_LESS, "EXP003"),
        row(EQL, "eql", COSTLY, "", Fidelity.MAY_MATCH_LESS, "EXP003"),
        row(ESQL, "eql", COSTLY, "", Fidelity.MAY_MATCH_LESS, "EXP003"),
        row(
            DSL,
            "eql",
            "any where not user.name : \"*a" + "?".repeat(20) + "\"",
            "",
            Fidelity.MAY_MATCH_LESS,
            "EXP003"),
        row(DSL, "kuery", "user.name: a", SUPPRESSION, Fidelity.EXACT, "EXP002"),
        row(EQL, "kuery", "user.name: a", SUPPRESSION, Fidelity.EXACT, "EXP002"),
        row(ESQL, "kuery", "user.name: a", SUPPRESSION, Fidelity.EXACT, "EXP002"),
        row(
            ESQL,
            "esql",
            "from logs-* metadata _id, _index, _version",
            SUPPRESSION,
            Fidelity.EXACT,
            "EXP002"),
        row("kibana", "kuery", "user.name: a", SUPPRESSION, Fidelity.EXACT),
        row(DSL, "kuery", "user.name: a", EXCEPTIONS, Fidelity.EXACT, "EXP001"),
        row(EQL, "kuery", "user.name: a", EXCEPTIONS, Fidelity.EXACT, "EXP001"),
        row(ESQL, "kuery", "user.name: a", EXCEPTIONS, Fidelity.EXACT, "EXP001"),
        row("splunk", "kuery", "user.name: a", EXCEPTIONS, Fidelity.EXACT, "EXP001"),
        row("splunk-savedsearches", "kuery", "user.name: a", EXCEPTIONS, Fidelity.EXACT, "EXP001"),
        row("kibana", "kuery", "user.name: a", EXCEPTIONS, Fidelity.EXACT),
        row(
            DSL,
            "esql",
            "from logs-* | stats c = count(*) by user.name",
            "",
            Fidelity.REFUSED,
            "ESQL116"),
        row(
            DSL,
            "esql",
            "from logs-* metadata _id | where user.name == \"a\"",
            "",
            Fidelity.REFUSED,
            "ESQL116"),
        row(
            ESQL,
            "esql",
            "from logs-* metadata _id | where user.name == \"a\"",
            "",
            Fidelity.EXACT),
        row(EQL, "kuery", "user.name: a", THRESHOLD, Fidelity.REFUSED, "EEX001"),
        row(EQL, "kuery", "user.name: a", NEW_TERMS, Fidelity.REFUSED, "EEX001"),
        row(EQL, "kuery", "message: a", "", Fidelity.REFUSED, "EEX010"),
        row(EQL, "kuery", "message: \"a b\"", "", Fidelity.REFUSED, "EEX010"),
        row(EQL, "kuery", "message: a*", "", Fidelity.REFUSED, "EEX010"),
        row(EQL, "kuery", "message: *", "", Fidelity.REFUSED, "EEX010"),
        row(
            EQL,
            "kuery",
            "gcp.audit.service_data.policy_delta.binding_deltas: { action: a }",
            "",
            Fidelity.REFUSED,
            "EEX011"),
        row(EQL, "kuery", "unknown.*.name: a", "", Fidelity.REFUSED, "EEX012"),
        row(EQL, "kuery", "user.name: a", BETWEEN, Fidelity.MAY_MATCH_MORE, "EEX014"),
        row(EQL, "kuery", "unknown.bytes < 18446744073709551616", "", Fidelity.EXACT),
        row(EQL, "kuery", "unknown.bytes < 9223372036854775809", "", Fidelity.REFUSED, "EEX015"),
        row(ESQL, "eql", SEQUENCE, "", Fidelity.REFUSED, "ESX001"),
        row(ESQL, "eql", SAMPLE, "", Fidelity.REFUSED, "ESX001"),
        row(ESQL, "eql", "any where true | tail 5", "", Fidelity.REFUSED, "ESX001"),
        row(ESQL, "eql", "any where user.name in (" + manyNames() + ")", "", Fidelity.EXACT),
        row(ESQL, "kuery", manyClauses(), "", Fidelity.REFUSED, "ESX004"),
        row(ESQL, "kuery", "user.name: a", THRESHOLD, Fidelity.EXACT),
        row(ESQL, "kuery", "user.name: a", CARDINALITY, Fidelity.MAY_DIFFER, "ESX003"),
        row(ESQL, "kuery", "user.name: a", NEW_TERMS, Fidelity.EXACT),
        row(
            ESQL,
            "kuery",
            "gcp.audit.service_data.policy_delta.binding_deltas: { action: a }",
            "",
            Fidelity.REFUSED,
            "ESX010"),
        row(ESQL, "kuery", "unknown.*.name: a", "", Fidelity.REFUSED, "ESX011"),
        row(ESQL, "eql", "any where length(user.name) > 5", "", Fidelity.REFUSED, "ESX012"),
        row(ESQL, "esql", "from logs-* metadata _id, _index, _version", "", Fidelity.EXACT));
  }

  private static Arguments row(
      String target,
      String language,
      String query,
      String more,
      Fidelity fidelity,
      String... codes) {
    return Arguments.of(target, language, query, more, fidelity, List.of(codes));
  }

  private static String manyClauses() {
    return String.join(
        " or ",
        Stream.iterate(0, i -> i + 1)
            .limit(300)
            .map(i -> "(user.name: *" + i + " and not host.name: a" + i + ")")
            .toList());
  }

  private static String manyNames() {
    return String.join(
        ", ", Stream.iterate(0, i -> i + 1).limit(1025).map(i -> "\"n" + i + "\"").toList());
  }

  private static String deep() {
    String condition = "user.id == \"a\"";
    for (int i = 0; i < 20; i++) {
      condition =
          "(user.name == \"n" + i + "\" or (host.name == \"h" + i + "\" and " + condition + "))";
    }
    return condition;
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("rules")
  void isStatedWithItsReasons(
      String target,
      String language,
      String query,
      String more,
      Fidelity fidelity,
      List<String> codes) {
    Artifact export = ExportRules.export(target, ExportRules.query(language, query, more));

    assertThat(export.reasons()).extracting(Reason::code).containsOnlyOnceElementsOf(codes);
    assertThat(export.reasons()).extracting(Reason::code).isSubsetOf(codes);
    assertThat(export.fidelity()).isEqualTo(fidelity);
    assertThat(export.text().isPresent()).isEqualTo(fidelity != Fidelity.REFUSED);
  }

  @Test
  void reasonsPointAtTheClauseInTheFile() {
    Compilation rule =
        ExportRules.query("eql", "any where user.name == \"a\" and length(user.id) > 5");

    Artifact export = ExportRules.export(DSL, rule);

    assertThat(export.reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.position().line()).isEqualTo(16);
              assertThat(reason.position().column()).isEqualTo(43);
              assertThat(reason.message()).contains("length(user.id) > 5");
            });
  }

  @Test
  void halfOfASurrogatePairIsRefusedInEql() {
    Compilation rule = ExportRules.query("kuery", "user.name: \"\\ud800\"");

    Artifact export = ExportRules.export(EQL, rule);

    assertThat(export.reasons()).extracting(Reason::code).containsExactly("EEX013");
  }

  @Test
  void slashesOfRegularExpressionsAreEscapedOnceInEsql() {
    Artifact export =
        ExportRules.export(
            ESQL, ExportRules.query("eql", "any where user.name regex \"\"\"\\/a+/\\\\/b\"\"\""));

    assertThat(export.text().orElseThrow()).contains("user.name:/(\\\\/a+\\\\/\\\\\\\\\\\\/b)/");
  }

  @Test
  void controlCharactersAreWrittenByNumberInEsql() {
    Artifact export =
        ExportRules.export(
            ESQL,
            ExportRules.query(
                "eql", "any where user.name in (\"a\", \"b\\u{1b}\", \"c\\u{2028}\\n\")"));

    assertThat(export.text().orElseThrow())
        .contains(
            "| WHERE user.name : \"a\"\n    OR "
                + "QSTR(\"user.name:(\\\"b\\\\u001b\\\" OR \\\"c\\\\u2028\\n\\\")\")");
  }

  @Test
  void rulesWithoutIndexAreRefusedInEsql() {
    String toml =
        ExportRules.toml("Tested rule", "eql", "any where true", "")
            .replace("index = [\"logs-*\"]", "data_view_id = \"logs\"");

    Artifact export = ExportRules.export(ESQL, ExportRules.of("rules/a.toml", toml));

    assertThat(export.reasons()).extracting(Reason::code).containsExactly("ESX002");
  }

  @Test
  void approximationsAreStatedInTheArtifact() {
    Artifact eql = ExportRules.export(EQL, ExportRules.query("kuery", "user.name: a", BETWEEN));
    Artifact esql =
        ExportRules.export(ESQL, ExportRules.query("kuery", "user.name: a", CARDINALITY));

    assertThat(eql.text().orElseThrow()).contains("// Approximate: may match more.\\n// EEX014 at");
    assertThat(esql.text().orElseThrow())
        .startsWith("// Approximate: may match more or less.\n// ESX003 at");
  }

  @Test
  void combinedFiltersHaveNoShapeOfKibana() {
    String combined =
        """
        [[rule.filters]]
        [rule.filters.meta]
        type = "combined"
        relation = "AND"
        [[rule.filters.meta.params]]
        [rule.filters.meta.params.query.term]
        "user.name" = "a"
        """;
    ExportOptions options = new ExportOptions(FieldMapping.none(), true, Schema.bundled());

    Artifact export =
        ExportRules.export(DSL, ExportRules.query("kuery", "user.name: a", combined), options);

    assertThat(export.reasons()).extracting(Reason::code).containsExactly("DSL020");
  }

  @Test
  void patternsOfNamesMeanTheFieldsThatTheSchemaKnows() {
    ExportOptions options = new ExportOptions(FieldMapping.none(), true, Schema.bundled());

    Artifact export =
        ExportRules.export(DSL, ExportRules.query("kuery", "not user.domain*: a"), options);

    assertThat(export.fidelity()).isEqualTo(Fidelity.MAY_MATCH_MORE);
    assertThat(export.reasons()).extracting(Reason::code).containsExactly("DSL021");
  }

  @Test
  void filtersStandBesideTheQueryInTheShapeOfKibana() {
    String filters =
        """
        [[rule.filters]]
        [rule.filters.meta]
        negate = true
        [rule.filters.query.wildcard."file.path"]
        value = "*.tmp"
        [[rule.filters]]
        [rule.filters.meta]
        disabled = true
        [rule.filters.query.exists]
        field = "user.id"
        """;
    ExportOptions options = new ExportOptions(FieldMapping.none(), true, Schema.bundled());

    Artifact export =
        ExportRules.export(DSL, ExportRules.query("kuery", "user.name: a", filters), options);

    assertThat(export.text().orElseThrow().replaceAll("\\s", ""))
        .isEqualTo(
            "{'query':{'bool':{'must':[],'filter':[{'bool':{'should':[{'term':{'user.name':"
                    .replace('\'', '"')
                + "{'value':'a'}}}],'minimum_should_match':1}}],'should':[],'must_not':["
                    .replace('\'', '"')
                + "{'wildcard':{'file.path':{'value':'*.tmp'}}}]}}}".replace('\'', '"'));
  }
}
