package dev.sigrun.benchmarks.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventGeneratorTest {
  private static final int EVENTS = 2_000;

  @ParameterizedTest
  @EnumSource
  void givesTheSameBytesForTheSameSeed(EventShape shape) throws IOException {
    assertThat(bytes(shape, 1)).isEqualTo(bytes(shape, 1)).isNotEqualTo(bytes(shape, 2));
  }

  @ParameterizedTest
  @CsvSource({"MIXED, 1450, 1650", "WINDOWS_ECS, 1600, 1950", "WINDOWS_RAW, 1050, 1300"})
  void makesEventsOfUsualSize(EventShape shape, int least, int most) throws IOException {
    assertThat(bytes(shape, EventGenerator.DEFAULT_SEED).length / EVENTS).isBetween(least, most);
  }

  /** Per cent of registry values and keys, libraries, files, connections and processes. */
  @Test
  void windowsTelemetryHasTheUsualShares() throws IOException, JsonFormatException {
    Map<String, Integer> counts = new TreeMap<>();
    String text = new String(bytes(EventShape.WINDOWS_RAW, 3), StandardCharsets.UTF_8);
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        Object event = JsonValues.asObject(JsonValues.read(line)).orElseThrow().get("Event");
        Object system = ((Map<?, ?>) event).get("System");
        counts.merge(String.valueOf(((Map<?, ?>) system).get("EventID")), 1, Integer::sum);
      }
    }
    assertThat(counts.get("13") + counts.get("12")).isBetween(1_020, 1_180);
    assertThat(counts.get("7")).isBetween(640, 800);
    assertThat(counts.get("11")).isBetween(60, 140);
    assertThat(counts.get("3")).isBetween(20, 70);
    assertThat(counts.get("1")).isBetween(5, 40);
  }

  private static byte[] bytes(EventShape shape, long seed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EventGenerator(shape, seed).write(bytes, EVENTS);
    return bytes.toByteArray();
  }
}
