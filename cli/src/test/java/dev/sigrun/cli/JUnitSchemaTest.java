package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Reports in JUnit's XML keep the schema that build servers have in common. */
class JUnitSchemaTest {
  @TempDir private Path folder;

  private static void validate(String xml) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(
            Objects.requireNonNull(JUnitSchemaTest.class.getResource("/dev/sigrun/cli/junit.xsd")))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "check --fail-on warning", "test", "test --minimum 2"})
  void reportsFit(String command) throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", "any where user.name == \"ann\"");
    cli.rule("broken", "eql", "any where nope(1)");
    cli.rule("warned", "eql", "any where host.nmae == \"<a & 'b'>\"");
    cli.file("rules/ml.toml", Rules.machineLearning("ml"));
    cli.file(
        "rules/a.test.toml",
        "[[case]]\nname = 'yes <b>'\nexpect = 'match'\nevent = { user.name = 'ann' }\n"
            + "[[case]]\nname = 'no'\nexpect = 'match'\nevent = { user.name = '<x>' }\n");
    cli.file(
        "rules/ml.test.toml",
        "[[case]]\nname = 'n'\nexpect = 'none'\nevent = { user.name = 'x' }\n");

    Cli.Result result = cli.run((command + " --format junit " + rules).split(" "));

    assertThat(result.out()).contains("<testcase ");
    validate(result.out());
  }

  @Test
  void numbersOfAlertsFit() throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "kuery", "user.name: *");
    cli.rule("b", "kuery", "user.name: ann");
    String file =
        cli.file(
            "expected.toml",
            "[[expect]]\nrule = 'Rule a'\nalerts = 1\n[[expect]]\nrule = '<b> & c'\nalerts = 1\n");
    String events = cli.file("e.ndjson", "{\"user.name\": \"ann\"}\n");
    String[] command = {
      "backtest", "--rules", rules, "--expect", file, "--format", "junit", events
    };

    Cli.Result result = cli.run(command);

    assertThat(result.out()).contains("tests=\"3\" failures=\"2\"", "type=\"unlisted\"");
    validate(result.out());
  }

  @Test
  void theSchemaRefusesWhatIsWrong() {
    assertThatThrownBy(() -> validate("<testsuite name='a'><testcase name='b'/></testsuite>"))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining("classname");
  }
}
