package dev.sigrun.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are printed, in which order, and what becomes of them when one fails. */
class AlertLinesTest {
  private static final int MANY = 1_000;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Output out =
      new Terminal(
              printed,
              new ByteArrayOutputStream(),
              InputStream.nullInputStream(),
              new Environment(Map.of(), false, false, Clock.systemUTC(), Path.of("")))
          .out();

  private static void add(AlertLines lines, int number) {
    lines.add(100, writer -> writer.add(Map.of("n", number)));
  }

  private static List<String> numbers(int end) {
    return IntStream.range(0, end).mapToObj("{\"n\":%d}"::formatted).toList();
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void keepTheirOrder(int threads) {
    AlertLines lines = new AlertLines(out, threads);
    for (int i = 0; i < MANY; i++) {
      add(lines, i);
      if (i % 300 == 0) {
        out.flush();
        assertThat(lines()).isEqualTo(numbers(i + 1));
      }
    }
    out.flush();
    assertThat(lines()).isEqualTo(numbers(MANY));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, MANY - 1})
  void thoseBeforeOneThatFailsArePrinted(int failing) {
    AlertLines lines = new AlertLines(out, 2);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < MANY; i++) {
                if (i == failing) {
                  lines.add(100, writer -> Integer.parseInt("x"));
                } else {
                  add(lines, i);
                }
              }
              out.flush();
            })
        .isInstanceOf(NumberFormatException.class);
    out.end();
    assertThat(lines()).startsWith(numbers(failing).toArray(new String[0]));
  }

  @Test
  void theEndPrintsWhatWasAdded() {
    AlertLines lines = new AlertLines(out, 2);
    for (int i = 0; i < 200; i++) {
      add(lines, i);
    }
    out.end();
    assertThat(lines()).isEqualTo(numbers(200));
  }
}
