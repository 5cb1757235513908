package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The JSON of each command has the keys that {@code docs/json.md} describes, and no others. */
class JsonShapesTest {
  private static final Path PAGE = Path.of("..", "docs", "json.md");

  private static final String EVENTS =
      """
      {"@timestamp": "2026-01-01T00:00:00Z", "user.name": "ann", "process.name": "x"}
      {"@timestamp": "2026-01-01T00:00:01Z", "user.name": "bob"}
      """;

  /** Keys that are names of the rules and settings of the user. */
  private static final Set<String> OF_THE_USER = Set.of("unsupportedByReason", "byType", "targets");

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void writeFiles() {
    cli = new Cli(folder);
    String attack =
        "[[rule.threat]]\n"
            + "framework = \"MITRE ATT&CK\"\n"
            + "[rule.threat.tactic]\n"
            + "id = \"TA0002\"\n"
            + "name = \"Execution\"\n"
            + "reference = \"https://attack.mitre.org/tactics/TA0002/\"\n"
            + "[[rule.threat.technique]]\n"
            + "id = \"T1059\"\n"
            + "name = \"Command and Scripting Interpreter\"\n"
            + "reference = \"https://attack.mitre.org/techniques/T1059/\"\n"
            + "[[rule.threat.technique.subtechnique]]\n"
            + "id = \"T1059.004\"\n"
            + "name = \"Unix Shell\"\n"
            + "reference = \"https://attack.mitre.org/techniques/T1059/004/\"\n";
    cli.file("rules/a.toml", Rules.toml("a", "eql", "any where user.name == \"ann\"") + attack);
    cli.rule("b", "eql", "any where user.nmae == \"x\" and not file.path == null");
    cli.rule("c", "eql", "any where user.name == \"carl\"");
    cli.file("rules/ml.toml", Rules.machineLearning("ml"));
    cli.rule("broken", "eql", "any where");
    cli.file(
        "rules/c.test.toml",
        "[[case]]\nname = 'n'\nexpect = 'match'\nevent = { user.name = 'x' }\n");
    cli.file(
        "rules/ml.test.toml",
        "[[case]]\nname = 'n'\nexpect = 'none'\nevent = { user.name = 'x' }\n");
    cli.file("old.toml", Rules.toml("a", "eql", "any where user.name == \"bob\""));
    cli.file("events.ndjson", EVENTS);
    cli.file(
        "expected.toml",
        "[[expect]]\nrule = 'Rule a'\nat_most = 9\nreason = 'r'\n[[expect]]\nrule = 'x'\nalerts = 1\n");
    cli.file("sigrun.toml", "rules = [\"rules\"]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check | check --format json RULES",
        "test | test --format json --minimum 2 RULES",
        "list | list --format json RULES",
        "explain --index | explain --index --format json RULES",
        "explain RULE | explain --format json --show query,tree,meaning,java A",
        "explain RULE | explain --format json --event {} A",
        "explain RULE | explain --format json --events EVENTS A",
        "list | list --format json --count-by type RULES",
        "fields | fields --format json --events EVENTS RULES",
        "codes | codes --format json",
        "functions | functions --format json",
        "coverage | coverage --format json RULES",
        "coverage | coverage --format json --against TECHNIQUES RULES",
        "config | config show --format json",
        "backtest | backtest --format json --before OLD --after NEW EVENTS",
        "backtest | backtest --format json --rules RULES --expect EXPECTED EVENTS"
      })
  void keysAreDocumented(String command, String line) throws IOException, JsonFormatException {
    String[] arguments =
        Stream.of(line.strip().split(" "))
            .map(
                word ->
                    switch (word) {
                      case "RULES" -> cli.path("rules").toString();
                      case "A" -> cli.path("rules/a.toml").toString();
                      case "EVENTS" -> cli.path("events.ndjson").toString();
                      case "TECHNIQUES" -> cli.file("techniques.txt", "T1059.004\nT1003\n");
                      case "EXPECTED" -> cli.path("expected.toml").toString();
                      case "OLD" -> cli.path("old.toml").toString();
                      case "NEW" -> cli.path("rules/a.toml").toString();
                      default -> word;
                    })
            .toArray(String[]::new);
    Cli.Result result = cli.run(arguments);
    Set<String> keys = new TreeSet<>();
    collect(JsonValues.read(result.out()), keys);
    assertThat(keys).as(result.err()).isNotEmpty();

    String section = section(command.strip());
    Set<String> documented = new TreeSet<>();
    Pattern.compile("`([^`]+)`")
        .matcher(section)
        .results()
        .forEach(found -> documented.add(found.group(1)));

    assertThat(documented).as("%s of %s", command, PAGE).containsAll(keys);
  }

  /** A command with JSON has a section. */
  @Test
  void everyCommandWithJsonHasASection() throws IOException {
    String page = Files.readString(PAGE);
    String exports = Files.readString(Path.of("..", "docs", "exports.md"));
    assertThat(exports).contains("| `missing_fields` |");
    CommandLine line =
        new Sigrun(
                java.io.OutputStream.nullOutputStream(),
                java.io.OutputStream.nullOutputStream(),
                java.io.InputStream.nullInputStream(),
                dev.sigrun.cli.terminal.Environment.ofThisProcess())
            .commandLine();
    for (CommandLine command : withSubcommands(line).toList()) {
      boolean json =
          command.getCommandSpec().options().stream()
              .filter(option -> option.longestName().equals("--format"))
              .anyMatch(option -> String.join(" ", option.description()).contains("json"));
      if (json) {
        String name = command.getCommandSpec().qualifiedName(" ").replace("sigrun ", "");
        assertThat(page).as(name).contains("`" + name.split(" ")[0]);
      }
    }
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().flatMap(JsonShapesTest::withSubcommands));
  }

  private static void collect(Object value, Set<String> keys) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> {
            keys.add(String.valueOf(key));
            if (!OF_THE_USER.contains(String.valueOf(key))) {
              collect(inner, keys);
            }
          });
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, keys));
    }
  }

  /** The part of the page under the heading of a command. */
  private static String section(String command) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("## `" + command + " ");
    assertThat(start).as("A section on " + command).isNotNegative();
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end < 0 ? page.length() : end);
  }
}
