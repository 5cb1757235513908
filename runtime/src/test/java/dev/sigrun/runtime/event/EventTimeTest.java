package dev.sigrun.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.internal.instant.ScannedTime;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The time of an event, however it is read. */
class EventTimeTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  /** The same answer of every reader, with the value of {@code now}. */
  private static OptionalLong time(Optional<String> named, String json) {
    String text = json.replace('\'', '"');
    Fields fields = new Fields();
    DateField time = fields.eventTime(TimePlaces.of(named));
    fields.keyword("other");
    EventReader general = EventReader.of(fields);
    ScanPlan plan = ScanPlan.of(fields);
    ScanningEventReader scanning = new ScanningEventReader(plan, Now.ofEventOr(() -> -1).in(time));
    try {
      Map<String, ?> tree = JsonValues.asObject(JsonValues.read(text)).orElseThrow();
      OptionalLong found = time.earliest(general.read(text.getBytes(UTF_8)));
      assertThat(time.earliest(general.read(tree))).as("walked").isEqualTo(found);
      ScannedEvent bytes = new ScannedEvent(plan.keys());
      scanning.scan(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length, bytes);
      assertThat(scanning.time(time).orElseThrow().of(bytes))
          .as("without an event")
          .isEqualTo(found.orElse(ScannedTime.NONE));
      Event scanned = scanning.read(text.getBytes(UTF_8));
      assertThat(time.earliest(scanned)).as("scanned").isEqualTo(found);
      assertThat(scanned.now()).isEqualTo(found.orElse(-1));
      return found;
    } catch (EventFormatException | JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }

  static List<String> places() {
    return TimePlaces.USUAL.names();
  }

  @ParameterizedTest
  @MethodSource("places")
  void isWhereEventsOfKnownFormsHaveIt(String place) {
    assertThat(time(Optional.empty(), "{'" + place + "':'2026-03-01T12:00:00Z'}")).hasValue(NOON);
    StringBuilder nested = new StringBuilder("'2026-03-01T12:00:00Z'");
    String[] names = place.split("\\.", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      nested.insert(0, "{'" + names[i] + "':").append('}');
    }
    assertThat(time(Optional.empty(), nested.toString())).hasValue(NOON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The first place that has one counts, in whichever order the event has them.
        "{'ts':1,'@timestamp':'2026-03-01T12:00:00Z'} | 2026-03-01T12:00:00Z",
        "{'@timestamp':'2026-03-01T12:00:00Z','ts':1} | 2026-03-01T12:00:00Z",
        "{'@timestamp':'no','ts':1} | 1970-01-01T00:00:01Z",
        "{'@timestamp':null,'ts':1} | 1970-01-01T00:00:01Z",
        "{'Event':{'System':{'TimeCreated':{'#attributes':{'SystemTime':'2026-03-01T12:00:00Z'}}},"
            + "'EventData':{'UtcTime':'2026-03-01 11:00:00.000'}}} | 2026-03-01T12:00:00Z",
        // Of several values the earliest.
        "{'ts':[5,3,4]} | 1970-01-01T00:00:03Z",
        // In Elasticsearch a number is in milliseconds; elsewhere its size decides.
        "{'@timestamp':1772366400} | 1970-01-21T12:19:26.400Z",
        "{'ts':1772366400} | 2026-03-01T12:00:00Z",
        "{'ts':'1772366400000'} | 2026-03-01T12:00:00Z",
        // Values that are not times are skipped.
        "{'time':{'x':1},'ts':true,'timestamp':'yesterday','other':'a'} |",
        "{} |",
      })
  void countsTheFirstPlaceThatHasOne(String json, String instant) {
    OptionalLong found = time(Optional.empty(), json);
    if (instant == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).hasValue(Instant.parse(instant).toEpochMilli());
    }
  }

  @Test
  void isFirstWhereSomebodySaysItIs() {
    String both = "{'when':{'exactly':1772366400},'@timestamp':'2020-01-01T00:00:00Z'}";
    assertThat(time(Optional.of("when.exactly"), both)).hasValue(NOON);
    assertThat(time(Optional.of("when"), both))
        .hasValue(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void isTheSameInTrees() {
    Map<String, List<Object>> event = Map.of("ts", List.of(1772366400L, "x", true));
    assertThat(TimePlaces.USUAL.in(path -> event.getOrDefault(path, List.of()))).hasValue(NOON);
    Map<String, List<Object>> elastic = Map.of("@timestamp", List.of(NOON));
    assertThat(TimePlaces.USUAL.in(path -> elastic.getOrDefault(path, List.of()))).hasValue(NOON);
  }
}
