package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that serves an editor; what it answers is tested where the server is. */
class LspCommandTest {
  private static final String INITIALIZE =
      message(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
              + "\"params\":{\"capabilities\":{}}}");
  private static final String SHUTDOWN =
      message("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}");
  private static final String EXIT = message("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");

  @TempDir private Path folder;

  private static String message(String json) {
    return "Content-Length: " + json.length() + "\r\n\r\n" + json;
  }

  @Test
  @Tag("smoke")
  void writesNothingButTheProtocol() {
    Cli.Result result = run(INITIALIZE + SHUTDOWN + EXIT);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Content-Length: ")
        .contains("\"hoverProvider\":true", "\"id\":2");
  }

  @Test
  void endsWithTheEditor() {
    assertThat(run(INITIALIZE).exitCode()).isEqualTo(1);
    assertThat(run("").exitCode()).isEqualTo(1);
  }

  private Cli.Result run(String input) {
    return new Cli(folder).input(input.getBytes(StandardCharsets.UTF_8)).run("lsp", "--stdio");
  }
}
