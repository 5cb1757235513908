package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of Kibana become rule files. */
class ImportCommandTest {
  private static final String KIBANA =
      """
      {"id":"6c1f","updated_at":"2026-02-03T04:05:06.000Z","created_at":"2026-01-02T03:04:05.000Z",\
      "created_by":"elastic","name":"Netcat Started","tags":[],"interval":"5m","enabled":true,\
      "description":"Finds netcat.","risk_score":47.0,"severity":"medium","author":[],\
      "rule_id":"9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01","references":[],"from":"now-9m","to":"now",\
      "type":"eql","language":"eql","index":["logs-*"],"version":3,"setup":null,\
      "query":"process where process.name == \\"nc\\" and\\n  process.args : \\"C:\\\\\\\\a*\\""}
      """;

  @TempDir private Path folder;

  private Cli cli;
  private String out = "";

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    out = folder.resolve("out").toString();
  }

  private Cli.Result imports(String lines, String... more) {
    String file = cli.file("export.ndjson", lines);
    return cli.run(
        Stream.concat(Stream.of("import", file, "-o", out), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aRuleOfKibanaBecomesAFile() throws IOException {
    Cli.Result result =
        imports(
            KIBANA
                + "{\"list_id\":\"a\",\"type\":\"detection\"}\n"
                + "{\"list_id\":\"a\",\"entries\":[]}\n"
                + "{\"exported_count\":3,\"missing_rules\":[]}\n");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).isEqualTo(Path.of(out, "netcat_started.toml") + "\n");
    assertThat(result.errLines())
        .containsExactly(
            "Left out: created_at, created_by, id, updated_at, version.",
            "Not rules, and not imported: 1 exception, 1 exception list.",
            "1 rule imported. Next: 'sigrun check " + out + "'.");
    assertThat(Path.of(out, "netcat_started.toml"))
        .hasContent(
            """
            [metadata]
            creation_date = "2026/01/02"
            updated_date = "2026/02/03"

            [rule]
            name = "Netcat Started"
            interval = "5m"
            enabled = true
            description = "Finds netcat."
            risk_score = 47
            severity = "medium"
            author = []
            rule_id = "9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01"
            from = "now-9m"
            to = "now"
            type = "eql"
            language = "eql"
            index = ["logs-*"]
            query = '''
            process where process.name == "nc" and
              process.args : "C:\\\\a*"'''
            """);
    assertThat(cli.run("check", out).err()).contains("1 rule: 1 compiled");
  }

  @Test
  void ourOwnExportsComeBackAsTheyWere() throws IOException {
    Path rules = Path.of("..", "rules");
    assertThat(roundTrip(rules)).isPositive();
  }

  /** All public rules: equal in every key, but for keys that Kibana maintains. */
  @Test
  void publicRulesComeBackAsTheyWere() throws IOException {
    assertThat(roundTrip(SharedFiles.path(SharedFiles.PUBLIC_RULES))).isGreaterThan(2_000);
  }

  /** Exports the rules of a folder for Kibana and back; returns how many were equal. */
  private int roundTrip(Path rules) throws IOException {
    cli.run("export", rules.toString(), "--to", "kibana", "-o", folder.resolve("exp").toString());
    String file = folder.resolve("exp").resolve("rules.ndjson").toString();
    Cli.Result result = cli.run("import", file, "-o", out);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);

    Map<String, Map<String, Object>> before = byId(rules);
    Map<String, Map<String, Object>> after = byId(Path.of(out));
    // Sigma rules become rules of Kibana, and were no files in TOML.
    after.keySet().retainAll(before.keySet());
    after.forEach((id, tables) -> assertThat(tables).as(id).isEqualTo(before.get(id)));
    return after.size();
  }

  private static Map<String, Map<String, Object>> byId(Path folder) throws IOException {
    Map<String, Map<String, Object>> rules = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files
              .filter(f -> f.toString().endsWith(".toml") && !f.toString().endsWith(".test.toml"))
              .toList()) {
        read(file)
            .ifPresent(
                tables -> {
                  Map<String, Object> rule = new LinkedHashMap<>(table(tables.get("rule")));
                  Dropped.KEYS.forEach(rule::remove);
                  Dropped.IF_EMPTY.forEach(key -> rule.remove(key, List.of()));
                  tables.put("rule", rule);
                  rules.put(String.valueOf(rule.get("rule_id")), tables);
                });
      }
    }
    return rules;
  }

  /** What is documented as lost. */
  private static final class Dropped {
    private static final List<String> KEYS =
        List.of(
            "created_at",
            "created_by",
            "id",
            "immutable",
            "revision",
            "updated_at",
            "updated_by",
            "version");
    private static final List<String> IF_EMPTY =
        List.of(
            "actions",
            "exceptions_list",
            "false_positives",
            "references",
            "related_integrations",
            "required_fields",
            "risk_score_mapping",
            "severity_mapping",
            "tags",
            "threat");
  }

  private static Optional<Map<String, Object>> read(Path file) {
    try {
      SourceText source = SourceText.of(file.toString(), Files.readString(file));
      return TomlReader.read(source, new DiagnosticSink())
          .map(DataValue.Table::plain)
          .map(LinkedHashMap::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> table(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "name = 'x' # This is not a JSON object on one line, as Kibana exports rules:",
        "[1] # Expected a JSON object with a rule, as Kibana exports them.",
        "{} # A rule has a key 'type', which is missing here.",
        "{\"type\":\"eqll\"} # Unknown type 'eqll' of a rule. Did you mean 'eql'? Known types:",
        "{\"type\":5} # The key 'type' of a rule must be a text that is not blank.",
        "{\"type\":\"eql\",\"name\":\"a\"} # A rule has a key 'rule_id', which is missing here.",
        "{\"type\":\"eql\",\"rule_id\":\"a\",\"name\":\" \"} # The key 'name' of a rule must be a text",
        "{\"type\":\"eql\",\"rule_id\":\"a\",\"name\":\"b\",\"x\":1e999} # The number 1E+999 of 'x' does not",
        "{\"type\":\"eql\",\"rule_id\":\"a\",\"name\":\"b\",\"x\":99999999999999999999} # The number 99999",
        "{\"type\":\"eql\",\"rule_id\":\"a\",\"name\":\"\\ud800\"} # The rule cannot be written in TOML"
      })
  void otherLinesAreReportedAndTheRestIsImported(String line, String message) {
    Cli.Result result = imports("\n" + line + "\n" + KIBANA);

    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.err()).contains("export.ndjson:2: " + message);
    assertThat(result.err()).contains("1 rule imported; 1 line cannot be imported.");
    assertThat(result.outLines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "62, 0, 1 rule imported.",
    "63, 2, nested more than 64 levels deep",
    "900, 2, nested more than 64 levels deep",
    "100000, 2, as Kibana exports rules: Objects and lists are nested more than 1000 levels deep (c"
  })
  void whatIsNestedTooDeepForAFileIsReported(int lists, int exitCode, String message) {
    String deep = "[".repeat(lists) + 1 + "]".repeat(lists);

    Cli.Result result = imports(KIBANA.replaceFirst("\\{", "{\"deep\":" + deep + ","));

    assertThat(result.err()).contains(message).doesNotContain("StreamReadConstraints");
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void aSecondRuleWithTheSameIdentityIsRefused() {
    Cli.Result result = imports(KIBANA + KIBANA);

    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.err())
        .contains("export.ndjson:2: Identity '9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01' already")
        .contains("belongs to the rule at");
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, etc_passwd.toml",
    "C:\\\\nul, c_nul.toml",
    "con, con_rule.toml",
    "a.test, a_test.toml",
    "<>, rule.toml",
    "Ünïcode, n_code.toml"
  })
  void namesBecomePlainFileNames(String name, String file) throws IOException {
    imports(KIBANA.replace("Netcat Started", name));

    try (Stream<Path> files = Files.list(Path.of(out))) {
      assertThat(files.map(f -> String.valueOf(f.getFileName()))).containsExactly(file);
    }
  }

  @Test
  void rulesOfTheSameNameGetFilesOfTheirOwn() {
    Cli.Result result = imports(KIBANA + KIBANA.replace("9a1f", "9a2f"));

    assertThat(result.outLines())
        .containsExactly(
            Path.of(out, "netcat_started.toml").toString(),
            Path.of(out, "netcat_started_2.toml").toString());
  }

  @Test
  void filesAreReplacedOnlyOnRequest() throws IOException {
    cli.file("out/netcat_started.toml", "mine");

    Cli.Result refused = imports(KIBANA);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("exists. Nothing was written; use '--force'");
    assertThat(Path.of(out, "netcat_started.toml")).hasContent("mine");

    assertThat(imports(KIBANA, "--force").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(Path.of(out, "netcat_started.toml"))).contains("Finds netcat.");
  }

  @Test
  void readsStandardInput() {
    cli.input(KIBANA);

    assertThat(cli.run("import", "-", "-o", out).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aMissingFileOrAFileAsTheFolderIsWrongUsage() {
    String file = cli.file("a.ndjson", KIBANA);

    assertThat(cli.run("import", folder.resolve("none").toString(), "-o", out).err())
        .contains("cannot be read");
    assertThat(cli.run("import", file, "-o", file).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("import", folder.toString(), "-o", out).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
