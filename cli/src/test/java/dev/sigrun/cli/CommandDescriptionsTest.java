package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion scripts, manual pages, and the names that other tools give commands. */
class CommandDescriptionsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void everyShellKnowsEveryCommandAndItsOptions(String shell) {
    Cli.Result result = new Cli(folder).run("completion", shell);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains("check", "codes", "coverage", "query", "fail-on", "max-keys-per-rule")
        .doesNotContain("%n");
  }

  @Test
  void bashCompletes() throws Exception {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, new Cli(folder).run("completion", "bash").out());
    String program =
        """
        source "$1"
        COMP_WORDS=(sigrun check --fail); COMP_CWORD=2; COMP_LINE='sigrun check --fail'
        _complete_sigrun 2> /dev/null
        echo "${COMPREPLY[@]}"
        """;

    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", program, "bash", script.toString())
            .redirectErrorStream(true)
            .start();

    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("--fail-on\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "run", "query", "fields", "man"})
  void manualPagesAreWellFormed(String command) throws Exception {
    Cli.Result result = new Cli(folder).run("man", command);

    assertThat(result.out())
        .startsWith(".TH \"SIGRUN\\-" + command.toUpperCase(Locale.ROOT) + "\" \"1\"")
        .contains(".SH \"SYNOPSIS\"", ".SH \"OPTIONS\"", ".SH \"EXAMPLES\"");
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    Path page = Files.writeString(folder.resolve("page.1"), result.out());
    Process groff =
        new ProcessBuilder("groff", "-man", "-ww", "-Tascii", "-z", page.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(groff.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void thePageOfSigrunNamesItsCommands() {
    assertThat(new Cli(folder).run("man").out())
        .contains(".SH \"COMMANDS\"", "\\fBsigrun\\-coverage(1)\\fR");
  }

  @Test
  void suggestsCommandsForMisspeltPages() {
    Cli.Result result = new Cli(folder).run("man", "chek");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("There is no command 'chek'. Did you mean 'check'?");
  }

  @ParameterizedTest
  @CsvSource({
    "lint,check",
    "validate,check",
    "convert,export",
    "hunt,run",
    "init,new",
    "explain-code,codes"
  })
  void otherNamesLeadToTheCommand(String other, String ours) {
    Cli.Result result = new Cli(folder).run(other, "rules");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("Use 'sigrun " + ours + "'.");
  }
}
