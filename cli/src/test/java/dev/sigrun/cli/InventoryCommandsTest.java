package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that say what rules there are, what they read and what they cover. */
class InventoryCommandsTest {
  private static final String THREAT =
      """

      [[rule.threat]]
      framework = "MITRE ATT&CK"

      [rule.threat.tactic]
      id = "TA0002"
      name = "Execution"
      reference = "https://attack.mitre.org/tactics/TA0002/"

      [[rule.threat.technique]]
      id = "T1059"
      name = "Command and Scripting Interpreter"
      reference = "https://attack.mitre.org/techniques/T1059/"

      [[rule.threat.technique.subtechnique]]
      id = "T1059.004"
      name = "Unix Shell"
      reference = "https://attack.mitre.org/techniques/T1059/004/"
      """;

  @TempDir private Path folder;

  private Cli cli;
  private String rules = "";

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    cli.file(
        "rules/shell.toml",
        Rules.toml(
                "shell", "eql", "process where process.name == \"sh\" and process.args == \"-c\"")
            + THREAT);
    cli.rule("host", "kuery", "host.os.type: macos and not user.name: root");
    rules = cli.rule("broken", "eql", "any where nope(1)");
  }

  @ParameterizedTest
  @CsvSource({
    "--tactic execution,Rule shell",
    "--tactic TA0002,Rule shell",
    "--technique T1059.004,Rule shell",
    "--technique t1059,Rule shell",
    "--field process,Rule shell",
    "--field process.args,Rule shell",
    "--field user.name,Rule host",
    "--type query,Rule host",
    "--rule HOST,Rule host"
  })
  void selectsRules(String arguments, String only) {
    Cli.Result result = cli.run(("list --format csv " + arguments + " " + rules).split(" "));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines()).hasSize(2);
    assertThat(result.outLines().get(1)).contains("," + only + ",");
    assertThat(result.err()).contains("1 of 3 rules");
  }

  @ParameterizedTest
  @CsvSource({
    "--min-severity high,0 of 3 rules",
    "--min-severity medium,3 of 3 rules",
    "--tag none,0 of 3 rules",
    "--field process.arg,0 of 3 rules"
  })
  void countsWhatItSelected(String arguments, String summary) {
    assertThat(cli.run(("list " + arguments + " " + rules).split(" ")).err()).contains(summary);
  }

  @Test
  void refusesUnknownTypes() {
    Cli.Result result = cli.run("list", "--type", "treshold", rules);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("There is no type 'treshold'. Did you mean 'threshold'?");
  }

  @Test
  void describesRulesForPrograms() throws JsonFormatException {
    List<?> list = (List<?>) JsonValues.read(cli.run("list", "--format", "json", rules).out());

    assertThat(list).hasSize(3);
    Map<String, Object> shell =
        list.stream()
            .map(row -> JsonValues.asObject(row).orElseThrow())
            .filter(row -> row.get("name").equals("Rule shell"))
            .findFirst()
            .orElseThrow();
    assertThat(shell)
        .containsEntry("id", Rules.id("shell"))
        .containsEntry("status", "compiled")
        .containsEntry("tactics", List.of("Execution"))
        .containsEntry("techniques", List.of("T1059 Command and Scripting Interpreter"))
        .containsEntry("fields", List.of("event.category", "process.args", "process.name"));
  }

  @Test
  void countsBy() {
    assertThat(cli.run("list", "--count-by", "status", rules).outLines())
        .containsExactly("STATUS    RULES", "compiled      2", "failed        1");
  }

  @Test
  void tablesFitTheTerminal() {
    cli.file("rules/long.toml", Rules.toml("long", "x ".repeat(90) + "漢字", "eql", Rules.ALL));

    Cli.Result result = cli.onTerminal().with("COLUMNS", "60").run("list", rules);

    assertThat(result.outLines())
        .anySatisfy(line -> assertThat(line).contains("x x").contains("…"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void formulasOfSpreadsheetsAreTexts() {
    cli.file("rules/long.toml", Rules.toml("f", "=HYPERLINK(1), 2", "eql", Rules.ALL));

    assertThat(cli.run("list", "--format", "csv", rules).out()).contains(",\"'=HYPERLINK(1), 2\",");
  }

  @Test
  void listsFields() {
    assertThat(cli.run("fields", rules).outLines())
        .containsExactly(
            "FIELD           TYPE     RULES",
            "event.category  keyword      1",
            "host.os.type    keyword      1",
            "process.args    keyword      1",
            "process.name    keyword      1",
            "user.name       keyword      1");
  }

  @Test
  void saysWhichRulesCannotMatch() {
    String events =
        cli.file(
            "events.ndjson",
            """
            {"event":{"category":"process"},"process":{"name":"bash"},"host":{"os":{"type":"linux"}}}
            {"event":{"category":"process"},"process":{"name":["zsh","fish"]}}
            [
            """);

    Cli.Result result = cli.run("fields", rules, "--events", events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .containsPattern("host.os.type +keyword +1 +50.0 % +linux\n")
        .containsPattern("process.name +keyword +1 +100.0 % +bash, fish, zsh\n")
        .containsPattern("process.args +keyword +1 +never\n")
        .contains("Rule shell (")
        .contains("    line 17: process.name is never \"sh\"; it is bash, fish, zsh\n")
        .contains("    line 17: no event has process.args\n")
        .contains("    line 17: host.os.type is never \"macos\"; it is linux\n");
    assertThat(result.err())
        .contains("malformed event")
        .contains(
            "2 of 2 rules cannot match these 2 events: 1 because of fields that are never there, 1"
                + " because of values that were never seen");
  }

  /** Where a field is read from depends on the log source, so one name is several fields. */
  @Test
  void fieldsThatAreReadInSeveralWaysAreOneRow() {
    for (String category : List.of("process_creation", "image_load", "dns_query")) {
      cli.file(
          "sigma/" + category + ".yml",
          """
          title: Rule of %s
          logsource:
            product: windows
            category: %s
          detection:
            selection:
              Image: 'C:\\a.exe'
            condition: selection
          """
              .formatted(category, category));
    }
    cli.input(
        """
        {"Event":{"System":{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational"},"EventData":{"Image":"C:\\\\a.exe"}}}
        {"process":{"executable":"C:\\\\b.exe"}}
        """);

    Cli.Result result = cli.run("fields", folder + "/sigma", "--events", "-");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines().stream().filter(line -> line.startsWith("Image ")))
        .singleElement()
        .asString()
        .containsPattern("Image +lowercase|Image +keyword")
        .containsPattern(" 3  +(50|100).0 %");
  }

  @Test
  void noRuleThatAlertsIsSaidToBeUnableTo() throws JsonFormatException {
    String pack = "../rules";
    String events = "../rules/events/sample.ndjson";
    Set<Object> alerting = new TreeSet<>();
    for (String line : cli.run("run", "-r", pack, "--output", "ndjson", events).outLines()) {
      Map<String, Object> alert = JsonValues.asObject(JsonValues.read(line)).orElseThrow();
      alerting.add(alert.get("kibana.alert.rule.rule_id"));
    }
    Map<String, Object> report =
        JsonValues.asObject(
                JsonValues.read(
                    cli.run("fields", pack, "--events", events, "--format", "json").out()))
            .orElseThrow();
    Set<Object> unable = new TreeSet<>();
    for (Object each : (List<?>) report.get("cannotMatch")) {
      unable.add(JsonValues.asObject(each).orElseThrow().get("rule"));
    }

    assertThat(alerting).hasSizeGreaterThan(40);
    assertThat(unable).hasSizeGreaterThan(20).doesNotContainAnyElementsOf(alerting);
  }

  @Test
  void rulesThatMightMatchAreNotNamed() throws JsonFormatException {
    cli.input(
        """
        {"event.category":"process","process.name":"sh"}
        {"process.args":["a","-c"],"host.os.type":"macos"}
        """);

    Cli.Result result = cli.run("fields", rules, "--events", "-", "--format", "json");

    assertThat(JsonValues.asObject(JsonValues.read(result.out())).orElseThrow())
        .containsEntry("events", 2L)
        .containsEntry("cannotMatch", List.of());
  }

  /** One pattern leaves out the fields of the schema, which are tested one by one. */
  @Test
  void patternsWithOneNameAreLookedAtEachOnItsOwn() {
    cli.rule("named", "kuery", "*: nothing");
    cli.rule("nameless", "kuery", "nothing");
    String events = cli.file("events.ndjson", "{\"own\":\"x\"}");

    Cli.Result result = cli.run("fields", rules, "--events", events);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines()).filteredOn(line -> line.startsWith("* ")).hasSize(2);
  }

  @Test
  void coversTacticsAndTechniques() {
    Cli.Result result = cli.run("coverage", rules);

    assertThat(result.outLines())
        .containsExactly(
            "Execution (TA0002): 1 rule",
            "  TECHNIQUE    NAME                               RULES",
            "  T1059        Command and Scripting Interpreter      1  ####################",
            "    T1059.004  Unix Shell                             1  ####################",
            "",
            "Identities and names of MITRE ATT&CK 19 (c) The MITRE Corporation.");
    assertThat(result.err()).contains("3 rules: 1 tactic, 1 technique, 2 rules without either");
  }

  @Test
  void countsRulesOfTheSameNameApart() {
    for (String id : List.of("one", "other")) {
      cli.file("twins/" + id + ".toml", Rules.toml(id, "Twin", "eql", Rules.ALL) + THREAT);
    }

    Cli.Result result = cli.run("coverage", cli.path("twins").toString());

    assertThat(result.outLines()).first().isEqualTo("Execution (TA0002): 2 rules");
  }

  @Test
  void theLayerHasTheTitleThatTheUserGives() {
    assertThat(cli.run("coverage", "--format", "navigator", "--name", "Our rules", rules).out())
        .contains("\"name\": \"Our rules\"");
  }

  @Test
  void writesALayerForTheNavigator() throws JsonFormatException {
    Map<String, Object> layer =
        JsonValues.asObject(
                JsonValues.read(cli.run("coverage", "--format", "navigator", rules).out()))
            .orElseThrow();

    assertThat(layer)
        .containsEntry("domain", "enterprise-attack")
        .containsEntry("versions", Map.of("attack", "19", "navigator", "5.1.0", "layer", "4.5"));
    assertThat(JsonValues.asObject(((List<?>) layer.get("techniques")).get(0)).orElseThrow())
        .containsEntry("techniqueID", "T1059")
        .containsEntry("tactic", "execution")
        .containsEntry("score", 1L)
        .containsEntry("comment", "Rule shell");
  }

  @ParameterizedTest
  @CsvSource({"list", "fields", "coverage"})
  void refusePathsWithoutRules(String command) {
    Cli.Result result = cli.run(command, folder + "/none");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("There is no such file or folder.");
  }
}
