package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.compiler.codes.CodePages;
import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that look something up, and the pages that they print. */
class ReferenceCommandsTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"codes, codes.md", "functions, functions.md"})
  void pagesOfTheDocumentationAreWhatTheCommandPrints(String command, String page)
      throws IOException {
    String printed = new Cli(folder).run(command, "--format", "markdown").out();
    if (GoldenFiles.areRenewed()) {
      Files.writeString(DOCS.resolve(page), printed);
    }

    assertThat(Files.readString(DOCS.resolve(page))).isEqualTo(printed);
  }

  @Test
  void everyCodeIsOnThePage() {
    List<String> lines = new Cli(folder).run("codes", "--format", "markdown").outLines();

    assertThat(CodePages.ofCompiler())
        .allSatisfy(page -> assertThat(lines).contains("### " + page.code()));
    assertThat(lines).contains("### TST001");
  }

  @Test
  void aCodeIsExplained() {
    Cli.Result result = new Cli(folder).onTerminal().run("codes", "eql151");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .isEqualTo(
            """
            EQL151 warning: '…' treats '*' as a plain character. Use ':' or 'like' for a
            wildcard.

            '==' and 'in' compare exactly, so the asterisk would have to occur in the value.
            That is rarely intended.

            Wrong:

                process where process.name == "nc*"

            Mended:

                process where process.name : "nc*"
            """);
  }

  @Test
  void codesAreListedByTheirBeginning() {
    Cli.Result result = new Cli(folder).onTerminal().run("codes", "TST1");

    assertThat(result.outLines())
        .allMatch(line -> line.length() <= 80)
        .startsWith("CODE    SEVERITY  TITLE")
        .anyMatch(line -> line.startsWith("TST101  error     There is no …: the case has …."))
        .noneMatch(line -> line.startsWith("TST0"));
  }

  @Test
  void codesAreObjectsForPrograms() throws JsonFormatException {
    Cli cli = new Cli(folder);

    assertThat((List<?>) JsonValues.read(cli.run("codes", "--format", "json").out()))
        .hasSizeGreaterThan(600);
    assertThat(object(cli.run("codes", "TST117", "--format", "json")))
        .containsOnlyKeys("code", "severity", "title", "why", "noExample");
    assertThat(object(cli.run("codes", "TST103", "--format", "json")))
        .containsKeys("rule", "wrong", "mended");
    assertThat(object(cli.run("codes", "KQL033", "--format", "json")))
        .containsEntry("language", "kql")
        .containsEntry("wrong", "process.name: (nc, ncat)");
  }

  private static Map<String, Object> object(Cli.Result result) throws JsonFormatException {
    return JsonValues.asObject(JsonValues.read(result.out())).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "EQL999 # There is no code 'EQL999'. Did you mean 'EQL009'?",
        "x\u001b[2J # There is no code 'x\\u001b[2J'. Codes start with ANA, DSL,",
        "'' # There is no code ''. Codes start with ANA, DSL,"
      })
  void otherWordsAreRefused(String word, String message) {
    Cli.Result result = new Cli(folder).run("codes", word);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
  }

  @Test
  void aFunctionIsExplained() {
    Cli.Result result = new Cli(folder).onTerminal().run("functions", "INDEXOF~");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith(
            """
            eql  indexOf(string, string, [integer]): number

            Gives the position of the second text in the first, from 0, at or after the
            third argument.
            indexOf~ ignores case.
            Null if one of the first 2 arguments is null.
            Null if nothing is found.

            Example:

                process where indexOf(process.name, "nc") == 0

            Exports of the example:

                elasticsearch-dsl        refused (DSL010)
                elasticsearch-eql        exact
            """);
  }

  @Test
  void aNameCanBelongToSeveralLanguages() {
    Cli cli = new Cli(folder);

    assertThat(cli.run("functions", "length").out()).contains("eql  length(", "esql  LENGTH(");
    assertThat(cli.run("functions", "length", "--language", "esql").out())
        .startsWith("esql  LENGTH(string): integer\n")
        .doesNotContain("eql  length(");
  }

  @Test
  void functionsAreListedByLanguage() {
    Cli cli = new Cli(folder).onTerminal();

    assertThat(cli.run("functions").outLines())
        .allMatch(line -> line.length() <= 80)
        .hasSizeGreaterThan(170);
    assertThat(cli.run("functions", "--language", "KQL").outLines())
        .startsWith("LANGUAGE  NAME   GIVES")
        .hasSize(13);
  }

  @Test
  void functionsAreObjectsForPrograms() throws JsonFormatException {
    Cli.Result result = new Cli(folder).run("functions", "cidrMatch", "--format", "json");

    assertThat((List<?>) JsonValues.read(result.out()))
        .singleElement()
        .satisfies(
            function ->
                assertThat(JsonValues.asObject(function).orElseThrow())
                    .containsOnlyKeys(
                        "language", "name", "call", "gives", "notes", "example", "targets"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "lenght # There is no function or operator 'lenght'. Did you mean 'length'?",
        "x\u001b[2J # There is no function or operator 'x\\u001b[2J'.",
        "'' # There is no function or operator ''."
      })
  void otherFunctionsAreRefused(String word, String message) {
    Cli.Result result = new Cli(folder).run("functions", word);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
  }
}
