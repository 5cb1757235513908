package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The report on exports, for programs and for people. */
class MigrationReportTest {
  private static final String HOSTILE =
      "<script>alert(1)</script> \\\" onload='x' & | ` _a_ [b](c) \\u001b";

  private static final String MAPPING =
      """
      name = "Ours <b>"
      unmapped = "refuse"
      [[step]]
      rename = { "process.name" = "Image" }
      [[step]]
      approximate = { "host.id" = { name = "Host", why = "Names <i>only</i>." } }
      """;

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void exportRules() {
    cli = new Cli(folder);
    cli.file("rules/a/exact.toml", rule("1", HOSTILE, "any where process.name == \"a\""));
    cli.file("rules/a/near.toml", rule("2", "Near", "any where host.id == \"a\""));
    cli.file("rules/b/refused.toml", rule("3", "Refused", "any where user.name == \"a\""));
    cli.file(
        "rules/b/two.toml", rule("4", "Two", "any where user.name == \"a\" and user.id == \"b\""));
    cli.file("rules/broken.toml", rule("5", "Broken <u>", "any where nope(1)"));
    cli.file("map.toml", MAPPING);

    Cli.Result result =
        cli.run(
            "export",
            cli.path("rules").toString(),
            "--to",
            "elasticsearch-eql,splunk-savedsearches",
            "-o",
            cli.path("out").toString(),
            "--mapping",
            cli.path("map.toml").toString(),
            "--report",
            cli.path("r/report.json").toString(),
            "--report",
            cli.path("r/report.html").toString(),
            "--report",
            cli.path("r/report.md").toString());

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.out())
        .contains("Fields that the mapping 'Ours <b>' lacks, with the number of rules:")
        .contains("    2  user.name", "    1  user.id");
    assertThat(cli.path("out/report.json")).doesNotExist();
  }

  private static String rule(String id, String name, String query) {
    return Rules.toml(id, "NAME", "eql", query).replace("NAME", name);
  }

  @Test
  void theObjectForProgramsHasAVersionASummaryAndTheArtifacts()
      throws IOException, JsonFormatException {
    Map<?, ?> report = (Map<?, ?>) JsonValues.read(Files.readString(cli.path("r/report.json")));

    assertThat(report.get("version")).hasToString("2");
    assertThat(report.get("mapping")).isEqualTo("Ours <b>");
    assertThat(report.get("rules_with_errors")).hasToString("1");
    assertThat(String.valueOf(report.get("summary")))
        .isEqualTo(
            "[{target=elasticsearch-eql, exact=1, approximate=1, refused=2, files=2},"
                + " {target=splunk-savedsearches, exact=1, approximate=1, refused=2, files=1}]");
    assertThat(String.valueOf(report.get("missing_fields")))
        .startsWith("[{field=user.name, rules=2, rule_ids=[")
        .contains("{field=user.id, rules=1,");
    List<?> exports = (List<?>) report.get("exports");
    assertThat(exports).hasSize(10);
    assertThat(exports.stream().map(e -> String.valueOf(((Map<?, ?>) e).get("file"))))
        .containsExactly(
            "a/exact.json",
            "a/near.json",
            "null",
            "null",
            "null",
            "savedsearches.conf",
            "savedsearches.conf",
            "null",
            "null",
            "null");
    assertThat(exports.stream().map(e -> String.valueOf(((Map<?, ?>) e).get("part"))))
        .contains("Near");
    assertThat(cli.path("out/elasticsearch-eql/a/exact.json")).exists();
  }

  /** As a browser reads it: the page is also XML. */
  @Test
  void thePageHasARowForEachRuleAndTargetAndNothingThatRuns() throws Exception {
    String html = Files.readString(cli.path("r/report.html"));
    Document page =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));

    assertThat(elements(page, "*").map(Element::getTagName).distinct())
        .containsOnly(
            "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead",
            "tbody", "tr", "th", "td", "br");
    assertThat(elements(page, "*").flatMap(MigrationReportTest::attributes).distinct())
        .containsOnly("lang", "charset", "http-equiv", "content", "name", "scope", "class");
    assertThat(html).contains("default-src 'none'");
    assertThat(elements(page, "h2").map(Element::getTextContent))
        .containsExactly(
            "Fields that the mapping lacks",
            "elasticsearch-eql",
            "splunk-savedsearches",
            "Rules with errors");
    List<String> cells = elements(page, "td").map(Element::getTextContent).toList();
    assertThat(cells)
        .contains("<script>alert(1)</script> \" onload='x' & | ` _a_ [b](c) \\u001b")
        .contains("approximate: may match more or less", "exact", "refused", "a/near.json")
        .anySatisfy(cell -> assertThat(cell).contains("MAP105").contains("Names <i>only</i>."))
        .anySatisfy(cell -> assertThat(cell).contains("MAP100").contains("user.name"))
        .anySatisfy(cell -> assertThat(cell).contains("EQL"));
  }

  @Test
  void theMarkdownHasTheSameRowsAndNoMarkupOfRules() throws IOException {
    String text = Files.readString(cli.path("r/report.md"));

    assertThat(text).startsWith("# Export of detection rules\n");
    assertThat(text)
        .contains("| Target | Exact | Approximate | Refused | Files |\n|---|--:|--:|--:|--:|\n")
        .contains("| elasticsearch-eql | 1 | 1 | 2 | 2 |")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("\\| \\` \\_a\\_ \\[b\\](c)")
        .doesNotContain("<script", "\u001b");
    List<String> rows = text.lines().filter(line -> line.startsWith("|")).toList();
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|'))
                    .hasSizeBetween(4, 6));
  }

  private static Stream<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements.stream();
  }

  private static Stream<String> attributes(Element element) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      names.add(element.getAttributes().item(i).getNodeName());
    }
    return names.stream();
  }
}
