package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours, width and progress on a terminal that the system made, by way of {@code script}. */
@EnabledOnOs(OS.LINUX)
class PseudoTerminalTest {
  private static final String ESCAPE = "\u001b[";
  private static final String LONG_NAME =
      "A Name That Is Longer Than Any Terminal Is Wide ".repeat(4).strip();

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void writeRules() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    cli = new Cli(folder);
    cli.file("rules/long.toml", Rules.toml("l", LONG_NAME, "eql", "any where host.nmae == \"a\""));
  }

  /** What a terminal shows of a shell command in which {@code sigrun} is the command. */
  private String show(String command, String... variables) throws Exception {
    String java =
        "'%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.sigrun.cli.Main"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(System.getProperty("java.class.path"))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator)));
    Path script =
        Files.writeString(
            folder.resolve("run.sh"), "sigrun() { " + java + " \"$@\"; }\n" + command + "\n");
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", "sh " + script, "/dev/null")
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("NO_COLOR", "COLUMNS"));
    environment.put("TERM", "xterm");
    environment.put("SIGRUN_CACHE", folder.resolve("cache").toString());
    for (String variable : variables) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    Process process = builder.start();
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return shown;
  }

  private String rules() {
    return "'" + cli.path("rules") + "'";
  }

  @Test
  void colours() throws Exception {
    assertThat(show("sigrun check " + rules())).contains(ESCAPE).contains("EQL");
  }

  @ParameterizedTest
  @CsvSource({
    "sigrun check RULES 2>&1 | cat, ''",
    "sigrun check RULES, NO_COLOR=1",
    "sigrun check --color never RULES, ''"
  })
  void noColours(String command, String variable) throws Exception {
    String line = command.replace("RULES", rules());
    String shown = variable.isEmpty() ? show(line) : show(line, variable);

    assertThat(shown).contains("warning").doesNotContain(ESCAPE);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 80})
  void tablesAreAsWideAsTheTerminal(int columns) throws Exception {
    String shown = show("sigrun list " + rules(), "COLUMNS=" + columns, "NO_COLOR=1");

    assertThat(shown).contains("A Name");
    assertThat(shown.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    assertThat(show("sigrun list " + rules() + " | cat", "COLUMNS=" + columns)).contains(LONG_NAME);
  }

  @Test
  void progressIsShownAndErased() throws Exception {
    String slow =
        "i=0; while [ $i -lt 24 ]; do echo '{\"host.name\": \"a\"}'; sleep 0.5; i=$((i+1)); done";
    String command = slow + " | sigrun explain " + rules() + "/long.toml --events -";

    assertThat(show(command)).containsPattern("Explaining: \\d+ events").contains("\r\u001b[K");
    assertThat(show("echo '{}' | sigrun explain " + rules() + "/long.toml --events - 2>&1 | cat"))
        .doesNotContain("Explaining:", "\r\u001b[K");
  }
}
