package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.testing.report.TextReport;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.TestReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a rule that aggregates, next to it, and its alerts. */
class AggregationTestsTest {
  private static final String TEMPLATE =
      """
      clock = "2026-01-01T00:00:00Z"
      [template.failure]
      event.category = "authentication"
      event.outcome = "failure"
      source.ip = "10.0.0.7"
      """;

  @TempDir private Path folder;
  private RuleFiles files;

  @BeforeEach
  void writeRule() {
    String query =
        "FROM logs-* | WHERE event.outcome == \"failure\" | STATS users = COUNT_DISTINCT(user.name),"
            + " host.name = VALUES(host.name), latest = MAX(@timestamp) BY source.ip"
            + " | WHERE users >= 3 | KEEP source.ip, host.name, users, latest";
    files =
        new RuleFiles(folder)
            .rule("spray", "esql", "esql", query, "from = \"now-10m\"\ninterval = \"5m\"\n")
            .rule(
                "once",
                "esql",
                "esql",
                query,
                """
                from = "now-10m"
                interval = "5m"
                [rule.alert_suppression]
                group_by = ["source.ip"]
                duration = { value = 10, unit = "h" }
                """);
  }

  @Test
  void passWithTime() throws Exception {
    files
        .test(
            "spray",
            TEMPLATE
                + """
                [[case]]
                name = "three users within the look-back"
                event = { like = "failure", every = "5m", each = { user.name = ["a", "b", "c"] } }
                [[case.detection]]
                events = [1, 2, 3]
                key = "10.0.0.7"
                count = 3
                [[case]]
                name = "three users in too long a time"
                expect = "none"
                event = { like = "failure", every = "301s", each = { user.name = ["a", "b", "c"] } }
                [[case]]
                name = "not over yet"
                expect = "none"
                ends = "+4m"
                event = { like = "failure", at = "+1s", each = { user.name = ["a", "b", "c"] } }
                [[case]]
                name = "again after the look-back, not before"
                event = [
                  { like = "failure", at = "+1m", each = { user.name = ["a", "b", "c"] } },
                  { like = "failure", at = "+7m", each = { user.name = ["a", "b", "c"] } },
                  { like = "failure", at = "+17m", each = { user.name = ["a", "b", "c"] } },
                ]
                [[case.detection]]
                count = 3
                [[case.detection]]
                count = 3
                """)
        .test(
            "once",
            TEMPLATE
                + """
                [[case]]
                name = "later ones are suppressed"
                event = [
                  { like = "failure", at = "+1m", each = { user.name = ["a", "b", "c"] } },
                  { like = "failure", at = "+2h", each = { user.name = ["a", "b", "c"] } },
                ]
                [[case.detection]]
                events = [1, 2, 3]
                suppressed = 1
                """);
    TestReport report = RuleTests.of(List.of(folder.toString()), CompilerOptions.defaults()).run();
    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.hasFailures()).as(TextReport.print(report, 0)).isFalse();
    assertThat(report.count(CaseResult.Outcome.PASSED)).isEqualTo(5);
  }

  @Test
  void aCaseFailsIfARuleDoes() throws Exception {
    files
        .rule(
            "steps",
            "esql",
            "esql",
            "FROM logs-* METADATA _id, _index, _version | EVAL s = SPLIT(REPEAT(\"x,\", 9000), \",\")"
                + " | EVAL v = s | MV_EXPAND s | MV_EXPAND v | WHERE s == \"y\"",
            "")
        .test(
            "steps",
            """
            [[case]]
            name = "nothing is known"
            expect = "none"
            event = { user.name = "ana" }
            """);
    TestReport report =
        RuleTests.of(List.of(folder.resolve("steps.toml").toString()), CompilerOptions.defaults())
            .run();
    assertThat(report.count(CaseResult.Outcome.FAILED)).isEqualTo(1);
    assertThat(TextReport.print(report, 0)).contains("The rows of one event take more than");
  }

  @Test
  void anAlertHoldsTheRow() throws Exception {
    List<Alert> alerts = alerts();
    assertThat(alerts).hasSize(2);
    Alert alert = alerts.get(0);
    assertThat(alert.toJson())
        .contains("\"source\":{\"ip\":\"10.0.0.7\"}")
        .contains("\"host\":{\"name\":[\"h1\",\"h2\"]}")
        .contains("\"users\":3")
        .contains("\"latest\":\"2026-01-01T00:03:00.000Z\"")
        .contains("\"kibana.alert.original_time\":\"2026-01-01T00:03:00.000Z\"")
        .contains("source 10.0.0.7")
        .doesNotContain("\"outcome\"");
    assertThat(alert.startTime()).hasToString("Optional[2026-01-01T00:01:00Z]");
    assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
    assertThat(alerts()).extracting(Alert::id).isEqualTo(alerts.stream().map(Alert::id).toList());
  }

  private List<Alert> alerts() throws Exception {
    CompilerOptions options = CompilerOptions.defaults();
    CheckedRules rules =
        CheckedRules.compile(
            RuleSources.load(List.of(folder.toString()), options.formats()),
            options,
            CompileProgress.NONE);
    RuleSet set =
        RuleSet.of(
            RuleJar.compile(
                    JavaBackend.create(JavaBackend.Options.defaults()).emit(rules.analyzed()))
                .load());
    List<Alert> alerts = new ArrayList<>();
    try (Engine engine = Engine.builder(set).onAlert(alerts::add).build()) {
      for (int i = 1; i <= 3; i++) {
        String event =
            """
            {"@timestamp": "2026-01-01T00:0%d:00Z", "event": {"outcome": "failure"},
             "source.ip": "10.0.0.7", "user": {"name": "u%d"}, "host": {"name": "h%d"}}
            """
                .formatted(i, i, 1 + i % 2);
        engine.accept(event.getBytes(StandardCharsets.UTF_8), "events", i);
      }
      engine.finish();
    }
    return alerts;
  }
}
