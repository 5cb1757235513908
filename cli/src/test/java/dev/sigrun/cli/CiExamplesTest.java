package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The workflow and the hook of {@code docs/ci.md}, run as they are written there. */
class CiExamplesTest {
  private static final Path PAGE = Path.of("..", "docs", "ci.md");

  private static final String SIGRUN =
      """
      #!/bin/sh
      exec "$TEST_JAVA" -XX:TieredStopAtLevel=1 -cp "$TEST_CLASSES" dev.sigrun.cli.Main "$@"
      """;

  private static final String PART =
      """
      title: Failed Login
      name: failed_login
      id: 0b6c3f0e-6c0b-4a51-9d5b-5d0d6f0a0c11
      status: test
      logsource: {product: okta, service: okta}
      detection:
        selection:
          outcome.result: FAILURE
        condition: selection
      level: informational
      """;

  private static final String WHOLE =
      """
      title: Many Failed Logins
      id: 0b6c3f0e-6c0b-4a51-9d5b-5d0d6f0a0c12
      status: test
      correlation:
        type: event_count
        rules: failed_login
        group-by: actor.alternateid
        timespan: 5m
        condition: {gte: 10}
      level: medium
      """;

  @TempDir private Path folder;
  @TempDir private Path home;

  private Cli cli;

