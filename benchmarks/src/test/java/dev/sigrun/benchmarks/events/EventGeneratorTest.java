package dev.sigrun.benchmarks.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
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
  @CsvSource({
    "MIXED, 1450, 1650",
    "WINDOWS_ECS, 1600, 1950",
    "WINDOWS_RAW, 1050, 1300",
    "KUBERNETES, 2200, 3000",
    "CLOUD_AUDIT, 1200, 1700"
  })
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

  /** Whole objects are what makes audit events of a cluster slow to read. */
  @Test
  void eventsOfAClusterAreDeepAndHaveLongArrays() throws IOException, JsonFormatException {
    int deepest = 0;
    int longest = 0;
    String text = new String(bytes(EventShape.KUBERNETES, 3), StandardCharsets.UTF_8);
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        Object event = JsonValues.read(line);
        deepest = Math.max(deepest, depth(event));
        longest = Math.max(longest, longestArray(event));
      }
    }
    assertThat(deepest).isBetween(8, 12);
    assertThat(longest).isBetween(6, 12);
  }

  private static int depth(Object value) {
    return children(value).stream().mapToInt(child -> 1 + depth(child)).max().orElse(0);
  }

  private static int longestArray(Object value) {
    int own = value instanceof List<?> list ? list.size() : 0;
    return children(value).stream()
        .mapToInt(EventGeneratorTest::longestArray)
        .reduce(own, Math::max);
  }

  private static Collection<?> children(Object value) {
    return value instanceof Map<?, ?> map
        ? map.values()
        : value instanceof List<?> list ? list : List.of();
  }

  private static byte[] bytes(EventShape shape, long seed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EventGenerator(shape, seed).write(bytes, EVENTS);
    return bytes.toByteArray();
  }
}
