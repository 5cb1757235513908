package dev.sigrun.oracle;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Engines of which each continues from a snapshot of the one before it, at random moments.
 *
 * @param lateness how many milliseconds later than others events may come
 */
record EngineRelay(RuleSet set, int lateness, Random random) {
  /**
   * All that is detected in a stream, by rules. The lines of its events count from 1.
   *
   * @param name what a rule is called in the result
   */
  Map<String, List<Detection>> run(
      List<Map<String, @Nullable Object>> events, Function<Rule, String> name) {
    Map<String, List<Detection>> detections = new HashMap<>();
    DetectionListener listener =
        (rule, detection) ->
            detections.computeIfAbsent(name.apply(rule), n -> new ArrayList<>()).add(detection);
    Engine engine = engine(listener);
    for (int i = 0; i < events.size(); i++) {
      if (random.nextInt(10) == 0) {
        Engine next = engine(listener);
        handOver(engine, next);
        engine = next;
      }
      engine.accept(
          JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8), "stream", i + 1);
    }
    engine.finish();
    engine.close();
    return detections;
  }

  private Engine engine(DetectionListener listener) {
    return Engine.builder(set)
        .allowedLateness(Duration.ofMillis(lateness))
        .onDetection(listener)
        .build();
  }

  private static void handOver(Engine from, Engine to) {
    try {
      ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
      from.snapshot(snapshot);
      from.close();
      to.restore(new ByteArrayInputStream(snapshot.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
