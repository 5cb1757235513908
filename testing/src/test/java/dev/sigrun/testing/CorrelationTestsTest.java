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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of Sigma correlations with time, next to rules in several files, and their alerts. */
class CorrelationTestsTest {
  private static final String TESTS =
      """
      [base]
      user = "x"
      [template.failure]
      kind = "failure"
      [template.success]
      kind = "success"
      """;

  @TempDir private Path folder;
  private RuleFiles files;

  @BeforeEach
  void writeRules() {
    files =
        new RuleFiles(folder)
            .file("failure.yml", single("Failed logon", "failure"))
            .file("success.yml", single("Logon", "success"))
            .file(
                "brute_force.yml",
                """
                title: Many failed logons
                name: many
                correlation:
                  type: event_count
                  rules: failure
                  group-by: user
                  timespan: 1m
                  condition:
                    gte: 3
                ---
                title: Brute force
                id: 22222222-2222-4222-8222-222222222222
                author: Jane Doe, John Doe
                level: high
                tags:
                  - attack.t1110
                correlation:
                  type: temporal_ordered
                  rules: [many, success]
                  group-by: user
                  timespan: 10m
                """)
            .file(
                "rare.yml",
                """
                title: Few hosts
                id: 33333333-3333-4333-8333-333333333333
                author: Jane Doe
                level: medium
                tags:
                  - attack.t1110
                correlation:
                  type: value_count
                  rules: [failure, success]
                  group-by: user
                  timespan: 1h
                  condition:
                    field: host
                    lt: 3
                """);
  }

  private static String single(String title, String name) {
    return """
    title: %s
    name: %s
    logsource:
      category: authentication
    detection:
      sel:
        kind: %s
      condition: sel
    """
        .formatted(title, name, name);
  }

  private TestReport run() throws Exception {
    return RuleTests.of(List.of(folder.toString()), CompilerOptions.defaults()).run();
  }

