package dev.sigrun.runtime.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of alerts are those of their documents, whatever was encoded before. */
class AlertWriterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<String, @Nullable Object> MORE =
      Map.of("sigrun.events", List.of(Map.of("line", 3)));

  private static final List<Rule> RULES =
      List.of(
          Rule.of(Map.of("rule_id", "bare")),
          rule(
              "{'rule_id':'named','name':'Odd \u00e9\u2028 Shell','rule_name_override':'user.name'}"),
          rule(
              "{'rule_id':'rich','risk_score':21.5,'version':7,'query':'a \\\\ \\u0001 b',"
                  + "'threat':[{'framework':'x','tactic':null}],'note':'\ud83d\ude00',"
                  + "'threshold':{'field':['host'],'value':1}}"),
          rule("{'rule_id':'half','description':'\\ud83d broken'}"));

  private static final List<String> EVENTS =
      List.of(
          "{}",
          "{'@timestamp':'2026-03-01T11:00:00Z','user':{'name':'ann'},'n':[1,2.50,1e400,null]}",
          "{'event.id':'e','kibana.alert.rule.rule_id':'other','kibana.alert.rule.x':1}",
          "{'text':'\u00fc\u4e2d\ud83d\ude00 \\\" \\\\ \\u2028 \\u0000','big':12345678901234567890}",
          "{'sigrun.events':[1],'sigrun':{'events':2},'host':'h'}",
          "{'user.name':'\\udc00 lone'}");

  private static Rule rule(String json) {
    try {
      Object tree = JsonValues.read(json.replace('\'', '"'));
      return Rule.of(JsonValues.asObject(tree).orElseThrow());
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertSame(AlertWriter writer, Alert alert) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(alert.document());
    // An event that is an alert already has members with these names.
    all.keySet().removeAll(MORE.keySet());
    all.putAll(MORE);
    assertThat(new String(writer.line(alert, MORE), UTF_8))
        .isEqualTo(new String((JsonValues.write(all) + "\n").getBytes(UTF_8), UTF_8));
    String document = JsonValues.write(alert.document());
    assertThat(new String(writer.document(alert), UTF_8))
        .isEqualTo(new String(document.getBytes(UTF_8), UTF_8));
  }

  @Test
  void writesWhatTheDocumentHolds() {
    AlertWriter writer = new AlertWriter();
    for (int round = 0; round < 2; round++) {
      for (Rule rule : RULES) {
        for (String event : EVENTS) {
          byte[] json = event.replace('\'', '"').getBytes(UTF_8);
          EventRecord record = new EventRecord(new EventOrder(5, null, 1), "f", 3, json);
          Evidence.Events single = new Evidence.Events();
          assertSame(
              writer,
              Alert.of(rule, new Detection(rule.ruleId(), Key.NONE, List.of(record), single), NOW));
          Detection group =
              new Detection(rule.ruleId(), Key.of("k"), List.of(record, record), single);
          assertSame(writer, Alert.of(rule, group, NOW));
          Alert.buildingBlocks(rule, group, NOW).forEach(block -> assertSame(writer, block));
          assertSame(writer, Alert.of(rule, group, Key.of("g"), NOW).suppressing(Key.of("g")));
        }
      }
    }
  }
}
