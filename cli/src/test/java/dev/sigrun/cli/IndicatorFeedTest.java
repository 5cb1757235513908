package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndicatorFeedTest {
  @TempDir private Path folder;

  private static String indicator(String address) {
    return "{\"@timestamp\":\"2026-01-20T00:00:00Z\",\"threat.indicator.ip\":\""
        + address
        + "\"}\n";
  }

  private static String connect(double seconds, String address) {
    return event(seconds, "connect", "ann", ",\"destination.ip\":\"" + address + "\"");
  }

  @Test
  void aHalfWrittenFileGivesWhatItHoldsAndSaysWhatIsWrong() {
    Cli cli = new Cli(folder);
    String rules = StatefulRules.writeAll(cli);
    String half = indicator("192.0.2.2");
    String feed =
        cli.file("feed.ndjson", indicator("192.0.2.1") + half.substring(0, half.length() / 2));
    String broken = cli.file("broken.ndjson", half.substring(0, 9));
    String events = connect(0, "192.0.2.1") + connect(1, "192.0.2.2");

    Cli.Result result = cli.input(events).run("run", "-r", rules, "--indicators", feed, "-");
    Cli.Result none = cli.input(events).run("run", "-r", rules, "--indicators", broken, "-");

    assertThat(result.exitCode()).isZero();
    assertThat(result.outLines()).hasSize(1);
    assertThat(result.err())
        .contains(feed + ":2: malformed indicator: The last line is incomplete");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("cannot be read: none of the lines is a valid indicator");
  }

  @Test
  void aRunReadsAChangedFileAgain() throws Exception {
    Cli cli = new Cli(folder);
    String rules = StatefulRules.writeAll(cli);
    String feed = cli.file("feed.ndjson", indicator("192.0.2.1"));
    PipedOutputStream writer = new PipedOutputStream();
    PipedInputStream input = new PipedInputStream(writer);
    Thread run =
        new Thread(
            () ->
                cli.input(input)
                    .run("run", "-r", rules, "--indicators", feed, "--lateness", "0", "-"));
    run.start();
    connect(0, "192.0.2.1", writer, cli);
    cli.file("feed.ndjson", indicator("192.0.2.1") + indicator("192.0.2.22"));
    connect(1_000, "192.0.2.22", writer, cli);
    writer.close();
    run.join(20_000);

    assertThat(run.isAlive()).isFalse();
  }

  /** Connects again and again until there is another alert about the address. */
  private static void connect(int seconds, String address, PipedOutputStream writer, Cli cli)
      throws IOException, InterruptedException {
    long before = alerts(cli, address);
    for (int i = 0; i < 100 && alerts(cli, address) == before; i++) {
      writer.write(connect(seconds + i, address).getBytes(StandardCharsets.UTF_8));
      writer.flush();
      Thread.sleep(200);
    }
    assertThat(alerts(cli, address)).isGreaterThan(before);
  }

  private static long alerts(Cli cli, String address) {
    String quoted = '"' + address + '"';
    return cli.outputSoFar().lines().filter(line -> line.contains(quoted)).count();
  }
}
