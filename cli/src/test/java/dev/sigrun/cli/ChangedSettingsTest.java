package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs after changed settings or files find what runs without a cache find. */
class ChangedSettingsTest {
  private static final String EVENT =
      """
      {"@timestamp":"2026-01-01T00:00:00Z","custom.field":"X","user.name":"ann",\
      "EventID":4625,"TargetUserName":"bob","Channel":"Security"}
      """;

  @TempDir private Path folder;

  private static String logon(String letter, String user) {
    return """
        title: Failed Logon %1$s
        id: 5638e7e2-0000-4000-8000-00000000000%1$s
        name: failed_logon_%1$s
        status: test
        description: Finds failed logons.
        logsource:
          product: windows
          service: security
        detection:
          sel:
            EventID: 4625
            TargetUserName%2$s
          condition: sel
        level: low
        """
        .formatted(letter, user);
  }

  /** The alerts and all that is said, which must be the same as without a cache. */
  private String run(Cli cli, String... more) {
    String[] cached = arguments(new String[0], more);
    Cli.Result result = cli.run(cached);
    Cli.Result whole = cli.run(arguments(new String[] {"--no-cache"}, more));
    assertThat(result.out()).isEqualTo(whole.out());
    assertThat(said(result)).isEqualTo(said(whole));
    assertThat(result.exitCode()).isEqualTo(whole.exitCode());
    return result.exitCode() + " " + result.outLines().size();
  }

  /** Without how long it took, and how much of that the cache saved. */
  private static String said(Cli.Result result) {
    return result.err().replaceAll(" in [0-9.]+ s\\b", "").replace(", from the cache", "");
  }

  private String[] arguments(String[] first, String[] more) {
    return Stream.of(
            new String[] {"run", "-r", folder.resolve("rules").toString(), "-"}, first, more)
        .flatMap(Arrays::stream)
        .toArray(String[]::new);
  }

  @Test
  void countInTheNextRun() throws IOException {
    Cli cli = new Cli(folder).input(EVENT);
    cli.rule("own", "eql", "any where custom.field == \"x\" or user.name == \"x\"");
    cli.rule("fine", "eql", "any where user.name == \"ann\"");
    cli.file("rules/s.yml", logon("a", "|expand: '%users%'"));
    Path project = Path.of(cli.file("sigrun.toml", "pipeline = [\"p.yml\"]\n"));
    String pipeline =
        """
        name: p
        priority: 10
        vars:
          users: [%s]
        transformations:
          - type: value_placeholders
        """;

    cli.file("p.yml", pipeline.formatted("bob"));
    assertThat(run(cli)).isEqualTo("0 2");
    cli.file("p.yml", pipeline.formatted("jim"));
    assertThat(run(cli)).isEqualTo("0 1");
    cli.file("p.yml", pipeline.formatted("bob"));
    assertThat(run(cli, "--set", "users=jim")).isEqualTo("0 1");
    assertThat(run(cli)).isEqualTo("0 2");

    Files.writeString(project, "pipeline = [\"p.yml\"]\n[severity]\nEQL107 = \"error\"\n");
    assertThat(run(cli)).isEqualTo("2 2");
    Files.writeString(project, "pipeline = [\"p.yml\"]\nschema = [\"s.json\"]\n");
    cli.file("s.json", "{\"custom.field\": \"keyword\"}");
    assertThat(run(cli)).isEqualTo("0 2");
    cli.file("s.json", "{\"custom.field\": \"long\"}");
    assertThat(run(cli)).isEqualTo("2 2");
    Files.delete(project);
    assertThat(run(cli)).isEqualTo("0 1");
  }

  @Test
  void countWithOtherFiles() throws IOException {
    Cli cli = new Cli(folder).input(EVENT);
    cli.rule("fine", "eql", "any where user.name == \"ann\"");
    cli.rule("more/fine", "eql", "any where user.name like \"an*\"");
    cli.file("rules/s.yml", logon("a", ": bob"));
    cli.file("rules/more/s.yml", logon("b", ": bob"));
    assertThat(run(cli)).endsWith(" 4");

    // The classes of the others take the names that become free.
    Files.delete(folder.resolve("rules/s.yml"));
    assertThat(run(cli)).endsWith(" 3");
    Files.delete(folder.resolve("rules/fine.toml"));
    assertThat(run(cli)).endsWith(" 2");
    cli.rule("fine", "eql", "any where user.name == \"ann\"");
    String exception =
        """
        [[exception]]
        name = "the owner"
        expires = 2030-01-01
        when = [{ field = "user.name", is = "%s" }]
        """;
    cli.file("rules/fine.exceptions.toml", exception.formatted("ann"));
    assertThat(run(cli)).endsWith(" 2");
    cli.file("rules/fine.exceptions.toml", exception.formatted("bob"));
    assertThat(run(cli)).endsWith(" 3");
    cli.file("rules/more/fine.exceptions.toml", exception.formatted("ann"));
    assertThat(run(cli)).endsWith(" 2");
    Files.delete(folder.resolve("rules/more/fine.exceptions.toml"));
    assertThat(run(cli)).endsWith(" 3");
  }
}
