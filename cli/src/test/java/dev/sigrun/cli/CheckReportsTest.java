package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The reports of {@code check} that other programs read. */
class CheckReportsTest {
  private static final String MISSPELT = "any where user.name == \"a\" and nope(1)";

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  /**
   * A rule with an error, one with a warning, one that is not supported, and one file that is none.
   */
  private String mixedRules() {
    cli.rule("bad, worse", "eql", MISSPELT);
    cli.rule("warned", "kuery", "user.name: \u201cadmin\u201d");
    cli.rule("rows", "esql", "from logs-* | stats c = count(*)");
    cli.file("rules/broken.toml", "[rule\n");
    return cli.rule("good", "eql", Rules.ALL);
  }

  @Test
  void sarifKeepsItsSchema() throws IOException {
    Cli.Result result = cli.run("check", "--format", "sarif", mixedRules());

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(sarifErrors(result.out())).isEmpty();
    assertThat(sarifErrors(result.out().replace("\"level\": \"error\"", "\"level\": \"bad\"")))
        .as("the schema that is asked refuses what is wrong")
        .isNotEmpty();
  }

  @Test
  void sarifPlacesResults() throws JsonFormatException {
    String rules = cli.rule("a", "eql", MISSPELT);

    String sarif = cli.run("check", "--format", "sarif", rules).out();
    Map<String, Object> run = object(list(object(JsonValues.read(sarif)).get("runs")).get(0));
    Map<String, Object> result = object(list(run.get("results")).get(0));

    assertThat(result)
        .containsEntry("ruleId", "EQL101")
        .containsEntry("level", "error")
        .containsEntry("message", Map.of("text", "Unknown function 'nope'."));
    Map<String, Object> place =
        object(object(list(result.get("locations")).get(0)).get("physicalLocation"));
    assertThat(place)
        .containsEntry(
            "region",
            Map.of("startLine", 17L, "startColumn", 32L, "endLine", 17L, "endColumn", 36L));
    assertThat(object(place.get("artifactLocation")).get("uri"))
        .isEqualTo(folder.resolve("rules/a.toml").toUri().toString());
  }

  @Test
  void fingerprintsOfSarifSurviveANewLineAbove() {
    String rule = Rules.toml("a", "eql", MISSPELT);
    String path = cli.file("a.toml", rule);
    String before = cli.run("check", "--format", "sarif", path).out();
    cli.file("a.toml", "# A comment.\n" + rule);
    String after = cli.run("check", "--format", "sarif", path).out();

    assertThat(after).isNotEqualTo(before);
    assertThat(fingerprints(after)).isEqualTo(fingerprints(before)).hasSize(1);
  }

  private static List<String> fingerprints(String sarif) {
    return sarif.lines().filter(line -> line.contains("sigrun/v1")).toList();
  }

  @Test
  void annotatesOnGithub() {
    Cli.Result result = cli.run("check", "--format", "github", mixedRules());

    assertThat(result.outLines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("::error file=")
                    .endsWith(
                        "/rules/bad%2C worse.toml,line=17,endLine=17,col=32,endColumn=36,"
                            + "title=EQL101::Unknown function 'nope'."))
        .anySatisfy(line -> assertThat(line).startsWith("::warning file=").contains("/warned.toml"))
        .anySatisfy(line -> assertThat(line).startsWith("::notice file=").contains("/rows.toml"))
        .allSatisfy(line -> assertThat(line).startsWith("::"));
  }

  @Test
  void noTextOfARuleBecomesACommandOfGithub() {
    String rules = cli.rule("a", "eql", "any where `x\\n::set-output name=a::b` == 100%");

    assertThat(cli.run("check", "--format", "github", rules).outLines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("::(error|warning|notice) file=.*"));
  }

  @Test
  void junitCountsRules() throws IOException, SAXException, ParserConfigurationException {
    Element suite = suite(cli.run("check", "--format", "junit", mixedRules()).out());

    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).matches("[0-9]+\\.[0-9]{3}");
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(suite.getElementsByTagName("system-out").getLength()).isPositive();
  }

  @Test
  void warningsFailWhereTheUserWantsIt()
      throws IOException, SAXException, ParserConfigurationException {
    String rules = cli.rule("warned", "kuery", "user.name: \u201cadmin\u201d");

    Cli.Result tolerant = cli.run("check", rules);
    Cli.Result strict = cli.run("check", "--fail-on", "warning", rules);
    Cli.Result junit = cli.run("check", "--fail-on", "warning", "--format", "junit", rules);

    assertThat(tolerant.exitCode()).as(tolerant.err()).isEqualTo(ExitCode.OK);
    assertThat(strict.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(junit.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(suite(junit.out()).getAttribute("failures")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "json,'\"column\": 32'",
    "github,col=32",
    "sarif,'\"startColumn\": 32'",
    "junit,:32:"
  })
  void readsARuleFromStandardInput(String format, String place) {
    cli.input(Rules.toml("a", "eql", MISSPELT));

    Cli.Result result = cli.run("check", "--format", format, "--stdin-name", "in/a.toml", "-");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out()).contains("in/a.toml").contains(place);
  }

  @Test
  void standardInputHasANameOfItsOwn() {
    cli.input(Rules.toml("a", "eql", MISSPELT));

    assertThat(cli.run("check", "-").err()).contains("stdin.toml:17:32: error:");
  }

  @ParameterizedTest
  @CsvSource({
    "check - rules,'-' cannot be combined with other paths.",
    "check --stdin-name a.toml rules,'--stdin-name' needs '-'",
    "check --stdin-name a.txt -,a.txt"
  })
  void refusesStandardInputThatIsNoRule(String arguments, String message) {
    Cli.Result result = cli.run(arguments.split(" "));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
  }

  private static Element suite(String xml)
      throws IOException, SAXException, ParserConfigurationException {
    NodeList suites =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(1);
    return (Element) suites.item(0);
  }

  private static List<Error> sarifErrors(String sarif) throws IOException {
    try (InputStream text =
        CheckReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(Objects.requireNonNull(text), InputFormat.JSON);
      return schema.validate(sarif, InputFormat.JSON);
    }
  }

  private static Map<String, Object> object(Object value) {
    return JsonValues.asObject(value).orElseThrow();
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }
}
