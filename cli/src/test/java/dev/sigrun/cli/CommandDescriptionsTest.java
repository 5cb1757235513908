package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  @ParameterizedTest
  @CsvSource({
    "sigrun chec,check",
    "sigrun check --fail,--fail-on",
    "sigrun check --format sar,sarif",
    "sigrun run --warm-up hi,history",
    "sigrun run --unknown-fields un,unmapped",
    "sigrun completion fi,fish",
    "sigrun help cov,coverage",
    "sigrun man cov,coverage",
    "sigrun check rul,''"
  })
  void bashCompletes(String typed, String completion) throws Exception {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, new Cli(folder).run("completion", "bash").out());
    String program =
        """
        source "$1"
        COMP_LINE=$2; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_sigrun
        echo "${COMPREPLY[@]}"
        """;

    assertThat(output("bash", "--norc", "-c", program, "bash", script.toString(), typed))
        .isEqualTo(completion + "\n");
    // Bash then offers files.
    assertThat(script).content().contains("-o default sigrun").doesNotContain("+o default");
  }

  /** Types a line and a tabulator, and shows the arguments that the command then gets. */
  @ParameterizedTest
  @CsvSource({
    "sigrun chec,check",
    "sigrun check --fail,check --fail-on",
    "sigrun check --format sar,check --format sarif",
    "sigrun run --warm-up hi,run --warm-up history",
    "sigrun completion fi,completion fish",
    "sigrun man cov,man coverage",
    "sigrun check completion,check completion.zsh",
    "sigrun run --rules completion,run --rules completion.zsh"
  })
  void zshCompletes(String typed, String arguments) throws Exception {
    String zsh = installed("zsh");
    Path script = folder.resolve("completion.zsh");
    Files.writeString(script, new Cli(folder).run("completion", "zsh").out());
    String program =
        """
        zmodload zsh/zpty
        zpty -b shell zsh -f -i
        zpty -w shell 'autoload -U compinit; compinit -u -D; source "'$1'"'
        zpty -w shell 'sigrun() { print -r -- "got""[$*]" }; print "rea""dy"'
        zpty -r shell seen '*ready*'
        zpty -w shell "$2"$'\t'
        zpty -r shell seen '*got\\[*\\]*'
        zpty -d shell
        print -r -- "${${seen##*got\\[}%%\\]*}"
        """;

    assertThat(output(zsh, "-f", "-c", program, "zsh", script.toString(), typed).strip())
        .isEqualTo(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "sigrun chec,check",
    "sigrun check --fail,--fail-on",
    "sigrun check --format sar,sarif",
    "sigrun completion fi,fish",
    "sigrun help cov,coverage",
    "sigrun man cov,coverage",
    "sigrun check sig,sigrun.fish"
  })
  void fishCompletes(String typed, String completion) throws Exception {
    String fish = installed("fish");
    Path script = folder.resolve("sigrun.fish");
    Files.writeString(script, new Cli(folder).run("completion", "fish").out());

    String offered =
        output(fish, "--no-config", "-c", "source " + script + "; complete -C '" + typed + "'");

    assertThat(offered.lines().map(line -> line.replaceAll("\t.*", "")))
        .containsExactly(completion);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "run", "query", "fields", "man"})
  void manualPagesAreWellFormed(String command) {
    assertThat(new Cli(folder).run("man", command).out())
        .startsWith(".TH \"SIGRUN\\-" + command.toUpperCase(Locale.ROOT) + "\" \"1\"")
        .contains(".SH \"SYNOPSIS\"", ".SH \"OPTIONS\"", ".SH \"EXAMPLES\"");
  }

  /** The pages of Sigrun and of all its commands, as files. */
  private List<Path> manualPages() throws IOException {
    String first = new Cli(folder).run("man").out();
    List<Path> pages = new ArrayList<>();
    pages.add(Files.writeString(folder.resolve("sigrun.1"), first));
    Matcher command = Pattern.compile("sigrun\\\\-(\\w+)\\(1\\)").matcher(first);
    while (command.find()) {
      String page = new Cli(folder).run("man", command.group(1)).out();
      pages.add(Files.writeString(folder.resolve(command.group(1) + ".1"), page));
    }
    assertThat(pages).hasSizeGreaterThan(15);
    return pages;
  }

  @Test
  void groffFindsNothingInManualPages() throws Exception {
    String groff = installed("groff");
    for (Path page : manualPages()) {
      assertThat(output(groff, "-man", "-ww", "-Tascii", "-z", page.toString())).isEmpty();
    }
  }

  /** Pages have no date, so that builds can be repeated; long lines are the writer's. */
  @Test
  void mandocFindsNothingInManualPages() throws Exception {
    String mandoc = installed("mandoc");
    for (Path page : manualPages()) {
      assertThat(output(mandoc, "-Tlint", page.toString()).lines())
          .filteredOn(line -> !line.contains("missing date") && !line.contains("longer than 80"))
          .isEmpty();
    }
  }

  @Test
  void manShowsManualPagesInEightyColumns() throws Exception {
    String man = installed("man");
    for (Path page : manualPages()) {
      String shown = output("env", "MANWIDTH=80", man, "--warnings", "-l", page.toString());
      assertThat(shown).contains("SYNOPSIS", "OPTIONS");
      // Examples stay on one line, so that they can be copied.
      assertThat(shown.lines()).allMatch(line -> line.length() <= 80 || line.contains(" sigrun "));
    }
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

  /** The path of a program; without it, the test is skipped and says so. */
  private static String installed(String program) {
    Optional<Path> found =
        Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")
            .map(place -> Path.of(place, program))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), program + " is not installed");
    return found.orElseThrow().toString();
  }

  /** The output of a program on both streams. */
  private String output(String... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertThat(ended).as(text).isTrue();
    return text;
  }
}
