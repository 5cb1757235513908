package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.RuleSet;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  private static final long WALL = EngineRun.WALL;
  private static final int SAVE_EVERY = 15;

  @TempDir Path directory;

  private static RuleSet rules() {
    return new TestRules().event("x", "x").pairs("pairs", 10_000).absent("absent", 2_000).build();
  }

  private static EngineRun engine() {
    return new EngineRun(rules(), 500);
  }

  /** The end of a process, at which nothing is tidied up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A disk whose process is killed at a chosen step; parts of a write are steps, too. */
  private static final class MortalDisk extends Disk {
    private int stepsLeft;

    MortalDisk(int stepsLeft) {
      this.stepsLeft = stepsLeft;
    }

    void step() {
      if (stepsLeft-- <= 0) {
        throw new Killed();
      }
    }

    @Override
    OutputStream stream(OutputStream out) {
      return new FilterOutputStream(out) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          step();
          out.write(bytes, offset, length / 2);
          out.flush();
          step();
          out.write(bytes, offset + length / 2, length - length / 2);
        }
      };
    }

    @Override
    void write(Path file, Content content) throws IOException {
      step();
      super.write(file, content);
      step();
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      step();
      super.rename(from, to);
      step();
    }

    @Override
    void forceNames(Path directory) throws IOException {
      step();
      super.forceNames(directory);
    }

    @Override
    void delete(Path file) throws IOException {
      step();
      super.delete(file);
    }
  }

  private static List<byte[]> events() {
    Random random = new Random(7);
    List<byte[]> events = new ArrayList<>();
    long time = WALL - 400_000;
    for (int id = 0; id < 100; id++) {
      time += random.nextInt(1_000);
      String kind = random.nextInt(3) == 0 ? "a" : random.nextBoolean() ? "b" : "x";
      events.add(TestRules.event(time, "h" + random.nextInt(3), kind, id));
    }
    return events;
  }

  /** Bytes that another program appended are noticed, as overwritten bytes would be. */
  @Test
  void bytesBehindTheEndOfASnapshotAreNoticed(@TempDir Path directory) throws IOException {
    try (StateDirectory state = StateDirectory.open(directory)) {
      EngineRun run = engine();
      run.accept(events().get(0));
      state.save(run.engine);
      run.accept(events().get(1));
      state.save(run.engine);
      Path newest = directory.resolve("snapshot-0000000002.sigrun");
      Files.writeString(newest, "\n", StandardOpenOption.APPEND);

      StateDirectory.Restoration restored = state.restore(engine().engine);
      assertThat(restored.snapshot()).contains(directory.resolve("snapshot-0000000001.sigrun"));
      assertThat(restored.problems())
          .containsExactly(
              newest
                  + ": There are extra bytes after the end of the snapshot, which Sigrun did"
                  + " not write.");

      Files.writeString(
          directory.resolve("snapshot-0000000001.sigrun"), "x", StandardOpenOption.APPEND);
      EngineRun untouched = engine();
      assertThatThrownBy(() -> state.restore(untouched.engine))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("snapshot-0000000001.sigrun")
          .hasMessageContaining("Delete these files");
      assertThat(untouched.engine.counters().events()).isZero();
    }
  }

  /** Goes through the events from where the snapshot says, saving now and then. */
  private static void process(
      StateDirectory state, EngineRun run, List<byte[]> events, Set<String> output)
      throws IOException {
    state.restore(run.engine);
    InputPosition start = run.engine.positions().getOrDefault("in", InputPosition.START);
    for (int i = (int) start.lines(); i < events.size(); i++) {
      run.accept(events.get(i));
      output.addAll(run.detected);
      run.engine.recordPosition("in", new InputPosition(i + 1, 0));
      if ((i + 1) % SAVE_EVERY == 0) {
        state.save(run.engine);
      }
    }
    run.engine.finish();
    output.addAll(run.detected);
  }

  @Test
  void aProcessKilledAnywhereLosesAndInventsNothing() throws IOException {
    List<byte[]> events = events();
    EngineRun whole = engine();
    events.forEach(whole::accept);
    whole.engine.finish();
    assertThat(whole.detected).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    int kills = 0;
    for (int step = 0; ; step++) {
      Path place = directory.resolve("step-" + step);
      Set<String> output = new LinkedHashSet<>();
      try (StateDirectory state = StateDirectory.open(place, new MortalDisk(step))) {
        process(state, engine(), events, output);
        break;
      } catch (Killed e) {
        kills++;
      }
      try (StateDirectory state = StateDirectory.open(place)) {
        process(state, engine(), events, output);
        assertThat(output)
            .as("killed at step %d", step)
            .containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(whole.detected));
        assertThat(files(place)).hasSizeLessThanOrEqualTo(4).contains("lock");
      }
    }
    assertThat(kills).isGreaterThan(40);
  }

  private static List<String> files(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theLastTwoSnapshotsAreKept() throws IOException {
    try (StateDirectory state = StateDirectory.open(directory)) {
      for (int i = 0; i < 5; i++) {
        state.save(engine().engine);
      }
    }
    assertThat(files(directory))
        .containsExactly("lock", "snapshot-0000000004.sigrun", "snapshot-0000000005.sigrun");
  }

  @Test
  void aDamagedSnapshotIsPassedOverAndReported() throws IOException {
    save("first", "second");
    Path newest = directory.resolve("snapshot-0000000002.sigrun");
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 100));
    try (StateDirectory state = StateDirectory.open(directory)) {
      EngineRun run = engine();
      StateDirectory.Restoration restoration = state.restore(run.engine);
      assertThat(restoration.snapshot()).contains(directory.resolve("snapshot-0000000001.sigrun"));
      assertThat(restoration.problems())
          .singleElement()
          .asString()
          .contains("snapshot-0000000002.sigrun");
      assertThat(run.engine.positions()).containsOnlyKeys("first");
      state.save(run.engine);
    }
    assertThat(files(directory))
        .containsExactly("lock", "snapshot-0000000001.sigrun", "snapshot-0000000003.sigrun");
  }

  @Test
  void nothingBeginsAnewWhenAllSnapshotsAreDamaged() throws IOException {
    save("first", "second");
    Files.write(directory.resolve("snapshot-0000000001.sigrun"), new byte[0]);
    Files.write(directory.resolve("snapshot-0000000002.sigrun"), new byte[20]);
    try (StateDirectory state = StateDirectory.open(directory)) {
      assertThatThrownBy(() -> state.restore(engine().engine))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("0000000001")
          .hasMessageContaining("0000000002");
    }
  }

  private void save(String... sources) throws IOException {
    try (StateDirectory state = StateDirectory.open(directory)) {
      for (String source : sources) {
        EngineRun run = engine();
        run.engine.recordPosition(source, new InputPosition(1, 1));
        state.save(run.engine);
      }
    }
  }

  @Test
  void anEmptyDirectoryRestoresNothing() throws IOException {
    try (StateDirectory state = StateDirectory.open(directory.resolve("new/deep"))) {
      assertThat(state.restore(engine().engine).snapshot()).isEmpty();
    }
  }

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    try (StateDirectory state = StateDirectory.open(directory)) {
      assertThatThrownBy(() -> StateDirectory.open(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      state.save(engine().engine);
    }
    StateDirectory.open(directory).close();
  }

  @Test
  void whatAnEarlierProcessLeftUnfinishedIsDeleted() throws IOException {
    Files.createFile(directory.resolve("snapshot-0000000009.sigrun.tmp"));
    StateDirectory.open(directory).close();
    assertThat(files(directory)).containsExactly("lock");
  }
}
