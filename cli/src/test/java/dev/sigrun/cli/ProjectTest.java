package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project file, and what commands take from it. */
class ProjectTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() throws Exception {
    // Nothing above the folder counts.
    Files.createDirectory(folder.resolve(".git"));
    cli = new Cli(folder);
    cli.rule("a", "eql", "any where own.number > 5");
  }

  private static final String EVENT =
      "{\"own\": {\"number\": 6}, \"ts\": \"2026-01-02T03:04:05Z\"}";

  @ParameterizedTest
  @ValueSource(strings = {"check", "test", "list", "fields", "coverage"})
  void commandsWorkOnTheRulesOfTheProject(String command) {
    assertThat(cli.run(command).err()).contains("Missing required parameter: 'PATH'");
    cli.file("sigrun.toml", "rules = 'rules'\n");

    Cli.Result result = cli.run(command);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out() + result.err()).containsIgnoringCase("1 rule");
  }

  @Test
  void theSchemaOfTheProjectCounts() {
    String event = cli.file("e.ndjson", EVENT + "\n");
    cli.file("fields.json", "{\"own.number\": \"long\"}");
    cli.file("sigrun.toml", "rules = ['rules']\nschema = 'fields.json'\n");

    assertThat(cli.run("run", event).outLines()).hasSize(1);
    assertThat(cli.run("list", "--format", "json").out()).contains("own.number");
    assertThat(cli.run("fields").out()).containsPattern("own\\.number +long");
    assertThat(cli.run("query", "--kql", "own.number > 5", event).outLines()).hasSize(1);
    assertThat(cli.run("explain", "rule a", "--event", EVENT).out()).contains("The event matches.");
  }

  @Test
  void namesThatNoFileCanHaveAreMistakes() {
    cli.file("sigrun.toml", "rules = ['rules']\nschema = [\"a\\u0000b\"]\n");
    cli.rule("own", "eql", "any where true");

    Cli.Result result = cli.run("check");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("is not a path").doesNotContain("Bug in Sigrun");
  }

  @Test
  void severitiesOfTheProjectCountUnlessTheUserSaysOtherwise() {
    cli.rule("b", "eql", "any where process.name == \"*.exe\"");
    String rules = cli.path("rules/b.toml").toString();
    cli.file("sigrun.toml", "[severity]\nwarnings = 'error'\n");

    assertThat(cli.run("check", rules).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.run("check", "--severity", "warnings=off", rules).exitCode())
        .isEqualTo(ExitCode.OK);
    assertThat(cli.with("SIGRUN_PROJECT", "none").run("check", rules).exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void theTimeFieldOfTheProjectCounts() {
    cli.file("sigrun.toml", "rules = 'rules'\ntimestamp_field = 'ts'\nschema = 'f.json'\n");
    cli.file("f.json", "{\"own.number\": \"long\", \"ts\": \"date\"}");
    String event = cli.file("e.ndjson", EVENT + "\n");

    assertThat(cli.run("run", event).out())
        .contains("\"kibana.alert.original_time\":\"2026-01-02T03:04:05.000Z\"");
    assertThat(cli.run("query", "--kql", "own.number: *", "--output", "table", event).out())
        .contains("2026-01-02");
  }

  @Test
  void theMappingAndThePipelineOfTheProjectCount() {
    cli.file("sigrun.toml", "rules = 'rules'\nmapping = 'm.toml'\npipeline = 'flat'\n");
    cli.file("m.toml", "[[step]]\nrename = { \"own.number\" = \"their.number\" }\n");
    cli.file(
        "rules/s.yml",
        """
        title: Sigma
        id: 929a690e-bef0-4204-a928-ef5e620d6fcc
        status: test
        description: Finds what a test wants.
        logsource:
          category: process_creation
          product: windows
        detection:
          selection:
            Image: tool.exe
          condition: selection
        level: low
        """);
    String out = cli.path("out").toString();

    Cli.Result result = cli.run("export", "--to", "splunk", "-o", out);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("out"))
        .isDirectoryRecursivelyContaining(
            path -> path.toString().endsWith(".spl") && read(path).contains("their.number"))
        .isDirectoryRecursivelyContaining(
            path -> path.toString().endsWith(".spl") && read(path).contains("Image"));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void saysWhereValuesComeFrom() {
    String path = cli.file("sigrun.toml", "rules = ['rules']\n\n[severity]\nKQL101 = 'off'\n");

    Cli.Result result = cli.run("config", "show");

    assertThat(result.out().replace(path, "sigrun.toml").replaceAll(" +", " "))
        .contains(
            "SETTING VALUE FROM\n",
            "rules rules sigrun.toml:1\n",
            "schema none default\n",
            "severity.KQL101 off sigrun.toml:4\n",
            "NO_COLOR not set default\n")
        .contains("SIGRUN_CACHE " + cli.path("cache") + " environment\n");
    assertThat(cli.run("config", "path").out()).isEqualTo(path + "\n");
    assertThat(cli.run("config", "--format", "json").out())
        .startsWith("{\"version\":1,\"file\":")
        .contains("{\"setting\":\"unknown_fields\",\"value\":\"keyword\",\"from\":\"default\"}");
  }

  @Test
  void withoutAProjectFileEverythingIsDefault() {
    Cli.Result result = cli.run("config");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).contains("There is no project file 'sigrun.toml' here.");
    assertThat(cli.run("config", "path").out()).isEmpty();
  }

  @Test
  void mistakesInTheProjectFileAreReportedWithTheirPlace() {
    String path = cli.file("sigrun.toml", "rule = 'rules'\n");

    Cli.Result result = cli.run("check");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains(path + ":1:1: error: Unknown key 'rule' in a project file. Did you mean 'rules'?")
        .contains("The project file cannot be used.")
        .doesNotContain("Bug");
  }

  @Test
  void theNearestFolderCounts() throws Exception {
    cli.file("sigrun.toml", "rules = 'rules'\n");
    Path below = Files.createDirectories(folder.resolve("deep/down"));

    assertThat(new Cli(below).run("list").err()).contains("1 rule");
    Files.createDirectory(below.resolve(".git"));
    assertThat(new Cli(below).run("list").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void commentsInRulesTurnWarningsOff() {
    cli.rule("b", "eql", "any where process.name == \"*.exe\"");
    String text = read(cli.path("rules/b.toml"));
    String rule = cli.file("rules/b.toml", text);
    String code = cli.run("check", rule).err().replaceAll("(?s).*\\[([A-Z]+[0-9]+)].*", "$1");
    cli.file("rules/b.toml", "# sigrun:ignore " + code + " as agreed\n" + text);

    assertThat(cli.run("check", "--fail-on", "warning", rule).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(cli.run("check", rule).err()).contains("0 warnings");
  }
}
