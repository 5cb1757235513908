package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealDetectorsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void restoringAtRandomPointsChangesNothing(int seed) throws IOException {
    Random random = new Random(seed);
    EngineRun whole = new EngineRun(RealRules.set(), 500);
    EngineRun part = new EngineRun(RealRules.set(), 500);
    for (byte[] event : RealRules.events(random, 600)) {
      whole.accept(event);
      part.accept(event);
      if (random.nextInt(15) == 0) {
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        part.engine.snapshot(snapshot);
        part.engine.close();
        EngineRun next = new EngineRun(RealRules.set(), 500);
        next.engine.restore(new ByteArrayInputStream(snapshot.toByteArray()));
        next.goOnFrom(part);
        part = next;
      }
    }
    whole.engine.finish();
    part.engine.finish();
    assertThat(part.detected).as("seed %d", seed).isEqualTo(whole.detected);
    assertThat(part.engine.counters()).as("seed %d", seed).isEqualTo(whole.engine.counters());
    for (String rule : RealRules.IDS) {
      assertThat(whole.engine.counters().of(rule).detections()).as(rule).isPositive();
    }
  }
}
