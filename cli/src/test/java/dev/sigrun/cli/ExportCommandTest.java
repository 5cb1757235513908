package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExportCommandTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  private List<String> files(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> place.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void writesAFileForEachRuleAndAReport() {
    String rules = cli.rule("a", "eql", "any where user.name == \"ann\"");
    cli.rule("b", "eql", Rules.SEQUENCE);
    Path out = folder.resolve("new/out");

    Cli.Result result = cli.run("export", rules, "--to", "elasticsearch-dsl", "-o", out.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(files(out)).containsExactly("a.json", "report.json");
    assertThat(out.resolve("a.json")).content().contains("\"user.name\": \"ann\"");
    assertThat(result.outLines())
        .startsWith(
            "target                     exact   approximate   refused",
            "elasticsearch-dsl              1             0         1")
        .anyMatch(line -> line.contains("DSL001") && line.contains("a sequence"));
    assertThat(out.resolve("report.json"))
        .content()
        .contains(
            "\"rule_id\": \"" + Rules.id("b") + "\"",
            "\"fidelity\": \"refused\"",
            "\"code\": \"DSL001\"",
            "\"line\": 17",
            "\"column\": 1");
  }

  @Test
  void givesEachOfSeveralTargetsAFolder() {
    String rules = cli.rule("a", "eql", Rules.ALL);
    Path out = folder.resolve("out");
    Path report = folder.resolve("reports/all.json");

    Cli.Result result =
        cli.run(
            "export", rules, "--to", "all", "-o", out.toString(), "--report", report.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(files(out))
        .contains(
            "elasticsearch-dsl/a.json",
            "elasticsearch-eql/a.json",
            "elasticsearch-esql/a.esql",
            "kibana/rules.ndjson")
        .doesNotContain("report.json");
    assertThat(report).isRegularFile();
  }

  @ParameterizedTest
  @CsvSource({
    "rules, 'linux/a.json, linux/deep_one/b.json, report.json, windows/c.json'",
    "rules/linux, 'a.json, deep_one/b.json, report.json'",
    "rules/**/*.toml, 'linux/a.json, linux/deep_one/b.json, report.json, windows/c.json'",
    "rules/windows/c.toml, 'c.json, report.json'"
  })
  void theFoldersOfRulesAreKept(String argument, String expected) {
    cli.file("rules/linux/a.toml", Rules.toml("1", "eql", Rules.ALL));
    cli.file("rules/linux/Deep One/b.toml", Rules.toml("2", "eql", Rules.ALL));
    cli.file("rules/windows/c.toml", Rules.toml("3", "eql", Rules.ALL));
    Path out = folder.resolve("out");

    Cli.Result result =
        cli.run(
            "export", folder + "/" + argument, "--to", "elasticsearch-eql", "-o", out.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(String.join(", ", files(out))).isEqualTo(expected);
  }

  @Test
  void aRequestHasTheIndicesAndTheTimeOfTheRule() throws Exception {
    String rule =
        Rules.toml("a", "eql", "any where user.name == \"ann\"")
            .replace(
                "risk_score",
                "from = \"now-9m\"\nto = \"now-1m\"\ntimestamp_override = \"event.ingested\"\nrisk_score");
    String file = cli.file("rules/a.toml", rule);
    Path out = folder.resolve("out");

    Cli.Result result =
        cli.run("export", file, "--to", "elasticsearch-dsl", "--as-request", "-o", out.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Files.readAllLines(out.resolve("a.ndjson")))
        .containsExactly(
            "{\"index\":[\"logs-*\"],\"ignore_unavailable\":true,\"allow_no_indices\":true}",
            "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"user.name\":\"ann\"}},"
                + "{\"bool\":{\"should\":["
                + "{\"range\":{\"event.ingested\":{\"gte\":\"now-540s\",\"lte\":\"now-60s\"}}},"
                + "{\"bool\":{\"filter\":[{\"range\":{\"@timestamp\":{\"gte\":\"now-540s\",\"lte\":\"now-60s\"}}}],"
                + "\"must_not\":[{\"exists\":{\"field\":\"event.ingested\"}}]}}],"
                + "\"minimum_should_match\":1}}]}}}");
  }

  @Test
  void strictTakesOnlyWhatIsExact() {
    String rules = cli.rule("a", "eql", Rules.ALL);
    String out = folder.resolve("out").toString();

    assertThat(cli.run("export", rules, "--to", "elasticsearch-dsl", "-o", out, "--strict"))
        .returns(ExitCode.OK, Cli.Result::exitCode);
    cli.rule("b", "eql", Rules.SEQUENCE);
    assertThat(cli.run("export", rules, "--to", "elasticsearch-dsl", "-o", out, "--strict"))
        .returns(ExitCode.FINDINGS, Cli.Result::exitCode);
  }

  @Test
  void exportsTheOthersWhenARuleIsBroken() {
    String rules = cli.rule("a", "eql", Rules.ALL);
    cli.rule("b", "eql", "any where");
    Path out = folder.resolve("out");

    Cli.Result result = cli.run("export", rules, "--to", "kibana", "-o", out.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.err()).contains("b.toml:").contains("error:");
    assertThat(result.out()).contains("1 rule with errors");
    assertThat(out.resolve("rules.ndjson")).content().hasLineCount(1);
    assertThat(out.resolve("report.json")).content().contains(Rules.id("b"), "\"refused\"");
  }

  /** Arguments after the rules, in which {@code DIR} is the test's folder, and what is said. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("-o DIR/out", "Missing required option: '--to=TARGET'"),
        Arguments.of("--to kibana", "Missing required option: '--output=DIR'"),
        Arguments.of("--to kibana --as-request -o DIR/out", "'--as-request' has no effect"),
        Arguments.of("--to kibanna -o DIR/out", "'kibanna'. Did you mean 'kibana'?"),
        Arguments.of("--to kibana,dsl -o DIR/out", "There is no target 'dsl'."),
        Arguments.of("--to kibana -o DIR/file", "is a file. Specify an output folder."),
        Arguments.of("--to kibana -o DIR/file/out", "cannot be written"),
        Arguments.of("--to kibana -o DIR/out --report DIR/folder", "it is a folder"),
        Arguments.of(
            "--to kibana -o DIR/out --report DIR/x/../out/rules.ndjson",
            "is an exported file. Choose another"),
        Arguments.of("--to kibana -o DIR/out --mapping DIR/key.toml", "MAP"),
        Arguments.of("--to kibana -o DIR/out --mapping DIR/none.toml", "cannot be used"),
        Arguments.of("--to kibana -o DIR/out --mapping DIR/cycle.toml", "MAP004"),
        Arguments.of(
            "--to elasticsearch-dsl -o DIR/out --as-kibana --mapping DIR/good.toml",
            "--as-kibana cannot be combined with --mapping"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void refusesWrongUsageAndWritesNothing(String arguments, String message) {
    String rules = cli.rule("a", "eql", Rules.ALL);
    cli.file("file", "");
    cli.file("folder/inside", "");
    cli.file("cycle.toml", "[[step]]\nrename = { a = \"b\", b = \"a\" }\n");
    cli.file("key.toml", "[[step]]\nrenam = { a = \"b\" }\n");
    cli.file("good.toml", "[[step]]\nrename = { a = \"b\" }\n");
    List<String> before = files(folder);
    List<String> line = Stream.of(arguments.replace("DIR", folder.toString()).split(" ")).toList();

    Cli.Result result =
        cli.run(Stream.concat(Stream.of("export", rules), line.stream()).toArray(String[]::new));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
    assertThat(files(folder)).isEqualTo(before);
  }

  @Test
  void renamesFieldsByAMapping() {
    String rules = cli.rule("a", "eql", "any where user.name == \"ann\"");
    String mapping = cli.file("map.toml", "[[step]]\nrename = { \"user.name\" = \"account\" }\n");
    Path out = folder.resolve("out");

    cli.run(
        "export", rules, "--to", "elasticsearch-eql", "-o", out.toString(), "--mapping", mapping);

    assertThat(out.resolve("a.json")).content().contains("any where account == \\\"ann\\\"");
  }

  @Test
  void hostileNamesOfFilesStayInTheFolder() {
    cli.file("rules/CON.toml", Rules.toml("1", "eql", Rules.ALL));
    cli.file("rules/report.toml", Rules.toml("2", "eql", Rules.ALL));
    cli.file("rules/$(rm) `x`.toml", Rules.toml("3", "eql", Rules.ALL));
    cli.file("rules/same one.toml", Rules.toml("4", "eql", Rules.ALL));
    cli.file("rules/same$one.toml", Rules.toml("5", "eql", Rules.ALL));
    Path out = folder.resolve("out");

    cli.run(
        "export",
        folder.resolve("rules").toString(),
        "--to",
        "elasticsearch-dsl",
        "-o",
        out.toString());

    assertThat(files(out))
        .contains("con_rule.json", "report_rule.json", "rm_x.json", "report.json")
        .filteredOn(name -> name.startsWith("same_one-"))
        .hasSize(2);
  }
}
