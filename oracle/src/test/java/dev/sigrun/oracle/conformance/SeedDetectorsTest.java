package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the project's start that need memory, as generated Java in an engine. */
class SeedDetectorsTest {
  private static final Instant START = Instant.parse("2026-02-02T08:15:30.123Z");
  private static final long HISTORY = Duration.ofDays(5).toMillis();

  /** An event, later than the start by some milliseconds. */
  private record Timed(long millis, String event) {
    byte[] json() {
      String time = START.plusMillis(millis).toString();
      return event
          .replaceFirst("\"@timestamp\": \"[^\"]*\"", "\"@timestamp\": \"" + time + "\"")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  @TestFactory
  Stream<DynamicTest> anApiRequestFollowsAnInteractiveTool() {
    return Stream.of(
        requests("at once", List.of(0, 1), exec(0, "curl"), answer(40, "web-6d9f")),
        requests("in the last moment", List.of(0, 1), exec(0, "curl"), answer(1_000, "web-6d9f")),
        requests("in the wrong file order", List.of(1, 0), answer(40, "web-6d9f"), exec(0, "curl")),
        requests(
            "after a second tool",
            List.of(1, 2),
            exec(0, "curl"),
            exec(5, "wget"),
            answer(9, "web-6d9f")),
        requests("a millisecond late", List.of(), exec(0, "curl"), answer(1_001, "web-6d9f")),
        requests("in the wrong order", List.of(), answer(0, "web-6d9f"), exec(1, "curl")),
        requests("from another pod", List.of(), exec(0, "curl"), answer(40, "web-77aa")),
        requests("in other case", List.of(), exec(0, "curl"), answer(40, "Web-6d9f")),
        requests("after another tool", List.of(), exec(0, "vim"), answer(40, "web-6d9f")),
        requests("without answer", List.of(), exec(0, "curl")),
        requests(
            "a second answer",
            List.of(0, 1),
            exec(0, "curl"),
            answer(40, "web-6d9f"),
            answer(50, "web-6d9f")));
  }

  @TestFactory
  Stream<DynamicTest> aPodOfADebugImageIsNewOnce() {
    String first = pod("10.0.0.7", "kubectl/v1.31", "eve", "\"alpine\"");
    return Stream.of(
        pods("first of all", List.of(0), new Timed(0, first)),
        pods("seen before", List.of(0), new Timed(0, first), new Timed(60_000, first)),
        pods(
            "of another image by the same user",
            List.of(0),
            new Timed(0, first),
            new Timed(60_000, pod("10.0.0.7", "kubectl/v1.31", "eve", "\"ubuntu:24.04\""))),
        pods(
            "by another user",
            List.of(0, 1),
            new Timed(0, first),
            new Timed(60_000, pod("10.0.0.7", "kubectl/v1.31", "mallory", "\"alpine\""))),
        pods(
            "from another address",
            List.of(0, 1),
            new Timed(0, first),
            new Timed(60_000, pod("10.0.0.8", "kubectl/v1.31", "eve", "\"alpine\""))),
        pods(
            "from the same address in another form",
            List.of(0),
            new Timed(0, first),
            new Timed(60_000, pod("::ffff:10.0.0.7", "kubectl/v1.31", "eve", "\"alpine\""))),
        pods("as old as the history", List.of(0), new Timed(0, first), new Timed(HISTORY, first)),
        pods(
            "older than the history",
            List.of(0, 1),
            new Timed(0, first),
            new Timed(HISTORY + 1, first)),
        pods(
            "of an image that does not count",
            List.of(),
            new Timed(0, pod("10.0.0.7", "kubectl/v1.31", "eve", "\"nginx\""))));
  }

  private static DynamicTest requests(String name, List<Integer> expected, Timed... events) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(detected(Seeds.API_REQUEST, events)).isEqualTo(expected));
  }

  private static DynamicTest pods(String name, List<Integer> expected, Timed... events) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(detected(Seeds.POD_CREATION, events)).isEqualTo(expected));
  }

  /** The places of the events of all detections. */
  private static List<Integer> detected(String rule, Timed... events) {
    RuleSet set = RuleSet.of(DetectorRules.compile(List.of(Seeds.rule(rule))));
    List<Integer> places = new ArrayList<>();
    Engine engine =
        Engine.builder(set)
            .maxJump(Duration.ofDays(10))
            .onDetection(
                (detected, detection) -> {
                  for (EventRecord event : detection.events()) {
                    places.add((int) event.line() - 1);
                  }
                })
            .build();
    for (int i = 0; i < events.length; i++) {
      engine.accept(events[i].json(), "fixture", i + 1);
    }
    engine.finish();
    return places;
  }

  private static Timed exec(long millis, String tool) {
    return new Timed(millis, Seeds.terminal(tool, true, tool));
  }

  private static Timed answer(long millis, String pod) {
    return new Timed(
        millis,
        Seeds.audit(
            "\"stage\": \"ResponseComplete\", \"user\": {\"extra\": {"
                + "\"authentication.kubernetes.io/pod-name\": [\""
                + pod
                + "\"]}}"));
  }

  private static String pod(String address, String agent, String user, String image) {
    return Seeds.pod("allow", image)
        .replaceFirst(
            "\\{",
            "{\"source\": {\"ip\": \"%s\"}, \"user_agent\": {\"original\": \"%s\"}, \"user\": {\"name\": \"%s\"}, "
                .formatted(address, agent, user));
  }
}
