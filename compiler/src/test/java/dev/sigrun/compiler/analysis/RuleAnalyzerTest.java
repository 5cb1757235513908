package dev.sigrun.compiler.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of each type of rule, and the reports about rules without one. */
class RuleAnalyzerTest {
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

  private static final String INDEX = "index = [\"logs-*\"]\n";
  private static final String KQL = INDEX + "language = \"kuery\"\n";

  static List<Arguments> shapes() {
    return List.of(
        Arguments.of(
            INDEX + "type = \"eql\"\nlanguage = \"eql\"\nquery = 'process where process.pid == 1'",
            "event (and (in event.category \"process\") (in process.pid:long 1))"),
        Arguments.of(
            INDEX
                + "type = \"eql\"\nlanguage = \"eql\"\nevent_category_override = \"event.type\"\n"
                + "query = 'start where true'",
            "event (in event.type \"start\")"),
        Arguments.of(
            INDEX
                + "type = \"eql\"\nlanguage = \"eql\"\n"
                + "query = 'sequence by host.id with maxspan=1m [process where true] ![any where true]'\n"
                + "[[rule.filters]]\nquery.exists.field = 'user.id'",
            "sequence with maxspan=60000ms [(and (in event.category \"process\") (exists user.id))]"
                + " by host.id ![(exists user.id)] by host.id"),
        Arguments.of(
            KQL + "type = \"query\"\nquery = 'process.name: (a or b)'",
            "event (in process.name \"a\" \"b\")"),
        Arguments.of(
            KQL
                + "type = \"query\"\nquery = 'process.name: a'\n"
                + "[[rule.filters]]\nmeta.negate = true\nquery.term.'user.name' = 'root'",
            "event (and (in process.name \"a\") (not (in user.name \"root\")))"),
        Arguments.of(
            KQL
                + "type = \"threshold\"\nquery = 'process.name: a'\n"
                + "[rule.threshold]\nfield = ['host.id']\nvalue = 5\n"
                + "[[rule.threshold.cardinality]]\nfield = 'user.id'\nvalue = 3",
            "threshold 5 by host.id with 3 distinct user.id (in process.name \"a\")"),
        Arguments.of(
            KQL
                + "type = \"new_terms\"\nquery = 'process.name: a'\n"
                + "[rule.new_terms]\nfield = 'new_terms_fields'\nvalue = ['host.id', 'user.id']\n"
                + "[[rule.new_terms.history_window_start]]\nfield = 'history_window_start'\n"
                + "value = 'now-7d'",
            "new terms host.id, user.id within PT168H (in process.name \"a\")"),
        Arguments.of(
            KQL
                + "type = \"threat_match\"\nquery = 'process.name: a'\n"
                + "threat_index = ['logs-ti_*']\nthreat_language = 'kuery'\n"
                + "threat_query = 'event.kind: enrichment'\nthreat_indicator_path = 'threat.indicator'\n"
                + "[[rule.threat_mapping]]\n[[rule.threat_mapping.entries]]\nfield = 'source.ip'\n"
                + "type = 'mapping'\nvalue = 'threat.indicator.ip'",
            "indicator match (source.ip:ip == threat.indicator.ip:ip) (in process.name \"a\")"
                + " indicators (in event.kind \"enrichment\")"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void givesEachTypeItsShape(String body, String expected) {
    Compilation compilation = compile(body);
    assertThat(compilation.analyzed()).as("%s", compilation.diagnostics()).isPresent();
    assertThat(
            compilation.analyzed().orElseThrow().query().toString().replaceAll("\\s*\\n\\s*", " "))
        .isEqualTo(expected);
  }

  static List<Arguments> reports() {
    return List.of(
        Arguments.of(
            "type = \"esql\"\nlanguage = \"esql\"\nquery = 'from logs-* | stats c = count(*)'",
            "ESQL139 14:24"),
        Arguments.of(
            "type = \"esql\"\nlanguage = \"esql\"\n"
                + "query = 'from logs-* metadata _id | where source.geo.location is not null'",
            "ESQL117 14:10"),
        Arguments.of(
            "type = \"esql\"\nlanguage = \"esql\"\n"
                + "query = 'from logs-* metadata _id | eval who = concat(user.name, host.name)'\n"
                + "[rule.alert_suppression]\ngroup_by = ['host.name', 'who']",
            "ESQL118 16:26"),
        Arguments.of(
            "type = \"machine_learning\"\nmachine_learning_job_id = 'job'\nanomaly_threshold = 50",
            "ANA002 8:8"),
        Arguments.of(
            INDEX + "type = \"query\"\nlanguage = \"lucene\"\nquery = 'a:b'", "ANA003 15:10"),
        Arguments.of(KQL + "type = \"saved_query\"\nsaved_id = 'x'", "ANA004 8:8"),
        Arguments.of(
            KQL
                + "type = \"threshold\"\nquery = 'process.name: a'\n"
                + "[rule.threshold]\nfield = ['message']\nvalue = 5",
            "ANA010 17:10"),
        Arguments.of(
            KQL
                + "type = \"threshold\"\nquery = 'process.name: a'\n"
                + "[rule.threshold]\nfield = ['host.idd']\nvalue = 5",
            "ANA050 17:10"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void saysWhatItCannotRead(String body, String expected) {
    assertThat(compile(body).diagnostics())
        .extracting(d -> d.code() + " " + d.position())
        .contains(expected);
  }

  private static Compilation compile(String body) {
    return RuleCompiler.create(CompilerOptions.defaults())
        .compile(SourceText.of("rules/rule.toml", HEAD + body + "\n"));
  }
}
