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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectionAlertsTest {
  private static final Instant NOW = Instant.parse("2024-05-01T10:00:00Z");
  private static final long T = Instant.parse("2024-04-30T00:00:00Z").toEpochMilli();
  private static final EventRecord LOGON =
      event(
          T,
          "{'@timestamp':'2024-04-30T00:00:00Z','event':{'id':'e1','category':['x','logon']},"
              + "'host':{'name':'h','ip':['1.1.1.1','2.2.2.2']},'user':{'name':'u'},'n':1}");
  private static final EventRecord SHELL =
      event(
          T + 5,
          "{'@timestamp':'2024-04-30T00:00:00.005Z','event':{'id':'e2','category':['logon','y']},"
              + "'host':{'name':'h','ip':['2.2.2.2']},'user':'v','n':1}");

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static Map<String, Object> tree(String text) {
    try {
      return JsonValues.asObject(JsonValues.read(json(text))).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static EventRecord event(long time, String text) {
    return new EventRecord(new EventOrder(time, null, 7), "in", 3, json(text).getBytes(UTF_8));
  }

  private static Rule rule(String rest) {
    return Rule.of(
        tree("{'rule_id':'r','name':'Odd','severity':'high','risk_score':50" + rest + "}"));
  }

  private static Detection detection(Key key, Evidence evidence, EventRecord... events) {
    return new Detection("r", key, Arrays.asList(events), evidence);
  }

  private static Detection sequence(EventRecord... events) {
    return detection(Key.of("h"), new Evidence.Events(), events);
  }

  private static Alert alert(String ruleRest, Detection detection) {
    return Alert.of(rule(ruleRest), detection, NOW);
  }

  @Test
  void aSingleEventGivesTheAlertOfThatEvent() {
    Alert alert = alert("", detection(Key.NONE, new Evidence.Events(), LOGON));
    assertThat(alert.document())
        .isEqualTo(
            Alert.of(rule(""), tree(new String(LOGON.json(), UTF_8).replace('"', '\'')), NOW)
                .document());
  }

  @Test
  void aSequenceGivesWhatItsEventsHaveInCommon() {
    Alert alert = alert(",'rule_name_override':'host.name'", sequence(LOGON, SHELL));
    assertThat(alert.document())
        .containsEntry("host", tree("{'name':'h','ip':['2.2.2.2']}"))
        .containsEntry("event", tree("{'category':['logon'],'kind':'signal'}"))
        .containsEntry("n", 1L)
        .doesNotContainKey("user")
        .containsEntry("kibana.alert.depth", 2L)
        .containsEntry("kibana.alert.group.id", alert.id())
        .doesNotContainKey("kibana.alert.group.index")
        .doesNotContainKey("kibana.alert.building_block_type")
        .containsEntry("kibana.alert.original_time", "2024-04-30T00:00:00.000Z")
        .containsEntry("kibana.alert.rule.name", "h");
    assertThat(ancestorIds(alert)).hasSize(4).startsWith("e1", "e2");
  }

  @SuppressWarnings("unchecked")
  private static List<String> ancestorIds(Alert alert) {
    return ((List<Map<String, Object>>) alert.document().get("kibana.alert.ancestors"))
        .stream().map(each -> (String) each.get("id")).toList();
  }

  @Test
  void eachEventOfASequenceGivesABuildingBlock() {
    String rest = ",'rule_name_override':'host.name'";
    Alert group = alert(rest, sequence(LOGON, SHELL));
    List<Alert> blocks = Alert.buildingBlocks(rule(rest), sequence(LOGON, SHELL), NOW);
    assertThat(blocks).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(blocks.get(i).document())
          .containsEntry("kibana.alert.group.id", group.id())
          .containsEntry("kibana.alert.group.index", i)
          .containsEntry("kibana.alert.building_block_type", "default")
          .containsEntry("kibana.alert.depth", 1L)
          .containsEntry("kibana.alert.rule.name", "Odd")
          .containsEntry("kibana.alert.original_event.id", "e" + (i + 1));
      assertThat(ancestorIds(group)).contains(blocks.get(i).id());
    }
  }

  @Test
  void aSequenceOfOneEventAndAMissingOneIsAGroup() {
    Alert alert = alert("", sequence(LOGON, null));
    assertThat(alert.document())
        .containsEntry("kibana.alert.group.id", alert.id())
        .containsEntry("user", tree("{'name':'u'}"));
    assertThat(Alert.buildingBlocks(rule(""), sequence(LOGON, null), NOW)).hasSize(1);
  }

  @Test
  void aThresholdGivesItsGroupOnly() {
    Alert alert =
        alert(
            ",'type':'threshold','threshold':{'field':['host.name','host'],'value':2,"
                + "'cardinality':[{'field':'user.name','value':2}]}",
            detection(Key.of("h", "g"), new Evidence.Threshold(5, T, T + 5, 3L), LOGON, SHELL));
    assertThat(alert.document())
        .containsEntry("host", "g")
        .doesNotContainKeys("user", "n")
        .containsEntry("kibana.alert.original_time", "2024-04-30T00:00:00.005Z")
        .containsEntry(
            "kibana.alert.threshold_result",
            tree(
                "{'count':5,'from':'2024-04-30T00:00:00.000Z',"
                    + "'terms':[{'field':'host.name','value':'h'},{'field':'host','value':'g'}],"
                    + "'cardinality':[{'field':'user.name','value':3}]}"));
  }

  @Test
  void newTermsAreNamed() {
    Alert alert = alert("", detection(Key.of("h", 5), new Evidence.NewTerms(), LOGON));
    assertThat(alert.document())
        .containsEntry("kibana.alert.new_terms", List.of("h", 5L))
        .containsEntry("user", tree("{'name':'u'}"));
  }

  @Test
  void indicatorsAreAddedToThoseOfTheEvent() {
    EventRecord enriched =
        event(T, "{'event':{'id':'e'},'threat':{'framework':'f','enrichments':[{'a':1}]}}");
    Alert alert =
        alert("", detection(Key.NONE, new Evidence.Indicators(List.of(Map.of("b", 2L))), enriched));
    assertThat(alert.document())
        .containsEntry("threat", tree("{'framework':'f','enrichments':[{'a':1},{'b':2}]}"));
  }

  @Test
  void suppressionIsNamedByFieldsAndTimes() {
    Alert alert =
        alert("", sequence(LOGON, SHELL))
            .suppressing(List.of("host.name", "user.name"), Key.of("h", null), T, T + 9, 4);
    assertThat(alert.document())
        .containsEntry("kibana.alert.suppression.docs_count", 4L)
        .containsEntry("kibana.alert.suppression.start", "2024-04-30T00:00:00.000Z")
        .containsEntry("kibana.alert.suppression.end", "2024-04-30T00:00:00.009Z")
        .containsEntry(
            "kibana.alert.suppression.terms",
            tree("{'t':[{'field':'host.name','value':'h'},{'field':'user.name','value':null}]}")
                .get("t"))
        .containsKey("kibana.alert.instance.id");
    assertThat(alert.toJson()).contains(alert.id());
  }

  @Test
  void idsDependOnWhatWasDetectedAndOnNothingElse() {
    List<Detection> different =
        List.of(
            detection(Key.NONE, new Evidence.Events(), LOGON),
            detection(Key.NONE, new Evidence.Events(), SHELL),
            sequence(LOGON, SHELL),
            sequence(SHELL, LOGON),
            sequence(LOGON, SHELL, null),
            sequence(null, LOGON, SHELL),
            detection(Key.of("i"), new Evidence.Events(), LOGON, SHELL),
            detection(Key.of("h"), new Evidence.NewTerms(), LOGON),
            detection(Key.of("i"), new Evidence.NewTerms(), LOGON),
            detection(Key.of("h"), new Evidence.Threshold(5, T, T + 5, null)),
            detection(Key.of("h"), new Evidence.Threshold(5, T + 1, T + 5, null)),
            detection(Key.of("i"), new Evidence.Threshold(5, T, T + 5, null)));
    Set<String> ids = new HashSet<>();
    for (Detection each : different) {
      ids.add(alert("", each).id());
      List<EventRecord> moved = new ArrayList<>();
      for (EventRecord event : each.events()) {
        moved.add(
            event == null
                ? null
                : new EventRecord(
                    new EventOrder(event.timestamp(), null, 99), "other", 1, event.json()));
      }
      Detection same = new Detection("r", each.key(), moved, each.evidence());
      assertThat(Alert.of(rule(",'note':'n'"), same, NOW.plusSeconds(1)).id())
          .isEqualTo(alert("", each).id());
    }
    // A leading or trailing event that is missing changes nothing about the group.
    assertThat(ids).hasSize(different.size() - 2);
  }

  @Test
  void eventsTooLargeForATreeAreKeptAsText() {
    String number = "1".repeat(2_000);
    Alert alert =
        alert("", detection(Key.NONE, new Evidence.Events(), event(T, "{'n':" + number + "}")));
    assertThat(alert.document().get("event").toString()).contains(number);
  }
}
