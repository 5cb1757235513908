package dev.sigrun.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules in ES|QL in an engine, over events of several data streams, alerts, and events of none. */
class EventSourcesEngineTest {
  private static final String OF_METRICS = dataStream("metrics", "system.cpu");
  private static final String OF_LOGS = dataStream("logs", "endpoint.alerts");
  private static final String OF_OTHERS = dataStream("logs", "other");

  @Test
  void eventsOfOtherDataStreamsAreNoRows() throws Exception {
    String groups = " | STATS c = COUNT(*), names = VALUES(user.name) BY host.id | WHERE c > 0";
    List<AnalyzedRule> rules =
        List.of(
            rule(1, "FROM metrics-*, .alerts-security.*" + groups),
            rule(2, "FROM logs-*, -logs-endpoint.*" + groups),
            rule(3, "FROM *" + groups),
            rule(
                4, "FROM logs-other-* METADATA _id, _index, _version | WHERE user.name LIKE \"*\""),
            rule(5, "FROM logs-x-* | INLINE STATS n = COUNT(*) BY host.id | WHERE n > 0"));
    TreeMap<String, List<String>> found = new TreeMap<>();
    try (Engine engine =
        Engine.builder(RuleSet.of(DetectorRules.compile(rules)))
            .onDetection(
                (rule, detection) -> {
                  String text =
                      detection.evidence() instanceof Evidence.Row row
                          ? row.columns().get("names").toString()
                          : new String(detection.events().get(0).json(), UTF_8)
                              .replaceAll(".*\"user.name\":\"(.*?)\".*", "$1");
                  found.computeIfAbsent(rule.name(), key -> new ArrayList<>()).add(text);
                })
            .build()) {
      List<String> events =
          List.of(
              event("metric", OF_METRICS),
              event("endpoint", OF_LOGS),
              event("other", OF_OTHERS),
              event("alert", OF_LOGS + ",\"kibana.alert.rule.uuid\":\"1\""),
              event("nested", OF_LOGS + ",\"kibana\":{\"alert\":{\"rule\":{\"name\":\"A\"}}}"),
              event("none", ",\"_index\":\"logs-other-default\""),
              event("half", ",\"data_stream\":{\"type\":\"logs\"}"));
      for (int i = 0; i < events.size(); i++) {
        engine.accept(events.get(i).getBytes(UTF_8), "events", i + 1);
      }
      engine.finish();
    }
    assertThat(found)
        .containsEntry("Rule 1", List.of("[alert, half, metric, nested, none]"))
        .containsEntry("Rule 2", List.of("[alert, half, nested, none, other]"))
        .containsEntry("Rule 3", List.of("[alert, endpoint, half, metric, nested, none, other]"))
        .containsEntry("Rule 4", List.of("other", "alert", "nested", "none", "half"))
        .containsEntry("Rule 5", List.of("alert", "nested", "none", "half"));
  }

  private static String dataStream(String type, String dataset) {
    String text = ",\"data_stream\":{\"type\":\"%s\",\"dataset\":\"%s\",\"namespace\":\"default\"}";
    return String.format(Locale.ROOT, text, type, dataset);
  }

  private static String event(String name, String more) {
    return "{\"@timestamp\":\"2026-01-01T00:00:01Z\",\"host.id\":\"h\",\"user.name\":\""
        + name
        + "\""
        + more
        + "}";
  }

  private static AnalyzedRule rule(int number, String query) {
    String text =
        RuleText.of(RuleText.id(number), "Rule " + number, "esql", query, "interval = \"1m\"")
            .replace("index = [\"logs-*\"]\n", "")
            .replace("type = \"query\"", "type = \"esql\"");
    Compilation compilation =
        RuleCompiler.create(CompilerOptions.defaults())
            .compile(SourceText.of("rules/" + number + ".toml", text));
    assertThat(compilation.analyzed()).as("%s", compilation.diagnostics()).isPresent();
    return compilation.analyzed().orElseThrow();
  }
}
