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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertOutlineTest {
  private static final long T = Instant.parse("2024-04-30T00:00:00Z").toEpochMilli();
  private static final EventRecord LOGON =
      event(
          T,
          "{'@timestamp':'2024-04-30T00:00:00Z','event':{'severity':73},"
              + "'host':{'name':'h'},'user':{'name':'u'}}");
  private static final EventRecord DOTTED =
      event(T + 5, "{'@timestamp':'2024-04-30T00:00:00.005Z','host.name':['h'],'user':'v'}");
  private static final EventRecord WINDOWS =
      event(T + 9, "{'winlog':{'computer_name':'pc','event_data':{'User':'D\\\\ann'}}}");
  private static final EventRecord ELSEWHERE =
      event(T + 7, "{'@timestamp':'2024-04-30T01:00:00.007+01:00','host':{'name':'other'}}");

  private static EventRecord event(long time, String text) {
    return new EventRecord(
        new EventOrder(time, null, 7), "in", 3, text.replace('\'', '"').getBytes(UTF_8));
  }

  private static Rule rule() {
    String text =
        "{'rule_id':'r','name':'Odd','severity':'low','risk_score':50,"
            + "'severity_mapping':[{'field':'event.severity','value':'73','severity':'high'}],"
            + "'threshold':{'field':['host.name','user.name'],'value':2}}";
    try {
      return Rule.of(JsonValues.asObject(JsonValues.read(text.replace('\'', '"'))).orElseThrow());
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static Detection detection(Key key, Evidence evidence, EventRecord... events) {
    return new Detection("r", key, Arrays.asList(events), evidence);
  }

  private static Stream<Detection> detections() {
    Evidence events = new Evidence.Events();
    return Stream.of(
        detection(Key.NONE, events, LOGON),
        detection(Key.NONE, events, DOTTED),
        detection(Key.NONE, events, WINDOWS),
        detection(Key.NONE, events, ELSEWHERE),
        detection(Key.NONE, events, event(T, "{'@timestamp':'2024-04-30T00:00:00Z','x':1}")),
        detection(Key.of("h"), events, LOGON, null, LOGON),
        detection(Key.of("x"), new Evidence.NewTerms(), LOGON),
        detection(Key.of("h", "u"), new Evidence.Threshold(T, T + 5, 2, null), LOGON, DOTTED),
        detection(Key.of("h", "u"), new Evidence.Threshold(T, T + 5, 2, null)));
  }

  /** What statistics took from the document before there were outlines. */
  @ParameterizedTest
  @MethodSource("detections")
  void saysWhatTheDocumentSays(Detection detection) {
    Alert alert = Alert.of(rule(), detection, Instant.EPOCH);
    Map<String, ?> document = alert.document();

    AlertOutline outline = AlertOutline.of(rule(), detection);

    assertThat(outline.severity()).isEqualTo(alert.severity());
    EventTree tree = EventTree.copyOf(document);
    assertThat(outline.host()).isEqualTo(tree.text("host.name"));
    assertThat(outline.user()).isEqualTo(tree.text("user.name"));
    String time = String.valueOf(document.get("kibana.alert.original_time"));
    assertThat(outline.time()).hasValue(Instant.parse(time).toEpochMilli());
  }

  @Test
  void severalHostsCountAsTheFirst() {
    Detection several = detection(Key.of("u"), new Evidence.Events(), WINDOWS, ELSEWHERE);

    Detection written = detection(Key.of("h"), new Evidence.Events(), DOTTED, LOGON);

    assertThat(AlertOutline.of(rule(), several).host()).hasValue("pc");
    assertThat(AlertOutline.of(rule(), written).host()).hasValue("h");
    assertThat(AlertOutline.of(rule(), several).user()).isEmpty();
  }

  /** The engine found the time; the event wrote it in a way of its own. */
  @Test
  void timesInOtherFormsAreThoseOfTheEngine() {
    EventRecord number = event(T + 1, "{'@timestamp':1714435200001}");
    Detection detection = new Detection("r", Key.NONE, List.of(number), new Evidence.Events());

    assertThat(AlertOutline.of(rule(), detection))
        .isEqualTo(
            new AlertOutline("low", Optional.empty(), Optional.empty(), OptionalLong.of(T + 1)));
  }
}
