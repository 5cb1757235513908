package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that serves the page, and the reports that are made of the same parts. */
class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  @Tag("smoke")
  void servesThePageUntilItIsStopped() throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", "process where process.name == \"sh\"");
    CompletableFuture<Cli.Result> result = new CompletableFuture<>();
    Thread command =
        new Thread(() -> result.complete(cli.run("serve", "--port", "0", rules)), "serve");
    command.start();
    while (!cli.outputSoFar().endsWith("\n") && command.isAlive()) {
      Thread.onSpinWait();
    }
    URI address = URI.create(cli.outputSoFar().strip());
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(InetAddress.getByName(address.getHost()).isLoopbackAddress()).isTrue();

    HttpClient client = HttpClient.newHttpClient();
    URI page = URI.create("http://127.0.0.1:" + address.getPort());
    assertThat(
            client
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body())
        .contains("<title>Sigrun</title>");
    HttpRequest question =
        HttpRequest.newBuilder(page.resolve("/api/check"))
            .header("Content-Type", "application/json")
            .header("X-Sigrun-Token", address.getFragment().substring("token=".length()))
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a.toml\",\"text\":\"[rule]\"}"))
            .build();
    assertThat(client.send(question, HttpResponse.BodyHandlers.ofString()).body())
        .contains("\"diagnostics\":[{");

    command.interrupt();
    assertThat(result.get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.get().err()).contains("Ctrl-C").doesNotContain("Bug");
  }

  @Test
  void saysWhenThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Cli.Result result =
          new Cli(folder)
              .run("serve", "--host", "127.0.0.1", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("cannot be used", "Choose another with --port");
    }
  }

  @Test
  void listensAtAnotherAddressOnlyIfThatIsSaid() {
    Cli cli = new Cli(folder);

    assertThat(cli.run("serve", "--host", "").err()).contains("'--host' is empty");
    assertThat(cli.run("serve", "--host", " ").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("serve", "--host", "0.0.0.0").err())
        .contains("without encryption. Add '--allow-network' if that is meant");
    assertThat(cli.run("serve", "--host", "::").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("serve", "--allow-network").err()).contains("has no effect");
    assertThat(cli.run("serve", "--host", "no-such-name.invalid").err())
        .contains(
            "The host 'no-such-name.invalid' of '--host' is not known. Use a name or address");
  }

  @Test
  void refusesWhatDoesNotExist() {
    Cli cli = new Cli(folder);

    assertThat(cli.run("serve", "nowhere").err()).contains("There is no file or folder 'nowhere'");
    assertThat(cli.run("serve", "--events", "nowhere").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("serve", "--port", "70000").err()).contains("from 0 to 65535");
  }

  @Test
  void writesAlertsAsOneHtmlFile() throws IOException {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", "process where process.name == \"sh\"");
    String events =
        cli.file(
            "events.ndjson",
            """
            {"@timestamp":"2026-01-01T10:00:00Z","event":{"category":"process"},"process":{"name":"sh"},"host":{"name":"<b>web</b>"}}
            {"@timestamp":"2026-01-01T11:00:00Z","event":{"category":"process"},"process":{"name":"sh"}}
            {"@timestamp":"2026-01-01T12:00:00Z","event":{"category":"process"},"process":{"name":"ls"}}
            """);
    String report = folder.resolve("alerts.html").toString();

    Cli.Result result =
        cli.run("run", "--rules", rules, "--output", "csv", "--report", report, events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines()).hasSize(3);
    assertThat(result.err()).contains("Wrote the report to ");
    assertThat(Files.readString(Path.of(report)))
        .contains(
            "\"alerts\":2",
            "\"withoutHost\":1",
            "\"hosts\":[{\"name\":\"\\u003cb\\u003eweb\\u003c/b\\u003e\",\"count\":1}]",
            "\"events\":3")
        .doesNotContain("<b>web");
  }

  @Test
  void writesCoverageAsOneHtmlFile() throws IOException {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", "process where process.name == \"sh\"");
    String report = folder.resolve("coverage.html").toString();

    Cli.Result result = cli.run("coverage", "--report", report, rules);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(Path.of(report)))
        .contains("\"kind\":\"coverage\"", "\"withoutTactic\":[{\"name\":");
  }

  @Test
  void saysWhenAReportCannotBeWritten() {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", "process where process.name == \"sh\"");

    Cli.Result result = cli.run("coverage", "--report", folder.toString(), rules);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("it is a folder");
  }
}
