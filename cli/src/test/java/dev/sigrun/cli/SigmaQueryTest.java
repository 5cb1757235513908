package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sigrun query --sigma}. */
class SigmaQueryTest {
  private static final String EVENTS =
      """
      {"Event":{"System":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1},"EventData":{"Image":"C:\\\\x\\\\whoami.exe","User":"CORP\\\\mia"}}}
      {"Event":{"System":{"Channel":"Security","EventID":4688},"EventData":{"NewProcessName":"C:\\\\x\\\\whoami.exe"}}}
      {"Event":{"System":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":7},"EventData":{"Image":"C:\\\\x\\\\whoami.exe"}}}
      {"Image":"C:\\\\x\\\\whoami.exe","User":"bob"}
      {"process":{"executable":"C:\\\\x\\\\whoami.exe","name":"whoami.exe"},"event":{"category":"process","type":"start","module":"endpoint"},"host":{"os":{"type":"windows"}}}
      """;

  private static final String RULE =
      """
      title: Whoami
      logsource: {category: process_creation, product: windows}
      detection:
        selection:
          Image|endswith: '\\whoami.exe'
        condition: selection
      """;

  @TempDir private Path folder;
  private Cli cli;
  private String events;

  @BeforeEach
  void writeEvents() {
    cli = new Cli(folder);
    events = cli.file("events.ndjson", EVENTS);
  }

  private Cli.Result query(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "query";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 3] = "--output";
    all[all.length - 2] = "lines";
    all[all.length - 1] = events;
    return cli.run(all);
  }

  private static String lines(Cli.Result result) {
    return result.out().replaceAll("[\\[\\]]", "").replace("\n", " ").strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        // One search identifier, with and without a log source.
        "Image|endswith: \\whoami.exe # 1 3 4",
        "{Image|endswith: \\whoami.exe, User|contains: mia} # 1",
        "{logsource: {category: process_creation, product: windows}, Image|endswith: \\whoami.exe}"
            + "# 1 2 4 5",
        "process.name: WHOAMI.EXE # 5",
        // A detection; 'filter' is the name of a search identifier here.
        "{a: {Image|contains: who}, filter: {User|contains: mia}, condition: a and not filter} # 3 4",
        "{k: [mia, bob], condition: k} # 1 4",
        // A detection with its key, and without the rest of a rule.
        "{detection: {a: {Image|contains: who}, condition: a}} # 1 3 4",
      })
  void takesAsMuchOfARuleAsIsNeeded(String query, String found) {
    Cli.Result result = query("--sigma", query);
    assertThat(result.err()).doesNotContain("error", "warning");
    assertThat(lines(result)).isEqualTo(found);
    assertThat(result.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "User|re|expand: '^%Who%$' # Who=bob # 4",
        // Values are texts, not expressions.
        "User|re|expand: '^%Who%$' # Who=b.b,b[o]b # ''",
        "User|re|expand: '(^|X)%Who%$' # Who=b?b # 4",
        "User|contains|expand: '%Who%' # Who=ob # 4",
      })
  void placeholdersStandInExpressions(String query, String values, String found) {
    assertThat(lines(query("--sigma", query, "--set", values))).isEqualTo(found.replace("'", ""));
  }

  @Test
  void placeholdersStandForNetworks() {
    String connections =
        cli.file("c.ndjson", "{\"SourceIp\":\"10.1.2.3\"}\n{\"SourceIp\":\"172.16.0.1\"}\n");
    Cli.Result result =
        cli.run(
            "query",
            "--sigma",
            "SourceIp|cidr|expand: '%Nets%'",
            "--set",
            "Nets=172.16.0.0/12,192.168.0.0/16",
            "--output",
            "lines",
            connections);
    assertThat(result.out()).isEqualTo("[2]\n");
    assertThat(
            cli.run(
                    "query",
                    "--sigma",
                    "SourceIp|cidr|expand: '%Nets%'",
                    "--set",
                    "Nets=x",
                    connections)
                .err())
        .contains("SIG054");
  }

  @Test
  void tablesHaveTheTimeWhereverEventsHaveIt() {
    String raw =
        cli.file(
            "raw.ndjson",
            "{\"Event\":{\"System\":{\"TimeCreated\":{\"#attributes\":{\"SystemTime\":"
                + "\"2026-03-01T12:00:00Z\"}}}},\"Image\":\"a\"}\n"
                + "{\"@timestamp\":\"2026-03-02T12:00:00Z\",\"Image\":\"a\"}\n"
                + "{\"Image\":\"a\"}\n");
    Cli.Result result = cli.run("query", "--sigma", "Image: a", "--output", "csv", raw);
    assertThat(result.outLines().stream().map(line -> line.split(",", -1)[0]))
        .containsExactly("'@timestamp", "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z", "");
  }

  @Test
  void takesRulesTypedAndFromFiles() {
    assertThat(lines(query("--sigma", RULE))).isEqualTo("1 2 4 5");
    String file = cli.file("hunt.yml", RULE);
    assertThat(lines(query("--file", file))).isEqualTo("1 2 4 5");
    String other = cli.file("hunt.txt", RULE);
    assertThat(lines(query("--file", other, "--language", "sigma"))).isEqualTo("1 2 4 5");
    assertThat(query("--file", other).err())
        .contains("ends in none of '.eql', '.kql', '.esql', '.yml', '.yaml'");
  }

  @Test
  void followsFormsPipelinesAndPlaceholders() {
    assertThat(lines(query("--sigma", RULE, "--pipeline", "windows"))).isEqualTo("1 2");
    assertThat(lines(query("--sigma", RULE, "--pipeline", "ecs"))).isEqualTo("5");
    assertThat(lines(query("--sigma", RULE, "--pipeline", "flat"))).isEqualTo("4");
    String pipeline =
        cli.file(
            "p.yml",
            """
            name: mine
            priority: 1
            transformations:
              - type: field_name_mapping
                mapping: {Program: Image}
            """);
    assertThat(lines(query("--sigma", "Program|contains: who", "--pipeline", pipeline)))
        .isEqualTo("4");
    String expand = "User|expand: '%who%'";
    assertThat(lines(query("--sigma", expand, "--set", "who=bob,CORP\\mia"))).isEqualTo("1 4");
    assertThat(query("--sigma", expand).exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    Cli.Result kql = query("--kql", "a: b", "--pipeline", "ecs");
    assertThat(kql.err()).contains("'--pipeline' has an effect only on Sigma.");
    assertThat(kql.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'Image|endwith: x' # --sigma:1:7: error: Unknown modifier 'endwith'.",
        "'' # There is no detection in this text. [SIG133]",
        "'{a: b}\n---\n{c: d}' # there are 2 documents here. Use 'sigrun run'. [SIG134]",
        "'{title: t, correlation: {type: temporal}}' # A correlation needs other rules",
        "'{title: t, filter: {rules: any}}' # A filter needs other rules and cannot be a query of"
            + " its own. Use 'sigrun run'. [SIG135]",
        "'condition: x' # Unknown search identifier 'x'.",
        "'[a]' # A Sigma document must be a map of keys, not a list.",
      })
  void saysWhatIsWrong(String query, String message) {
    Cli.Result result = query("--sigma", query);
    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
  }
}