  @Test
  void passWithTime() throws Exception {
    files
        .test(
            "brute_force",
            TESTS
                + """
                [[case]]
                name = "three failures, then a success"
                event = [
                  { like = "failure", repeat = 3, every = "30s" },
                  { like = "success", after = "10m" },
                ]
                [[case.detection]]
                events = [1, 2, 3, 4]
                key = "x"
                [[case]]
                name = "failures too far apart"
                expect = "none"
                event = [{ like = "failure", repeat = 3, every = "31s" }, { like = "success" }]
                [[case]]
                name = "another user"
                expect = "none"
                event = [{ like = "failure", repeat = 3 }, { like = "success", user = "y" }]
                """)
        .test(
            "rare",
            TESTS
                + """
                clock = "2024-01-01T00:00:00Z"
                [[case]]
                name = "two hosts in an hour"
                event = [
                  { like = "failure", each = { host = ["1", "2", "1"] } },
                  { like = "failure", at = "+1h", each = { host = ["1", "2", "3"] } },
                ]
                [[case.detection]]
                events = [1, 2, 3]
                count = 3
                key = "x"
                [[case]]
                name = "the hour is not over"
                expect = "none"
                ends = "+59m"
                event = { like = "failure", host = "1" }
                """
                    .indent(0))
        .test(
            "failure",
            TESTS
                + """
                [[case]]
                name = "a rule of correlations alone"
                expect = "match"
                event = { like = "failure" }
                """);
    TestReport report = run();
    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.hasFailures()).as(TextReport.print(report, 0)).isFalse();
    assertThat(report.count(CaseResult.Outcome.PASSED)).isEqualTo(6);
  }

  /** Events have the time of their shipment besides their own, which is a number of seconds. */
  @Test
  void eventsHappenWhenTheFieldSaysThatHasTheirTime() throws Exception {
    files
        .file(
            "shipped.ndjson",
            """
            {"kind": "failure", "user": "x", "host": "1", "seen": 1700000000, "@timestamp": 1}
            {"kind": "failure", "user": "x", "host": "2", "seen": "1700000060", "@timestamp": 2}
            """)
        .test(
            "rare",
            TESTS
                + """
                [[case]]
                name = "the hour of its own time is over"
                event = [
                  { like = "failure", host = "1", seen = 1700000000, "@timestamp" = 2026-01-01T00:00:00Z },
                  { like = "failure", host = "2", seen = 1700000060, "@timestamp" = 2026-02-01T00:00:00Z },
                ]
                [[case.detection]]
                events = [1, 2]
                count = 2
                [[case]]
                name = "the hour is not over"
                expect = "none"
                ends = "+5m"
                event = [
                  { like = "failure", host = "1", seen = 1700000000, "@timestamp" = 2026-01-01T00:00:00Z },
                  { like = "failure", host = "2", seen = 1700000060, "@timestamp" = 2026-02-01T00:00:00Z },
                ]
                [[case]]
                name = "the same in a file"
                expect = "none"
                ends = "+5m"
                fixture = "shipped.ndjson"
                [[case]]
                name = "the times of shipment count where there are no others"
                event = { like = "failure", host = "1", "@timestamp" = 2026-01-01T00:00:00Z }
                [[case.detection]]
                events = [1]
                count = 1
                """);
    CompilerOptions options = CompilerOptions.defaults().withTimestampField(Optional.of("seen"));
    TestReport report = RuleTests.of(List.of(folder.toString()), options).run();
    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.hasFailures()).as(TextReport.print(report, 0)).isFalse();
    assertThat(report.count(CaseResult.Outcome.PASSED)).isEqualTo(4);
  }

  @Test
  void alertsHaveWhatTheCorrelationSays() throws Exception {
    List<Alert> alerts = alerts();
    assertThat(alerts)
        .extracting(Alert::toJson)
        .isEqualTo(alerts().stream().map(Alert::toJson).toList());
    List<String> texts = alerts.stream().map(Alert::toJson).toList();
    assertThat(texts).anyMatch(json -> json.contains("Brute force"));
    assertThat(texts)
        .filteredOn(json -> json.contains("\"22222222-2222-4222-8222-222222222222\""))
        .isNotEmpty()
        .allMatch(json -> json.contains("\"John Doe\"") && json.contains("attack.t1110"))
        .allMatch(json -> json.contains("\"high\""));
    assertThat(texts)
        .filteredOn(json -> json.contains("correlation_result"))
        .hasSize(1)
        .allMatch(json -> json.contains("\"value\":1"))
        .allMatch(json -> json.contains("\"terms\":[{\"field\":\"user\",\"value\":\"x\"}]"));
    assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
  }

  private List<Alert> alerts() throws Exception {
    CompilerOptions options = CompilerOptions.defaults();
    CheckedRules rules =
        CheckedRules.compile(
            RuleSources.load(List.of(folder.toString()), options.formats()),
            options,
            CompileProgress.NONE);
    assertThat(rules.summary())
        .isEqualTo("5 rules: 2 compiled, 3 in other rules, 0 unsupported, 0 failed, 2 warnings");
    RuleSet set =
        RuleSet.of(
            RuleJar.compile(
                    JavaBackend.create(JavaBackend.Options.defaults()).emit(rules.analyzed()))
                .load());
    List<Alert> alerts = new ArrayList<>();
    try (Engine engine =
        Engine.builder(set).wallClock(() -> 1_704_100_000_000L).onAlert(alerts::add).build()) {
      for (int i = 0; i < 4; i++) {
        String kind = i < 3 ? "failure" : "success";
        String event =
            "{\"@timestamp\":\"2024-01-01T00:00:0%dZ\",\"user\":\"x\",\"host\":\"1\",\"kind\":\"%s\"}"
                .formatted(i, kind);
        engine.accept(event.getBytes(StandardCharsets.UTF_8), "events", i + 1);
      }
    }
    return alerts;
  }
}
