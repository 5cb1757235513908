package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands in the table of tasks. */
class TasksTest {
  private static final Pattern COMMAND = Pattern.compile("`([^`]*\\bsigrun [^`]*)`");
  private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
  private static final Path DOCUMENT = Path.of("..", "docs", "tasks.md");
  private static final String EVENT =
      "{\"process\": {\"name\": \"sh\"}, \"event\": {\"category\": \"process\"}, \"user.name\": \"a\"}\n";

  @TempDir private Path folder;

  /** The last column of each row, if it is a command. */
  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher matcher = COMMAND.matcher(line);
      if (line.startsWith("|") && matcher.find()) {
        commands.add(matcher.group(1).replace("\\|", "|"));
      }
    }
    return commands;
  }

  static Stream<String> sigrun() throws IOException {
    return commands().stream();
  }

  @Test
  void thereAreAboutForty() throws IOException {
    assertThat(commands()).hasSizeGreaterThan(35);
  }

  /** Every row says how the tools compare. */
  @Test
  void noRowIsIncomplete() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
            .toList();

    assertThat(rows).allMatch(row -> CELL.split(row).length == 5, "has four cells");
    assertThat(rows).noneMatch(row -> row.matches(".*\\|\\s*\\|.*"));
  }

  @ParameterizedTest
  @MethodSource("sigrun")
  void eachIsCarriedOut(String command) {
    Cli.Result result = carriedOut(command, new Cli(folder));

    Optional<String> said = result.err().lines().filter(l -> l.startsWith("sigrun: ")).findFirst();
    assertThat(said).as(command).isEmpty();
    assertThat(result.exitCode()).as(result.err()).isIn(ExitCode.OK, ExitCode.FINDINGS);
  }

  /** Tables, explanations and code; sentences are wrapped by the terminal, files have any width. */
  @ParameterizedTest
  @MethodSource("sigrun")
  void eachFitsATerminal(String command) {
    Cli cli = new Cli(folder).onTerminal().with("COLUMNS", "80").with("NO_COLOR", "1");
    boolean forPrograms = command.contains(" > ") || command.contains("--format github");

    Cli.Result result = carriedOut(command, cli);

    Stream<String> shown =
        Stream.concat(forPrograms ? Stream.empty() : result.out().lines(), result.err().lines());
    assertThat(shown.map(line -> line.replaceAll(".*\r", "").replace(folder + "/", "")))
        .allMatch(line -> line.length() <= 80 || line.endsWith("."));
  }

  /** The blocks of output in the document, too. */
  @Test
  void outputInTheDocumentFits() throws IOException {
    boolean block = false;
    List<String> output = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("```")) {
        block = !block;
      } else if (block) {
        output.add(line);
      }
    }
    assertThat(output).isNotEmpty().allMatch(line -> line.length() <= 80);
  }

  private Cli.Result carriedOut(String command, Cli cli) {
    String shell =
        Rules.toml("shell", "Shell Started", "eql", "process where true")
            .replace("severity = \"medium\"", "severity = \"high\"")
            .replace("risk_score = 47", "risk_score = 73");
    for (String file : List.of("rules/shell.toml", "old.toml", "new.toml")) {
      cli.file(file, shell);
    }
    cli.rule("a", "eql", Rules.ALL);
    cli.file("rules/noisy.toml", Rules.toml("n", "Noisy Rule", "kuery", "user.name: *"));
    for (String file : List.of("events.ndjson", "yesterday.ndjson", "audit.ndjson", "event.json")) {
      cli.file(file, EVENT);
    }
    cli.file(
        "export.ndjson",
        "{\"rule_id\": \"a\", \"name\": \"A\", \"type\": \"eql\", \"query\": \"any where true\"}");
    cli.file("mapping.toml", "name = \"Ours\"\n");
    cli.file("techniques.txt", "T1059.004\nT1003\n");
    cli.file("expected.toml", "[[expect]]\nrule = 'Shell Started'\nat_least = 1\n");
    // What a shell does before sigrun is called, and after.
    String own = command.replaceAll("^.*\\| (?=sigrun)", "").replaceAll(" > .*$", "");
    cli.input(command.contains("tail -f") ? EVENT : shell);
    if (own.contains(" new ")) {
      own = own.replace("rules/shell.toml", "rules/fresh.toml");
    }

    return cli.run(words(own));
  }

  /** The words after the first, as a shell makes them; files are those of the test. */
  private String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : path(matcher.group(2)));
    }
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  private String path(String word) {
    if (word.startsWith("@")) {
      return "@" + folder.resolve(word.substring(1));
    }
    boolean isFile = word.matches("(rules|out|/var/lib/sigrun|[a-z/]+\\.[a-z]+)");
    return isFile && !word.equals("user.name")
        ? folder.resolve(word.replaceFirst("^/var/lib/", "")).toString()
        : word;
  }
}
