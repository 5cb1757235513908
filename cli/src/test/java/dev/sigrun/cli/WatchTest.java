package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that start again whenever a file changes. */
class WatchTest {
  @TempDir private Path folder;

  private final AtomicReference<Thread> thread = new AtomicReference<>();

  private CompletableFuture<Cli.Result> start(Cli cli, String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> {
          thread.set(Thread.currentThread());
          return cli.run(arguments);
        },
        task -> new Thread(task, "watching").start());
  }

  private static void await(Cli cli, String text, int times) throws InterruptedException {
    while (cli.outputSoFar().split(text, -1).length <= times) {
      Thread.sleep(50);
    }
  }

  private Cli.Result end(CompletableFuture<Cli.Result> watching) throws Exception {
    thread.get().interrupt();
    return watching.get(60, TimeUnit.SECONDS);
  }

  @Test
  void rulesAreCheckedAgainWhenTheyChange() throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", "any where nope(1)");
    CompletableFuture<Cli.Result> watching =
        start(cli, "check", "--watch", "--format", "json", rules);
    await(cli, "\"failed\": 1", 1);

    cli.rule("a", "eql", Rules.ALL);
    await(cli, "\"failed\": 0", 1);
    Files.delete(folder.resolve("rules").resolve("a.toml"));
    cli.rule("b", "eql", Rules.ALL);
    await(cli, "\"failed\": 0", 2);

    Cli.Result result = end(watching);
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.err())
        .contains("Waiting for changes; press Ctrl+C to end.")
        .contains("a.toml has changed.");
  }

  @Test
  void testsRunAgainWhenTheRuleChanges() throws Exception {
    Cli cli = new Cli(folder);
    cli.run("new", folder.resolve("rules/shell.toml").toString());
    Path rule = folder.resolve("rules/shell.toml");
    CompletableFuture<Cli.Result> watching = start(cli, "test", "--watch", rule.toString());
    await(cli, "1 rule", 1);

    Files.writeString(rule, Files.readString(rule) + "\n# changed\n");
    await(cli, "1 rule", 2);

    assertThat(end(watching).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void wrongUsageIsReportedAtOnce() {
    Cli cli = new Cli(folder);

    assertThat(cli.run("check", "--watch", "-").err()).contains("standard input cannot change");
    assertThat(cli.run("check", "--watch").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("test", "--watch", folder.resolve("none").toString()).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "check,none,file or folder",
    "check,none/a.toml,file or folder",
    "check,none/**/*.toml,folder",
    "test,none,file or folder",
    "test,none/*.test.toml,folder",
  })
  void whatDoesNotExistCannotBeWatched(String command, String path, String missing) {
    Path absent = folder.resolve("absent");
    Cli.Result result = new Cli(folder).run(command, "--watch", absent + "/" + path);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            "sigrun: '"
                + absent
                + "/"
                + path
                + "' cannot be watched: there is no such "
                + missing
                + ".\n");
  }

  /** Beside a file that exists. */
  @Test
  void oneOfSeveralIsEnoughToRefuse() {
    Cli cli = new Cli(folder);
    String rule = cli.rule("a", "eql", Rules.ALL);
    Cli.Result result = cli.run("check", "--watch", rule, folder.resolve("none").toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("none' cannot be watched").doesNotContain("compiled");
  }
}
