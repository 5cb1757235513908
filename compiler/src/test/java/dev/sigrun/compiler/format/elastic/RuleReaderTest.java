package dev.sigrun.compiler.format.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.Diagnosed;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.rule.RuleSchedule;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.compiler.source.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleReaderTest {
  private static final String HEAD =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/02"

      [rule]
      author = ["Jane"]
      description = "Finds things."
      name = "Things Found"
      risk_score = 47
      rule_id = "00000000-0000-4000-8000-000000000001"
      severity = "medium"
      """;

  private static final String EQL =
      HEAD
          + """
            index = ["logs-*"]
            language = "eql"
            type = "eql"
            query = '''
            process where true
            '''
            """;

  private static final String KQL =
      HEAD
          + """
            index = ["logs-*"]
            language = "kuery"
            type = "query"
            query = "a:b"
            """;

  private static final String THRESHOLD =
      KQL.replace("\"query\"", "\"threshold\"")
          + """
            [rule.threshold]
            field = ["user.name", "host.name"]
            value = 5
            [[rule.threshold.cardinality]]
            field = "source.ip"
            value = 2
            """;

  private static final String NEW_TERMS =
      KQL.replace("\"query\"", "\"new_terms\"")
          + """
            [rule.new_terms]
            field = "new_terms_fields"
            value = ["user.name", "host.name"]
            [[rule.new_terms.history_window_start]]
            field = "history_window_start"
            value = "now-7d"
            """;

  private static final String THREAT_MATCH =
      KQL.replace("\"query\"", "\"threat_match\"")
          + """
            threat_index = ["indicators-*"]
            threat_language = "kuery"
            threat_query = "*:*"
            [[rule.threat_filters]]
            meta = { negate = false }
            [[rule.threat_mapping]]
            [[rule.threat_mapping.entries]]
            field = "source.ip"
            type = "mapping"
            value = "threat.indicator.ip"
            [[rule.threat_mapping.entries]]
            field = "host.name"
            negate = true
            type = "mapping"
            value = "threat.indicator.name"
            """;

  private static final String MACHINE_LEARNING =
      HEAD
          + """
            anomaly_threshold = 75
            machine_learning_job_id = "odd_things"
            type = "machine_learning"
            """;

  private static final String THREAT =
      EQL
          + """
            [[rule.threat]]
            framework = "MITRE ATT&CK"
            tactic = { id = "TA0002", name = "Execution" }
            [[rule.threat.technique]]
            id = "T1059"
            name = "Command and Scripting Interpreter"
            reference = "https://attack.mitre.org/techniques/T1059/"
            [[rule.threat.technique.subtechnique]]
            id = "T1059.001"
            name = "PowerShell"
            reference = "https://attack.mitre.org/techniques/T1059/001/"
            """;

  private static final String EMPTY = "%s RUL058 Key '%s' is empty. Remove it.";

  private static final String LANGUAGE =
      "%s RUL006 Unknown value '%s' for 'language'. Did you mean '%s'? Use eql, kuery, lucene or"
          + " esql.";

  /** A rule, a part of it, its replacement, and the report. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "a = ", "a = ", "a = ", "1:5 TOML001 Expected a value, found the end of the file."),
        arguments("[rule]", "", "", "1:1 RUL001 The file has no [metadata] table."),
        arguments("[metadata]", "", "", "1:1 RUL001 The file has no [rule] table."),
        arguments(
            "rule = 1\n[metadata]",
            "",
            "",
            "1:8 RUL004 Key 'rule' must be a table, not a whole number."),
        arguments(
            EQL,
            "[metadata]",
            "[rules]\n[metadata]",
            "1:2 RUL002 Unknown table 'rules'. Did you mean 'rule'? A rule file has [metadata] and"
                + " [rule]."),
        arguments(
            EQL,
            "severity",
            "\"severty\" = 1\nseverity",
            "11:1 RUL003 Unknown key 'severty'. Did you mean 'severity'?"),
        arguments(
            EQL,
            "[metadata]\n",
            "[metadata]\nnonsense_here = 1\n",
            "2:1 RUL003 Unknown key 'nonsense_here'."),
        arguments(
            EQL,
            "[\"Jane\"]",
            "\"Jane\"",
            "6:10 RUL004 Key 'author' must be a list, not a string."),
        arguments(
            EQL,
            "[\"Jane\"]",
            "[\"Jane\", 1]",
            "6:19 RUL004 Key 'author' must be a string, not a whole number."),
        arguments(
            EQL,
            "47",
            "\"47\"",
            "9:14 RUL004 Key 'risk_score' must be a whole number, not a string."),
        arguments(
            EQL,
            "47",
            "47.0",
            "9:14 RUL004 Key 'risk_score' must be a whole number, not a decimal number."),
        arguments(EQL, "severity = \"medium\"\n", "", "5:1 RUL005 Key 'severity' is missing."),
        arguments(EQL, "type = \"eql\"\n", "", "5:1 RUL005 Key 'type' is missing."),
        arguments(EQL, "language = \"eql\"\n", "", "5:1 RUL005 Key 'language' is missing."),
        arguments(THRESHOLD, "value = 5\n", "", "16:1 RUL005 Key 'value' is missing."),
        arguments(
            EQL,
            "\"medium\"",
            "\"Medium\"",
            "11:12 RUL006 Unknown value 'Medium' for 'severity'. Did you mean 'medium'? Use low,"
                + " medium, high or critical."),
        arguments(
            EQL,
            "type = \"eql\"",
            "type = \"sql\"",
            "14:8 RUL006 Unknown value 'sql' for 'type'. Did you mean 'eql'? Use query,"
                + " saved_query,"
                + " eql, esql, threshold, threat_match, new_terms or machine_learning."),
        arguments(
            KQL,
            "severity",
            "tiebreaker_field = \"x\"\nseverity",
            "11:1 RUL007 Key 'tiebreaker_field' has no meaning in a rule of type query, only in"
                + " eql."),
        arguments(
            MACHINE_LEARNING,
            "severity",
            "index = [\"x\"]\nseverity",
            "11:1 RUL007 Key 'index' has no meaning in a rule of type machine_learning, only in"
                + " query, saved_query, eql, threshold, threat_match and new_terms."),
        arguments(EQL, "47", "101", "9:14 RUL008 Key 'risk_score' must be from 0 to 100, not 101."),
        arguments(
            THRESHOLD,
            "value = 5",
            "value = 0",
            "18:9 RUL008 Key 'value' must be at least 1, not 0."),
        arguments(EQL, "\"Finds things.\"", "\" \"", "7:15 RUL009 Key 'description' is empty."),
        arguments(
            NEW_TERMS,
            "[\"user.name\", \"host.name\"]",
            "[]",
            "18:9 RUL010 Key 'value' must have 1 to 3 elements, not 0."),
        arguments(
            EQL,
            "severity",
            "version = 3\nseverity",
            "11:1 RUL011 Key 'version' is maintained by Kibana and has no effect in a rule file."),
        arguments(
            EQL,
            "severity",
            "immutable = false\noutput_index = 1\nrule_source.type = \"internal\"\nseverity",
            "11:1 RUL011 Key 'immutable' is maintained by Kibana and has no effect in a rule"
                + " file.\n12:1 RUL011 Key 'output_index' is maintained by Kibana and has no"
                + " effect in a rule file.\n13:1 RUL011 Key 'rule_source' is maintained by"
                + " Kibana and has no effect in a rule file."),
        arguments(
            EQL, "severity", "license = \" \"\nseverity", EMPTY.formatted("11:11", "license")),
        arguments(
            EQL, "[rule]", "integration = []\n[rule]", EMPTY.formatted("5:15", "integration")),
        arguments(
            EQL, "[rule]", "integration = \"\"\n[rule]", EMPTY.formatted("5:15", "integration")),
        arguments(
            EQL,
            "[\"Jane\"]",
            "[\"Jane\", \"\"]",
            "6:19 RUL081 An entry of 'author' is empty. Remove it."),
        arguments(
            EQL,
            "2026/01/02",
            "2026/02/30",
            "3:16 RUL059 The date '2026/02/30' does not" + " exist."),
        arguments(
            EQL,
            "2026/01/01",
            "2025/13/01",
            "2:17 RUL059 The date '2025/13/01' does not" + " exist."),
        arguments(
            EQL,
            "[rule]",
            "deprecation_date = \"2026/04/31\"\n[rule]",
            "5:20 RUL059 The date '2026/04/31' does not exist."),
        arguments(KQL, "\"kuery\"", "\"kql\"", LANGUAGE.formatted("13:12", "kql", "kuery")),
        arguments(KQL, "\"kuery\"", "\"KQL\"", LANGUAGE.formatted("13:12", "KQL", "kuery")),
        arguments(KQL, "\"kuery\"", "\"ES|QL\"", LANGUAGE.formatted("13:12", "ES|QL", "esql")),
        arguments(KQL, "\"kuery\"", "\"kuerry\"", LANGUAGE.formatted("13:12", "kuerry", "kuery")),
        arguments(
            EQL,
            "00000000-",
            "0-",
            "10:11 RUL012 Identity '0-0000-4000-8000-000000000001' is not a UUID in lower case."),
        arguments(
            EQL,
            "00000000-",
            "../0",
            "10:11 RUL080 Identity '../00000-4000-8000-000000000001' must have 1 to 100 letters,"
                + " digits, '.', '_' and '-', and begin with a letter or digit."),
        arguments(
            EQL,
            "Things Found",
            "Things Found!",
            "8:8 RUL013 Name 'Things Found!' must have at least three characters, start with"
                + " one of a-z, A-Z and 0-9, and end with one of these or a bracket."),
        arguments(
            EQL,
            "severity",
            "data_view_id = \"x\"\nseverity",
            "11:1 RUL014 Both 'index' and 'data_view_id' are given: Kibana uses only the data view."),
        arguments(
            EQL,
            "index = [\"logs-*\"]\n",
            "",
            "5:1 RUL015 Neither 'index' nor 'data_view_id' is given. Add one."),
        arguments(
            EQL,
            "[\"logs-*\"]",
            "[]",
            "12:9 RUL015 Neither 'index' nor 'data_view_id' is given. Add one."),
        arguments(EQL, "process where true", "", "15:9 RUL016 The query is empty."),
        arguments(KQL, "query = \"a:b\"\n", "", "5:1 RUL016 The query is empty."),
        arguments(
            EQL,
            "language = \"eql\"",
            "language = \"kuery\"",
            "13:12 RUL017 Rules of type eql cannot be written in 'kuery'. Use eql."),
        arguments(
            KQL,
            "\"kuery\"",
            "\"eql\"",
            "13:12 RUL017 Rules of type query cannot be written in 'eql'. Use kuery or lucene."),
        arguments(
            EQL,
            "47",
            "48",
            "9:14 RUL018 Risk score 48 does not fit severity medium, which ranges from 22 to 47."),
        arguments(
            EQL,
            "severity",
            "from = \"9m\"\nseverity",
            "11:8 RUL019 Time '9m' is not relative to now. Write it like 'now-9m'."),
        arguments(
            EQL,
            "severity",
            "interval = \"5x\"\nseverity",
            "11:12 RUL020 Interval '5x' cannot be read. Write a number and s, m, h or d."),
        arguments(
            EQL,
            "severity",
            "interval = \"0m\"\nseverity",
            "11:12 RUL020 Interval '0m' cannot be read. Write a number and s, m, h or d."),
        arguments(
            NEW_TERMS,
            "\"host.name\"]",
            "\"user.name\"]",
            "18:23 RUL021 Field 'user.name' is listed twice."),
        arguments(
            THREAT_MATCH,
            "threat_language = \"kuery\"\n",
            "",
            "17:1 RUL054 Key 'threat_query' is given without 'threat_language'."),
        arguments(
            THREAT_MATCH,
            "threat_language",
            "items_per_search = 9\nthreat_language",
            "17:1 RUL022 Key 'items_per_search' is given without 'concurrent_searches'."),
        arguments(
            EQL,
            "2026/01/02",
            "2026-01-02",
            "3:16 RUL026 Key 'updated_date' must look like '2026/01/31', not '2026-01-02'."),
        arguments(
            THREAT_MATCH,
            "field = \"source.ip\"\n",
            "field = \"source.ip\"\nnegate = true\n",
            "24:10 RUL023 All entries of the group are negated. Add one that is not negated."),
        arguments(
            THREAT_MATCH,
            "field = \"host.name\"\n"
                + "negate = true\n"
                + "type = \"mapping\"\n"
                + "value = \"threat.indicator.name\"",
            "field = \"source.ip\"\n"
                + "negate = true\n"
                + "type = \"mapping\"\n"
                + "value = \"threat.indicator.ip\"",
            "28:10 RUL024 The pair 'source.ip' and 'threat.indicator.ip' is in the group both"
                + " negated and not negated."),
        arguments(
            EQL,
            "severity",
            "from = \"now-5m\"\nto = \"now-5m\"\nseverity",
            "11:8 RUL025 Start 'now-5m' is not before 'now-5m': the time range is empty."),
        arguments(
            NEW_TERMS,
            "now-7d",
            "now-5m",
            "21:9 RUL025 Start 'now-5m' is not before 'now-6m': the time range is empty."),
        arguments(
            THREAT,
            "\"TA0002\"",
            "\"TA002\"",
            "20:17 RUL027 Identity 'TA002' of a tactic must look like 'TA0001'."),
        arguments(
            THREAT,
            "\"T1059.001\"",
            "\"T1059-1\"",
            "26:6 RUL027 Identity 'T1059-1' of a sub-technique must look like 'T1059.001'."),
        arguments(
            THREAT,
            "ATT&CK",
            "ATLAS",
            "20:17 RUL027 Identity 'TA0002' of a tactic must look like 'AML.TA0001'.\n"
                + "22:6 RUL027 Identity 'T1059' of a technique must look like 'AML.T1059'.\n"
                + "26:6 RUL027 Identity 'T1059.001' of a sub-technique must look like"
                + " 'AML.T1059.001'."),
        arguments(
            THREAT,
            "\"Execution\"",
            "\"Persistence\"",
            "20:34 RUL028 Tactic TA0002 is named 'Execution', not 'Persistence'. That is TA0003."),
        arguments(
            THREAT,
            "\"Execution\"",
            "\"execution\"",
            "20:34 RUL028 Tactic TA0002 is named 'Execution', not 'execution'."),
        arguments(
            THREAT,
            "techniques/T1059/\"",
            "techniques/T1095\"",
            "24:13 RUL029 Reference 'https://attack.mitre.org/techniques/T1095' does not belong to"
                + " T1059. Write 'https://attack.mitre.org/techniques/T1059/'."),
        arguments(
            THREAT,
            "T1059/001/",
            "T1059.001/",
            "28:13 RUL029 Reference 'https://attack.mitre.org/techniques/T1059.001/' does not"
                + " belong to T1059.001. Write 'https://attack.mitre.org/techniques/T1059/001/'."),
        arguments(
            THREAT,
            "\"T1059.001\"\nname = \"PowerShell\"\nreference ="
                + " \"https://attack.mitre.org/techniques/T1059/001/\"",
            "\"T1053.001\"\nname = \"PowerShell\"",
            "26:6 RUL030 Sub-technique T1053.001 does not belong to technique T1059."),
        arguments(
            THREAT,
            "[[rule.threat]]",
            "[[rule.threat]]\n"
                + "framework = \"MITRE ATT&CK\"\n"
                + "tactic = {id = \"TA0002\", name = \"Execution\"}\n"
                + "[[rule.threat]]",
            "23:17 RUL031 Tactic TA0002 is listed twice. List its techniques under the first."),
        arguments(
            THREAT,
            "ATT&CK",
            "ATTCK",
            "19:13 RUL082 Unknown framework 'MITRE ATTCK'. Did you mean 'MITRE ATT&CK'? Its tactics"
                + " and techniques are not checked."),
        arguments(
            THREAT,
            "\"TA0002\"",
            "\"TA0999\"",
            "20:17 RUL057 Unknown tactic 'TA0999'. 'Execution' is TA0002."),
        arguments(
            EQL,
            "severity",
            "from = \"now-1m\"\nseverity",
            "11:8 RUL051 The rule looks back 'now-1m' but runs every '5m': events in between"
                + " are never seen."),
        arguments(
            KQL,
            "a:b",
            "a:\\\"b\\\\c\\\"",
            "15:12 RUL052 Between double quotes, TOML resolves this backslash before the query is"
                + " read. Write the query between three single quotes."),
        arguments(
            EQL,
            "severity",
            "tags = [\"x\", \"x\"]\nseverity",
            "11:14 RUL053 Tag 'x' is listed twice."),
        arguments(
            EQL,
            "severity",
            "timeline_id = \"x\"\nseverity",
            "11:1 RUL054 Key 'timeline_id' is given without 'timeline_title'."),
        arguments(
            EQL,
            "2026/01/02",
            "2025/12/31",
            "3:16 RUL055 The rule was updated before it was created, in '2025/12/31'."),
        arguments(
            EQL,
            "severity",
            "max_signals = 1001\nseverity",
            "11:15 RUL056 Kibana creates at most 1000 alerts per run, not 1001."));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void pointsAtMistakes(String rule, String part, String replacement, String expected) {
    DiagnosticSink sink = new DiagnosticSink();
    String toml =
        part.isEmpty()
            ? rule
            : rule.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement));
    Optional<Rule> read = read(SourceText.of("x.toml", toml), sink);
    assertThat(Diagnosed.all(sink)).isEqualTo(expected);
    assertThat(read.isPresent()).isEqualTo(!sink.hasErrors());
  }

  @Test
  void everyKindIsProduced() {
    Set<String> produced =
        mistakes()
            .flatMap(mistake -> ((String) mistake.get()[3]).lines())
            .map(line -> line.split(" ")[1])
            .filter(code -> code.startsWith("RUL"))
            .collect(Collectors.toCollection(TreeSet::new));
    Class<?>[] reporters = {
      RuleReader.class,
      ShapeChecker.class,
      Blanks.class,
      RuleChecker.class,
      ThreatChecker.class,
      RuleLint.class,
      ConventionLint.class
    };
    assertThat(produced).isEqualTo(Diagnosed.codesOf(reporters));
  }

  @Test
  void defaultsAreThoseOfKibana() {
    Rule rule = read(EQL);
    assertThat(rule.schedule())
        .isEqualTo(
            new RuleSchedule(
                "now-6m", "now", "5m", Duration.ofMinutes(6), Duration.ofMinutes(5), 100, false));
    assertThat(rule.head().deprecated()).isFalse();
    assertThat(rule.type()).isEqualTo(RuleType.EQL);
    assertThat(rule.head().riskScore()).isEqualTo(47);
    assertThat(rule.suppression()).isEmpty();
  }

  @Test
  void queriesReportPlacesOfTheFile() {
    QueryText query = read(EQL).query().orElseThrow();
    assertThat(query.language()).isEqualTo("eql");
    assertThat(query.content()).isEqualTo("process where true\n");
    assertThat(query.text().position(query.content().indexOf("where"))).hasToString("16:9");
  }

  @Test
  void readsThresholds() {
    RuleBody.Threshold body = (RuleBody.Threshold) read(THRESHOLD).body();
    assertThat(body.fields()).extracting(FieldName::name).containsExactly("user.name", "host.name");
    assertThat(body.value()).isEqualTo(5);
    assertThat(body.cardinality().orElseThrow().field().name()).isEqualTo("source.ip");
    assertThat(body.cardinality().orElseThrow().value()).isEqualTo(2);
  }

  @Test
  void readsNewTerms() {
    RuleBody.NewTerms body = (RuleBody.NewTerms) read(NEW_TERMS).body();
    assertThat(body.history()).isEqualTo(Duration.ofDays(7));
    assertThat(body.fields()).extracting(FieldName::name).containsExactly("user.name", "host.name");
    assertThat(body.fields().get(1).origin().text()).isEqualTo("\"host.name\"");
  }

  @Test
  void readsIndicatorMatches() {
    RuleBody.ThreatMatch body = (RuleBody.ThreatMatch) read(THREAT_MATCH).body();
    assertThat(body.index()).containsExactly("indicators-*");
    assertThat(body.query().orElseThrow().content()).isEqualTo("*:*");
    assertThat(body.indicatorPath()).isEqualTo("threat.indicator");
    assertThat(body.filters()).hasSize(1);
    List<RuleBody.MappingEntry> entries = body.mapping().get(0).entries();
    assertThat(entries).extracting(RuleBody.MappingEntry::negated).containsExactly(false, true);
    assertThat(entries.get(0).indicatorField().name()).isEqualTo("threat.indicator.ip");
  }

  @Test
  void readsThreats() {
    ThreatMapping threat = read(THREAT).head().threats().get(0);
    assertThat(threat.tactic())
        .isEqualTo(new ThreatMapping.Item("TA0002", "Execution", Optional.empty()));
    assertThat(threat.techniques().get(0).subtechniques())
        .extracting(ThreatMapping.Item::id)
        .containsExactly("T1059.001");
  }

  @Test
  void readsThreatsOfOtherFrameworks() {
    String atlas =
        THREAT
            .replace("ATT&CK", "ATLAS")
            .replace("id = \"T", "id = \"AML.T")
            .replace("attack.mitre.org/techniques/", "atlas.mitre.org/techniques/AML.")
            .replace("T1059/001", "T1059.001");
    String both = atlas + THREAT.substring(EQL.length());
    assertThat(read(both).head().threats())
        .extracting(threat -> threat.tactic().id())
        .containsExactly("AML.TA0002", "TA0002");
  }

  @Test
  void readsMachineLearning() {
    assertThat(read(MACHINE_LEARNING).body())
        .isEqualTo(new RuleBody.MachineLearning(List.of("odd_things"), 75));
    assertThat(read(MACHINE_LEARNING).query()).isEmpty();
  }

  @Test
  void readsSuppression() {
    String table =
        """
        [rule.alert_suppression]
        group_by = ["user.name"]
        missing_fields_strategy = "doNotSuppress"
        [rule.alert_suppression.duration]
        value = 5
        unit = "h"
        """;
    AlertSuppression suppression = read(KQL + table).suppression().orElseThrow();
    assertThat(suppression.duration()).contains(Duration.ofHours(5));
    assertThat(suppression.missingFields())
        .isEqualTo(AlertSuppression.MissingFields.DO_NOT_SUPPRESS);
    assertThat(suppression.groupBy()).extracting(FieldName::name).containsExactly("user.name");
  }

  @Test
  void filtersKeepTheirPlaces() {
    String table =
        """
        [[rule.filters]]
        [rule.filters.meta]
        negate = true
        [rule.filters.query.wildcard."file.path"]
        value = 'C:\\\\x\\*'
        """;
    DataValue filter = read(KQL + table).filters().get(0);
    assertThat(filter.plain())
        .isEqualTo(
            Map.of(
                "meta", Map.of("negate", true),
                "query", Map.of("wildcard", Map.of("file.path", Map.of("value", "C:\\\\x\\*")))));
    DataValue meta = filter.asTable().orElseThrow().get("meta").orElseThrow();
    assertThat(meta.origin().text()).isEqualTo("[rule.filters.meta]");
  }

  @Test
  void filtersAloneAreEnoughForRulesOfUsers() {
    String filters = "[[rule.filters]]\nmeta = { negate = true }\n";
    assertThat(read(KQL.replace("a:b", "") + filters).query()).isEmpty();
  }

  @Test
  void parametersAreTheWholeTable() {
    Map<String, Object> parameters = read(THRESHOLD).parameters();
    assertThat(parameters.keySet())
        .startsWith("author", "description", "name", "risk_score")
        .endsWith("query", "threshold");
    assertThat(parameters.get("threshold"))
        .isEqualTo(
            Map.of(
                "field", List.of("user.name", "host.name"),
                "value", 5L,
                "cardinality", List.of(Map.of("field", "source.ip", "value", 2L))));
  }

  @Test
  void deprecatedRulesMayHaveUnknownKeys() {
    String old = EQL.replace("[metadata]", "[metadata]\nmaturity = \"deprecated\"\nold_key = 1");
    assertThat(read(old).head().deprecated()).isTrue();
    DiagnosticSink sink = new DiagnosticSink();
    String path = "rules/_deprecated/x.toml";
    String unknown = EQL.replace("severity", "old_key = 1\nseverity");
    assertThat(read(SourceText.of(path, unknown), sink)).isPresent();
  }

  @Test
  void theHistoricIdentityIsTolerated() {
    String id = "7eb54028-ca72-4eb7-8185-b6864572347db";
    String rule = EQL.replace("00000000-0000-4000-8000-000000000001", id);
    assertThat(read(rule).ruleId()).isEqualTo(id);
  }

  @Test
  void damagedRulesNeverThrow() {
    long seed = 20260102;
    Random random = new Random(seed);
    List<String> rules = List.of(EQL, KQL, THRESHOLD, NEW_TERMS, THREAT_MATCH, MACHINE_LEARNING);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder toml = new StringBuilder(rules.get(i % rules.size()));
      for (int j = random.nextInt(3); j >= 0; j--) {
        int start = random.nextInt(toml.length());
        int end = Math.min(toml.length(), start + random.nextInt(20));
        String moved = toml.substring(start, end);
        toml.delete(start, end).insert(random.nextInt(toml.length() + 1), moved);
      }
      DiagnosticSink sink = new DiagnosticSink();
      try {
        Optional<Rule> rule = read(SourceText.of("x.toml", toml.toString()), sink);
        assertThat(rule.isPresent()).isEqualTo(!sink.hasErrors());
      } catch (RuntimeException e) {
        throw new AssertionError("Seed " + seed + ", text: " + toml, e);
      }
    }
  }

  private static Optional<Rule> read(SourceText file, DiagnosticSink sink) {
    RuleReading reading = new ElasticRuleFormat().read(file).get(0);
    reading.diagnostics().forEach(sink::add);
    return reading.rule();
  }

  private static Rule read(String toml) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Rule> rule = read(SourceText.of("x.toml", toml), sink);
    assertThat(Diagnosed.all(sink)).isEmpty();
    return rule.orElseThrow();
  }
}
