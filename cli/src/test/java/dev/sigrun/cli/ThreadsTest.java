package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.sigrun.cli.terminal.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number of threads prints the same bytes, in the same order, and saves the same state. */
class ThreadsTest {
  private static final String[] ACTIONS = {
    "pack", "send", "ask", "answer", "guess", "pull", "idle"
  };
  private static final long LONGEST_WAIT_NANOS = 30_000_000_000L;
  private static final String[] USERS = {"ann", "bob", "cyd", "dan", "eve"};

  @TempDir private Path folder;

  private Cli cli;
  private String rules;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    cli.rule("one_user", "eql", "any where user.name == \"eve\" and event.action == \"idle\"");
    rules = StatefulRules.writeAll(cli);
  }

  /** Events of all kinds, some without a time, late, malformed, or too long to be of a piece. */
  private static String stream(Random random, int count) {
    StringBuilder lines = new StringBuilder();
    double seconds = 0;
    for (int i = 0; i < count; i++) {
      seconds += random.nextInt(20);
      String user = USERS[random.nextInt(USERS.length)];
      String action = ACTIONS[random.nextInt(ACTIONS.length)];
      String address = ",\"source.ip\":\"10.0.0." + random.nextInt(3) + "\"";
      String image = ",\"container.image.name\":\"image" + random.nextInt(4) + "\"";
      switch (random.nextInt(40)) {
        case 0 -> lines.append("{\"user.name\":\"eve\",\"event.action\":\"idle\"}\n");
        case 1 -> lines.append("{\"user.name\":").append(i).append(",\n");
        case 2 -> lines.append(" \r\n\n");
        case 3 -> lines.append(event(seconds - 500, action, user, address, image));
        case 4 ->
            lines.append(
                event(seconds, action, user, ",\"more\":\"" + "x".repeat(70_000) + "\"", image));
        default -> lines.append(event(seconds, action, user, address, image));
      }
    }
    return lines.toString();
  }

  private static byte[] zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** Several files, of which one is broken in its middle. */
  private List<String> files(Random random) {
    byte[] broken = zipped(stream(random, 400));
    return List.of(
        cli.file("a.ndjson", stream(random, 1_500)),
        cli.file("b.ndjson.gz", zipped(stream(random, 700))),
        cli.file("broken.gz", java.util.Arrays.copyOf(broken, broken.length * 2 / 3)),
        cli.file("c.zst", Zstd.compress(stream(random, 700).getBytes(StandardCharsets.UTF_8))),
        cli.file("d.json", "[" + event(9e5, "idle", "eve").strip() + "]"));
  }

  private Cli.Result run(int threads, List<String> files, String... options) {
    List<String> line = new ArrayList<>(List.of("run", "-r", rules, "--warm-up", "none"));
    line.addAll(List.of("--threads", "" + threads, "--output", "ndjson"));
    line.addAll(List.of(options));
    line.addAll(files);
    return cli.run(line.toArray(String[]::new));
  }

  private static String withoutDuration(Cli.Result result) {
    return result.err().replaceAll(" in [0-9.,]+ m?s\\.", "");
  }

  private static void assertSame(Cli.Result result, Cli.Result expected) {
    assertThat(result.out()).isEqualTo(expected.out()).isNotEmpty();
    assertThat(withoutDuration(result)).isEqualTo(withoutDuration(expected));
    assertThat(result.exitCode()).isEqualTo(expected.exitCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void printTheSame(int threads) {
    List<String> files = files(new Random(threads));
    Cli.Result one = run(1, files);
    assertThat(one.err()).contains("malformed event", "cannot be read completely");
    assertThat(one.outLines().size()).isGreaterThan(100);
    assertSame(run(threads, files), one);
    assertSame(
        cli.run("query", "-q", "--threads", "" + threads, "--kql", "user.name: e*", files.get(0)),
        cli.run("query", "-q", "--threads", "1", "--kql", "user.name: e*", files.get(0)));
  }

  /** A compressed stream that is still being written does not hold back what has arrived. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void compressedLinesAreJudgedAsTheyArrive(int threads) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GZIPOutputStream zipped = new GZIPOutputStream(bytes, true);
    zipped.write(
        "{\"user.name\":\"eve\",\"event.action\":\"idle\"}\n".getBytes(StandardCharsets.UTF_8));
    zipped.flush();
    boolean[] inTime = {false};
    cli.input(
        new InputStream() {
          private final InputStream arrived = new ByteArrayInputStream(bytes.toByteArray());

          @Override
          public int read() throws IOException {
            long end = System.nanoTime() + LONGEST_WAIT_NANOS;
            while (arrived.available() == 0 && !inTime[0] && System.nanoTime() < end) {
              Thread.onSpinWait();
              inTime[0] = !cli.outputSoFar().isEmpty();
            }
            return arrived.read();
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int first = read();
            if (first < 0) {
              return -1;
            }
            into[offset] = (byte) first;
            return 1 + Math.max(0, arrived.read(into, offset + 1, length - 1));
          }
        });

    run(threads, List.of("-"));

    assertThat(inTime[0]).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 600, 100_000})
  void saveTheSameState(int saveEvery) throws IOException {
    Random random = new Random(saveEvery);
    List<String> files = files(random);
    String more = stream(random, 300);
    byte[] saved = null;
    Cli.Result first = null;
    Cli.Result second = null;
    for (int threads : new int[] {1, 4}) {
      String state = folder.resolve("state" + threads).toString();
      String[] options = {"--state", state, "--save-every", "" + saveEvery};
      Cli.Result before = run(threads, files, options);
      byte[] kept = newest(Path.of(state));
      String grown = cli.file("e.ndjson", more);
      Cli.Result after =
          run(threads, Stream.concat(files.stream(), Stream.of(grown)).toList(), options);
      if (saved == null || first == null || second == null) {
        saved = kept;
        first = before;
        second = after;
      } else {
        assertThat(kept).isEqualTo(saved);
        assertSame(before, first);
        assertSame(after, second);
      }
    }
  }

  private static byte[] newest(Path state) throws IOException {
    try (Stream<Path> entries = Files.list(state)) {
      return Files.readAllBytes(
          entries
              .filter(file -> file.toString().contains("snapshot"))
              .max((a, b) -> a.toString().compareTo(b.toString()))
              .orElseThrow());
    }
  }

  @Test
  void readStandardInputInOrder() {
    String text = stream(new Random(5), 2_000);
    Cli.Result one = cli.input(text).run("run", "-r", rules, "--threads", "1", "-");
    assertSame(cli.input(text).run("run", "-r", rules, "--threads", "4", "-"), one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025"})
  void mayNotBeTooFewOrTooMany(String threads) {
    String file = cli.file("e.ndjson", event(0, "idle", "eve"));
    Cli.Result result = cli.run("run", "-r", rules, "--threads", threads, file);
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("'--threads' takes a number from 1 to 1024");
  }
}
