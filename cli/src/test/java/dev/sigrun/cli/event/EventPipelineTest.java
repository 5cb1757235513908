package dev.sigrun.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.engine.InputPosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines come in order, and saving is due exactly where it was asked for. */
class EventPipelineTest {
  private static final int LINES = 2_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 100", "1, 512", "1, 700", "4, 700", "4, 1", "2, 1999", "3, 2000"})
  void savingIsDueAfterAGivenNumberOfLines(int threads, int saveEvery) throws IOException {
    Path file = Files.writeString(folder.resolve("a.ndjson"), "{}\n".repeat(LINES / 2));
    byte[] rest = "{}\n".repeat(LINES / 2).getBytes(StandardCharsets.UTF_8);
    List<Integer> lines = new ArrayList<>();
    List<Integer> due = new ArrayList<>();
    EventPipeline.Turn<Integer> turn =
        new EventPipeline.Turn<>() {
          @Override
          public void accept(EventLine line, Integer result) {
            lines.add(result);
          }

          @Override
          public void batchDone(Map<String, InputPosition> positions, boolean isDue) {
            if (isDue) {
              due.add(lines.size());
            }
          }
        };
    LaterProblems problems = new LaterProblems(FileProblems.NONE);
    try (EventSource source =
        new EventSource(List.of(file.toString(), "-"), new Drops(rest), problems)) {
      new EventPipeline<>(
              threads,
              TimeFilter.all(),
              line -> (int) line.position(),
              turn,
              OptionalLong.of(saveEvery))
          .run(source, problems);
    }

    assertThat(lines).hasSize(LINES).isSorted();
    List<Integer> expected = new ArrayList<>();
    for (int i = saveEvery; i <= LINES; i += saveEvery) {
      expected.add(i);
    }
    assertThat(due).isEqualTo(expected);
  }

  /** Bytes of which few are at hand at a time, as in a stream that somebody still writes. */
  private static final class Drops extends InputStream {
    private final ByteArrayInputStream bytes;

    Drops(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, Math.min(length, 100));
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
