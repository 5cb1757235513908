package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.Durable;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts are on disk before the state that marks their events as processed. */
class AlertsOnDiskTest {
  @TempDir private Path folder;

  private Cli cli;
  private String rules;
  private Path state;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    rules = cli.rule("all", "eql", Rules.ALL);
    state = folder.resolve("state");
  }

  /** A disk that looks, before every step, at whether a state was saved since the last one. */
  private final class Disk extends OutputStream implements Durable {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> saved = new ArrayList<>();
    private final List<String> savedTooEarly = new ArrayList<>();
    private final Optional<IOException> failure;
    private int forced;

    Disk(Optional<IOException> failure) {
      this.failure = failure;
    }

    void look() {
      Optional<String> newest = newestSnapshot();
      if (newest.isPresent() && !saved.contains(newest.get())) {
        saved.add(newest.get());
        if (forced < written.size()) {
          savedTooEarly.add(newest.get());
        }
      }
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      look();
      written.write(bytes, offset, length);
    }

    @Override
    public void force() throws IOException {
      look();
      if (failure.isPresent()) {
        throw failure.get();
      }
      forced = written.size();
    }
  }

  private Optional<String> newestSnapshot() {
    if (!Files.isDirectory(state)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(state)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".sigrun"))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(Disk disk, OutputStream err, String file) {
    Environment environment =
        new Environment(
            Map.of("SIGRUN_CACHE", folder.resolve("cache").toString()),
            false,
            false,
            Clock.fixed(Cli.NOW, ZoneOffset.UTC),
            folder);
    return new Sigrun(disk, err, InputStream.nullInputStream(), environment)
        .run("run", "-r", rules, "--state", state.toString(), "--save-every", "3", file);
  }

  private String events(int count) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < count; i++) {
      events.append(event(i, "idle", "ann"));
    }
    return cli.file("events.ndjson", events.toString());
  }

  @Test
  void noStateIsSavedBeforeItsAlertsAreOnDisk() {
    Disk disk = new Disk(Optional.empty());
    assertThat(run(disk, OutputStream.nullOutputStream(), events(20))).isZero();
    disk.look();
    assertThat(disk.saved).hasSize(7);
    assertThat(disk.savedTooEarly).isEmpty();
    assertThat(lines(disk)).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Input/output error", "No space left on device", "Invalid argument"})
  void nothingIsMarkedAsProcessedIfItsAlertsMayBeLost(String problem) {
    Disk broken = new Disk(Optional.of(new IOException(problem)));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String events = events(20);
    assertThat(run(broken, err, events)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("The output cannot be written: " + problem + ".");
    assertThat(newestSnapshot()).isEmpty();

    Disk sound = new Disk(Optional.empty());
    assertThat(run(sound, err, events)).isZero();
    assertThat(lines(sound)).isEqualTo(20);
  }

  private static long lines(Disk disk) {
    return disk.written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .count();
  }
}
