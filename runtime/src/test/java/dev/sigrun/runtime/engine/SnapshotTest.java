package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.internal.snapshot.BlockOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  private static final long WALL = EngineRun.WALL;
  private static final long LATENESS = 500;

  private static RuleSet rules() {
    return new TestRules()
        .event("kind-x", "x")
        .pairs("pairs", 10_000)
        .absent("absent", 2_000)
        .suppressed("kind-x", Duration.ofSeconds(5))
        .suppressed("pairs", Duration.ofSeconds(5))
        .build();
  }

  private static byte[] snapshot(Engine engine) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    engine.snapshot(bytes);
    return bytes.toByteArray();
  }

  private static void restore(Engine engine, byte[] snapshot) throws IOException {
    engine.restore(new ByteArrayInputStream(snapshot));
  }

  /** An engine in which every part of a snapshot holds something. */
  private static EngineRun busy() {
    EngineRun run = new EngineRun(rules(), LATENESS);
    run.engine.recordPosition("in.ndjson", new InputPosition(4, 1_000, 77));
    run.accept(WALL, "h", "a", 1).accept(WALL + 1_000, "g", "x", 2);
    return run.accept(WALL + 1_001, "h", "b", 3).accept(WALL + 400 * 86_400_000L, "h", "b", 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void restoringAtRandomPointsChangesNothing(int seed) throws IOException {
    byte[][] events = randomEvents(new Random(seed));
    EngineRun whole = new EngineRun(rules(), LATENESS);
    EngineRun part = new EngineRun(rules(), LATENESS);
    Random random = new Random(seed);
    for (int i = 0; i < events.length; i++) {
      whole.accept(events[i]);
      part.accept(events[i]);
      if (random.nextInt(10) == 0) {
        byte[] snapshot = snapshot(part.engine);
        EngineRun next = new EngineRun(rules(), LATENESS);
        restore(next.engine, snapshot);
        assertThat(snapshot(next.engine)).as("seed %d, event %d", seed, i).isEqualTo(snapshot);
        next.detected.addAll(part.detected);
        part = next;
      }
    }
    whole.engine.finish();
    part.engine.finish();
    assertThat(part.detected).as("seed %d", seed).isEqualTo(whole.detected).isNotEmpty();
    assertThat(part.engine.counters()).as("seed %d", seed).isEqualTo(whole.engine.counters());
  }

  private static byte[][] randomEvents(Random random) {
    byte[][] events = new byte[400][];
    long time = WALL - 400_000;
    for (int id = 0; id < events.length; id++) {
      time += random.nextInt(1_000);
      long jitter = random.nextInt(50) == 0 ? 90L * 86_400_000 : -random.nextInt(700);
      String kind = random.nextInt(3) == 0 ? "a" : random.nextBoolean() ? "b" : "x";
      // UTF-8 has no form for an unpaired surrogate.
      String host = random.nextInt(5) == 0 ? "\\ud800" : "h" + random.nextInt(3);
      events[id] = TestRules.event(time + jitter, host, kind, id);
    }
    return events;
  }

  @Test
  void positionsAndCountersAreRestored() throws IOException {
    EngineRun run = busy();
    EngineRun restored = new EngineRun(rules(), LATENESS);
    restore(restored.engine, snapshot(run.engine));
    assertThat(restored.engine.positions())
        .isEqualTo(Map.of("in.ndjson", new InputPosition(4, 1_000, 77)));
    assertThat(restored.engine.counters()).isEqualTo(run.engine.counters());
    assertThat(restored.engine.watermark()).isEqualTo(run.engine.watermark());
  }

  /** An engine without some rules does what one does that never had them, restored or not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rulesThatAreLeftOutDoNothing(int seed) throws IOException {
    byte[][] events = randomEvents(new Random(seed));
    RuleSet fewer = new TestRules().event("kind-x", "x").absent("absent", 2_000).build();
    Set<String> ids = Set.of("pairs", "kind-y", "no rule");
    RuleSet more =
        new TestRules()
            .event("kind-x", "x")
            .event("kind-y", "y")
            .pairs("pairs", 10_000)
            .absent("absent", 2_000)
            .suppressed("pairs", Duration.ofSeconds(5))
            .build();
    EngineRun expected = new EngineRun(fewer, LATENESS);
    EngineRun all = new EngineRun(more, LATENESS);
    EngineRun run = new EngineRun(more, LATENESS, builder -> builder.without(ids));
    for (int i = 0; i < events.length / 2; i++) {
      expected.accept(events[i]);
      all.accept(events[i]);
      run.accept(events[i]);
    }
    // Also from the state of an engine with all of them.
    EngineRun restored = new EngineRun(more, LATENESS, builder -> builder.without(ids));
    restore(restored.engine, snapshot(all.engine));
    restored.goOnFrom(run);
    for (int i = events.length / 2; i < events.length; i++) {
      expected.accept(events[i]);
      run.accept(events[i]);
      restored.accept(events[i]);
    }
    expected.engine.finish();
    run.engine.finish();
    restored.engine.finish();
    assertThat(run.detected).as("seed %d", seed).isEqualTo(expected.detected).isNotEmpty();
    assertThat(restored.detected).as("seed %d", seed).isEqualTo(expected.detected);
  }

  /** What waits is decided by the engine that continues, if it is given what came since. */
  @Test
  void closingAfterASnapshotDecidesNothing() throws IOException {
    EngineRun whole = new EngineRun(rules(), LATENESS).accept(WALL, "h", "a", 1);
    whole.accept(WALL + 10, "g", "a", 2).engine.close();
    assertThat(whole.detected).hasSize(2);

    EngineRun run = new EngineRun(rules(), LATENESS).accept(WALL, "h", "a", 1);
    byte[] snapshot = snapshot(run.engine);
    run.accept(WALL + 10, "g", "a", 2).engine.close();
    assertThat(run.detected).isEmpty();

    EngineRun next = new EngineRun(rules(), LATENESS);
    restore(next.engine, snapshot);
    next.goOnFrom(run);
    next.accept(WALL + 10, "g", "a", 2).engine.close();
    assertThat(next.detected).isEqualTo(whole.detected);

    EngineRun ended = new EngineRun(rules(), LATENESS).accept(WALL, "h", "a", 1);
    snapshot(ended.engine);
    ended.accept(WALL + 10, "g", "a", 2).engine.finish();
    ended.engine.close();
    assertThat(ended.detected).isEqualTo(whole.detected);
  }

  @Test
  void manyLateEventsInARowAreRestored() throws IOException {
    EngineRun run = new EngineRun(rules(), LATENESS).accept(WALL, "h", "a", 1);
    for (int i = 0; i < 1_000; i++) {
      run.accept(WALL - 10_000 + i, "h", "b", i);
    }
    EngineRun restored = new EngineRun(rules(), LATENESS);
    restore(restored.engine, snapshot(run.engine));
    assertThat(restored.engine.counters().late()).isEqualTo(1_000);
  }

  @Test
  void truncatedSnapshotsAreRefused() throws IOException {
    byte[] snapshot = snapshot(busy().engine);
    for (int length = 0; length < snapshot.length; length++) {
      assertRefused(Arrays.copyOf(snapshot, length), "cut to " + length);
    }
  }

  @Test
  void snapshotsWithAFlippedBitAreRefused() throws IOException {
    byte[] snapshot = snapshot(busy().engine);
    // Otherwise one bit of each byte, each time another one.
    int step = Boolean.getBoolean("sigrun.long") ? 1 : Byte.SIZE + 1;
    for (int bit = 0; bit < snapshot.length * Byte.SIZE; bit += step) {
      byte[] damaged = snapshot.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertRefused(damaged, "bit " + bit);
    }
  }

  private static void assertRefused(byte[] damaged, String how) throws IOException {
    EngineRun run = new EngineRun(rules(), LATENESS).accept(WALL, "h", "a", 1);
    byte[] before = snapshot(run.engine);
    assertThat(catchThrowable(() -> restore(run.engine, damaged)))
        .as(how)
        .isInstanceOf(SnapshotException.class);
    assertThat(snapshot(run.engine)).as(how).isEqualTo(before);
  }

  /** Snapshots whose checksums hold and whose content does not. */
  @Test
  void soundBlocksOfNonsenseAreRefused() throws IOException {
    Random random = new Random(1);
    byte[] header = Arrays.copyOf(snapshot(busy().engine), 16);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = new byte[random.nextInt(300)];
      random.nextBytes(body);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(header);
      BlockOutput blocks = new BlockOutput(new java.io.DataOutputStream(bytes));
      blocks.write(body);
      blocks.finish();
      assertRefused(bytes.toByteArray(), "nonsense " + i);
    }
  }

  @Test
  void foreignBytesAreNoSnapshot() {
    EngineRun run = new EngineRun(rules(), LATENESS);
    assertThatThrownBy(() -> restore(run.engine, "#!/bin/sh\nexit 0\n#####".getBytes(UTF_8)))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("This is not a snapshot.");
  }

  @Test
  void snapshotsOfNewerFormatsAreNamedAsSuch() throws IOException {
    byte[] snapshot = snapshot(busy().engine);
    ByteBuffer header = ByteBuffer.wrap(snapshot).putInt(8, 7);
    CRC32C checksum = new CRC32C();
    checksum.update(snapshot, 0, 12);
    header.putInt(12, (int) checksum.getValue());
    EngineRun run = new EngineRun(rules(), LATENESS);
    assertThatThrownBy(() -> restore(run.engine, snapshot))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("format 7")
        .matches(e -> ((SnapshotException) e).isNewer());
  }

  @Test
  void onlyRulesThatLookForTheSameGetTheirStateBack() throws IOException {
    EngineRun run =
        new EngineRun(
            new TestRules()
                .detector("same", f -> new PairDetector("same", 10_000, "1", f))
                .detector("changed", f -> new PairDetector("changed", 10_000, "1", f))
                .detector("gone", f -> new PairDetector("gone", 10_000, "1", f))
                .build(),
            LATENESS);
    run.accept(WALL, "h", "a", 1).accept(WALL + 1_000, "g", "a", 2);
    EngineRun restored =
        new EngineRun(
            new TestRules()
                .detector("new", f -> new PairDetector("new", 10_000, "1", f))
                .detector("changed", f -> new PairDetector("changed", 10_000, "2", f))
                .detector("same", f -> new PairDetector("same", 10_000, "1", f))
                .build(),
            LATENESS);
    restore(restored.engine, snapshot(run.engine));
    restored.accept(WALL + 2_000, "h", "b", 3).accept(WALL + 2_001, "g", "b", 4);
    restored.engine.finish();
    assertThat(restored.detected).containsExactly("same 1 3", "same 2 4");
    assertThat(restored.engine.counters().skippedRules()).isEqualTo(2);
  }
}
