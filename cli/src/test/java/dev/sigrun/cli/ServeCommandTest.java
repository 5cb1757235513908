package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code serve} where it cannot start. */
class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void saysThatThePortIsTaken() throws IOException {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", Rules.ALL);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Cli.Result result = cli.run("serve", "--host", "127.0.0.1", "--port", port, rules);

      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("Port " + port + " of '127.0.0.1' cannot be used");
    }
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThat(new Cli(folder).run("serve", "--port", "70000").err())
        .contains("A port is a number from 0 to 65535.");
  }
}