  @BeforeEach
  void beginARule() throws IOException {
    script(home.resolve("bin/sigrun"), SIGRUN);
    cli = new Cli(folder);
    Cli.Result made = cli.run("new", "--author", "Ana", cli.path("rules/a rule.toml").toString());
    assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.OK);
  }

  /** All shell steps of the page, of the action and of the hooks, in a checkout of a branch. */
  @Test
  void theStepsAcceptGoodRulesAndRefuseOthers() throws Exception {
    assumeTrue(isInstalled("git"), "git is not installed");
    assumeTrue(isInstalled("sh"), "sh is not installed");
    List<String> steps = new ArrayList<>();
    examples("```yaml\n(.*?)```").forEach(yaml -> addSteps(new Yaml().load(yaml), steps));
    Path action = Path.of("..", "action.yml");
    addSteps(new Yaml().load(Files.readString(action)), steps);
    steps.addAll(hooks());
    assertThat(steps).hasSize(11).allSatisfy(step -> assertThat(step).contains("sigrun"));
    cli.file("expected.toml", "[[expect]]\nrule = '*'\nalerts = 0\n");
    cli.file("corpus.ndjson", "{\"message\": \"nothing\"}\n");
    assertThat(run("git", "init", "--quiet")).isZero();
    assertThat(commit()).as(this::log).isZero();
    assertThat(run("git", "update-ref", "refs/remotes/origin/main", "HEAD")).isZero();

    for (String step : steps) {
      assertThat(run("sh", "-e", "-c", step)).as(() -> step + "\n" + log()).isZero();
    }

    cli.rule("broken", "eql", "any where nope(1)");
    for (String step : steps) {
      assertThat(run("sh", "-e", "-c", step)).as(() -> step + "\n" + log()).isNotZero();
    }
    assertThat(run("sh", "-c", steps.get(0))).isEqualTo(ExitCode.FINDINGS);
    assertThat(log()).contains("::error file=").contains("broken.toml");
  }

  /** The commands of jobs: {@code run} of GitHub, {@code script} of GitLab. */
  private static void addSteps(Object node, List<String> steps) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if ("run".equals(key) && value instanceof String step) {
              steps.add(step);
            } else if ("script".equals(key) && value instanceof List<?> lines) {
              lines.forEach(line -> steps.add(String.valueOf(line)));
            } else {
              addSteps(value, steps);
            }
          });
    } else if (node instanceof List<?> list) {
      list.forEach(each -> addSteps(each, steps));
    }
  }

  /** The hooks that the page uses, as pre-commit calls them. */
  private static List<String> hooks() throws IOException {
    List<String> calls = new ArrayList<>();
    List<String> used = examples("- id: (\\S+)\n +args: \\[rules]");
    List<?> hooks = new Yaml().load(Files.readString(Path.of("..", ".pre-commit-hooks.yaml")));
    for (Object each : hooks) {
      Map<?, ?> hook = (Map<?, ?>) each;
      assertThat(hook.keySet().stream().map(String::valueOf))
          .contains("id", "name", "entry", "language");
      assertThat(used).contains(String.valueOf(hook.get("id")));
      calls.add(hook.get("entry") + " rules");
    }
    assertThat(used).hasSameSizeAs(calls);
    return calls;
  }

  /** Workflows have the keys without which they would not run. */
  @Test
  void workflowsAreComplete() throws IOException {
    List<String> workflows =
        examples("```yaml\n(.*?)```").stream().filter(yaml -> yaml.contains("jobs:")).toList();
    assertThat(workflows).hasSize(2);
    for (String workflow : workflows) {
      Map<?, ?> root = new Yaml().load(workflow);
      // YAML 1.1 reads the key "on" as a truth value.
      assertThat(root.containsKey("on") || root.containsKey(true)).isTrue();
      ((Map<?, ?>) root.get("jobs"))
          .values()
          .forEach(
              job -> {
                assertThat(((Map<?, ?>) job).keySet().stream().map(String::valueOf))
                    .contains("runs-on", "steps");
                for (Object step : (List<?>) ((Map<?, ?>) job).get("steps")) {
                  assertThat(((Map<?, ?>) step).keySet().stream().map(String::valueOf))
                      .containsAnyOf("uses", "run");
                }
              });
    }
    Map<?, ?> action = new Yaml().load(Files.readString(Path.of("..", "action.yml")));
    Map<?, ?> inputs = (Map<?, ?>) action.get("inputs");
    List<String> read = new ArrayList<>();
    Pattern.compile("inputs\\.([a-z-]+)")
        .matcher(Files.readString(Path.of("..", "action.yml")))
        .results()
        .forEach(found -> read.add(found.group(1)));
    assertThat(inputs.keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(read.stream().distinct().toList());
    assertThat(Files.readString(PAGE)).contains("          minimum: 1");
  }

  @Test
  void theHookChecksTheRulesThatAreCommitted() throws Exception {
    assumeTrue(isInstalled("git"), "git is not installed");
    assumeTrue(isInstalled("sh"), "sh is not installed");
    assertThat(run("git", "init", "--quiet")).isZero();
    List<String> hooks = examples("```sh\n(.*?)```");
    assertThat(hooks).hasSize(1);
    script(folder.resolve(".git/hooks/pre-commit"), hooks.get(0));
    cli.file("pyproject.toml", "[project]\nname = \"not a rule\"\n");
    cli.file("rules/part.yml", PART);
    cli.file("rules/whole.yml", WHOLE);

    assertThat(commit()).as(this::log).isZero();

    Path rule = cli.path("rules/a rule.toml");
    String good = Files.readString(rule);
    Files.writeString(rule, good.replace("query = '''", "query = '''\nnope"));
    assertThat(run("git", "add", ".")).isZero();
    Files.writeString(rule, good);
    assertThat(run("git", "commit", "--quiet", "-m", "Break a rule")).isNotZero();
    assertThat(log()).contains("rules/a rule.toml:").contains("error");

    // Without a change of rules nothing is checked, and the command is not even there.
    assertThat(run("git", "reset", "--quiet")).isZero();
    Files.delete(home.resolve("bin/sigrun"));
    cli.file("README.md", "About rules\n");
    assertThat(commit()).as(this::log).isZero();
  }

  @Test
  void aRuleIsReadFromAPipe() throws Exception {
    assumeTrue(isInstalled("sh"), "sh is not installed");

    assertThat(run("sh", "-c", "cat rules/a*rule.toml | sigrun check -")).as(this::log).isZero();
    assertThat(log()).contains("1 rule: 1 compiled");
  }

  private int commit() throws Exception {
    assertThat(run("git", "add", ".")).isZero();
    return run("git", "commit", "--quiet", "-m", "Change something");
  }

  /** Runs a program in the folder, away from settings and repositories of the user. */
  private int run(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("GIT_"));
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("HOME", home.toString());
    variables.put("XDG_CONFIG_HOME", home.toString());
    variables.put("SIGRUN_CACHE", home.resolve("cache").toString());
    variables.put("GITHUB_BASE_REF", "main");
    variables.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    variables.put("GITHUB_ACTION_PATH", home.resolve("bin").toString());
    variables.putAll(
        Map.of("RULES", "rules", "SINCE", "origin/main", "FAIL_ON", "warning", "MINIMUM", "1"));
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      variables.put("GIT_" + role + "_NAME", "Ana");
      variables.put("GIT_" + role + "_EMAIL", "ana@localhost");
    }
    variables.merge("PATH", "", (path, none) -> home.resolve("bin") + File.pathSeparator + path);
    variables.put("TEST_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    variables.put(
        "TEST_CLASSES",
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getProperty("java.class.path"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** What the last program printed. */
  private String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static boolean isInstalled(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** The parts of the page that a pattern finds. */
  private static List<String> examples(String pattern) throws IOException {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }
}
