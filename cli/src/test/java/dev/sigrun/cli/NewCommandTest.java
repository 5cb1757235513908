package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.template.RuleTemplate;
import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NewCommandTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  @ParameterizedTest
  @EnumSource(RuleTemplate.class)
  void beginsARuleWithoutWarningsWhoseTestPasses(RuleTemplate template) {
    String file = cli.path("new/a_rule." + (template.isYaml() ? "yml" : "toml")).toString();

    Cli.Result made =
        cli.run("new", "--type", template.name().toLowerCase(Locale.ROOT), "--author", "Ana", file);
    Cli.Result check = cli.run("check", "--fail-on", "warning", file);
    Cli.Result test = cli.run("test", "--minimum", "1", file);

    assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.OK);
    assertThat(made.outLines()).first().isEqualTo(file);
    assertThat(check.exitCode()).as(check.err()).isEqualTo(ExitCode.OK);
    if (template.test().isPresent()) {
      assertThat(test.exitCode()).as(test.out() + test.err()).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void takesNameDateAndAnIdentityOfItsOwn() throws Exception {
    String one = cli.path("many_failed_logons.toml").toString();
    String other = cli.path("b.toml").toString();

    cli.run("new", "--author", "Ana \"A\" \\", one);
    cli.run("new", "--name", "A {{date}} \"quoted\"", other);

    assertThat(Files.readString(Path.of(one)))
        .contains("name = \"Many Failed Logons\"")
        .contains("author = [\"Ana \\\"A\\\" \\\\\"]")
        .contains("creation_date = \"2026/03/01\"");
    assertThat(Files.readString(Path.of(other))).contains("name = \"A {{date}} \\\"quoted\\\"\"");
    assertThat(id(one)).matches("rule_id = \"[0-9a-f-]{36}\"").isNotEqualTo(id(other));
    assertThat(cli.run("check", one, other).exitCode()).isEqualTo(ExitCode.OK);
  }

  private static String id(String file) throws Exception {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith("rule_id"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "there.toml,'already exists'",
    "--type sigma a.toml,The file of such a rule ends in '.yml'",
    "--type eql a.yml,The file of such a rule ends in '.toml'",
    "a.txt,ends in '.toml'",
    "there.toml/b.toml,cannot be written"
  })
  void refusesToWriteElsewhere(String arguments, String message) {
    String there = cli.file("there.toml", "mine");
    String[] words = ("new " + arguments).split(" ");
    words[words.length - 1] = folder + "/" + words[words.length - 1];

    Cli.Result result = cli.run(words);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
    assertThat(Path.of(there)).hasContent("mine");
  }

  @Test
  void writesNoRuleWithoutItsTest() {
    String test = cli.file("a.test.toml", "mine");

    Cli.Result result = cli.run("new", cli.path("a.toml").toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("a.test.toml' already exists");
    assertThat(cli.path("a.toml")).doesNotExist();
    assertThat(Path.of(test)).hasContent("mine");
  }

  @Test
  void refusesNamesOfSeveralLines() {
    Cli.Result result = cli.run("new", "--name", "a\nb", cli.path("a.toml").toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("'--name' takes a text on one line.");
  }
}
