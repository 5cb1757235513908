package dev.sigrun.runtime.detector.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuppressorTest {
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final Detection DETECTION =
      new Detection("rule", Key.of("bucket"), List.of(), new Evidence.Events());

  private final MemoryCell<SuppressedGroup> cell = new MemoryCell<>(Key.of("x"));
  private final List<SuppressedGroup> closed = new ArrayList<>();
  private final SuppressorListener sink = (ruleId, key, group) -> closed.add(group);

  static Stream<Arguments> groups() {
    Map<String, Object> both = Map.of("a", List.of("y", "x"), "b", "z");
    Map<String, Object> one = Map.of("a", "x");
    return Stream.of(
        Arguments.of("element", both, List.of(Key.of("x", "z"), Key.of("y", "z"))),
        Arguments.of("element", one, List.of(Key.of("x", null))),
        Arguments.of("element", Map.of(), List.of(Key.of(null, null))),
        Arguments.of("element strict", both, List.of(Key.of("x", "z"), Key.of("y", "z"))),
        Arguments.of("element strict", one, List.of()),
        Arguments.of("whole", both, List.of(Key.of("[\"x\",\"y\"]", "z"))),
        Arguments.of("whole", one, List.of(Key.of("x", null))),
        Arguments.of(
            "whole",
            Map.of("a", "[\"x\",\"y\"]", "b", "z"),
            List.of(Key.of("[\"[\\\"x\\\",\\\"y\\\"]\"]", "z"))),
        Arguments.of("whole strict", one, List.of()),
        Arguments.of("key", one, List.of(Key.of("bucket"))));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void groupsAlertsByTheirValues(String kind, Map<String, Object> event, List<Key> expected) {
    Fields fields = new Fields();
    var a = fields.keyword("a");
    var b = fields.keyword("b");
    SuppressionPlan plan =
        switch (kind) {
          case "element" -> SuppressionPlan.groupedByElement(WINDOW, a, b);
          case "element strict" ->
              SuppressionPlan.groupedByElement(WINDOW, a, b).orEachWithoutField();
          case "whole" -> SuppressionPlan.groupedByWhole(WINDOW, a, b);
          case "whole strict" -> SuppressionPlan.groupedByWhole(WINDOW, a, b).orEachWithoutField();
          default -> SuppressionPlan.groupedByKey(WINDOW);
        };
    assertThat(
            new Suppressor("rule", plan)
                .groups(DETECTION, KeyedStream.read(EventReader.of(fields), event)))
        .isEqualTo(expected);
  }

  @Test
  void theWindowIsFixedFromTheFirstAlert() {
    Suppressor suppressor = new Suppressor("rule", SuppressionPlan.groupedByKey(WINDOW));
    assertThat(suppressor.admits(cell, "1", 5, 10, sink)).isTrue();
    assertThat(suppressor.admits(cell, "2", 60, 60, sink)).isFalse();
    assertThat(suppressor.admits(cell, "3", 0, 110, sink)).isFalse();
    assertThat(suppressor.admits(cell, "4", 111, 111, sink)).isTrue();
    assertThat(closed).containsExactly(new SuppressedGroup("1", 10, 0, 110, 2));
  }

  @Test
  void timeClosesTheWindow() {
    Suppressor suppressor = new Suppressor("rule", SuppressionPlan.groupedByKey(WINDOW));
    suppressor.admits(cell, "1", 0, 0, sink);
    suppressor.wake(cell, 99, sink);
    assertThat(closed).isEmpty();
    assertThat(cell.wakeAt() <= 100).isTrue();
    suppressor.wake(cell, 100, sink);
    assertThat(closed).containsExactly(new SuppressedGroup("1", 0, 0, 0, 0));
    assertThat(cell.get()).isNull();
  }

  @Test
  void whatIsEvictedIsClosed() {
    Suppressor suppressor = new Suppressor("rule", SuppressionPlan.groupedByKey(WINDOW));
    suppressor.admits(cell, "1", 0, 0, sink);
    suppressor.admits(cell, "2", 1, 1, sink);
    suppressor.close(cell, sink);
    suppressor.close(cell, sink);
    assertThat(closed).extracting(SuppressedGroup::absorbed).containsExactly(1L);
  }
}
