package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.conventions.RuleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.ImplementationParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions of an editor; the place that they are about is marked by {@code ^}. */
class FeaturesTest {
  private static final String SIGMA =
      """
      title: Encoded Command
      id: 5638e7e2-0000-4000-8000-000000000001
      name: encoded_command
      status: test
      description: Finds encoded commands.
      logsource:
        category: process_creation
        product: windows
      detection:
        sel_one:
          Image|endswith: 'a.exe'
        condition: sel_one
      tags:
        - attack.t1059.001
      level: low
      """;

  @TempDir private Path folder;

  private static String rule(String language, String query) {
    return RuleText.of(RuleText.id(1), "Rule", language, "QUERY")
        .replace("\"QUERY\"", "'''\n# 😀\n" + query + "\n'''")
        .replace("# 😀\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "eql;process where process.na^me == \"a\";process.name** `keyword`",
        "eql;process where process.na^me == \"a\";Read by 1 rule",
        "eql;process where cidr^Match(source.ip, \"10.0.0.0/8\");cidrMatch(",
        "eql;process where event.ty^pe == \"start\";Values: access, admin",
        "eql;process where process.n^me == \"a\";Unknown field",
        "kuery;process.na^me: a;process.name** `keyword`",
        "esql;from logs-* metadata _id, _version, _index | eval a = to_u^pper(process.name);TO_UPPER(",
      })
  void hoversInQueries(String language, String query, String expected) {
    assertThat(hover("a.toml", rule(language, query))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "severity;seve^rity;one of low, medium, high, critical, required",
        "risk_score;risk^_score;a whole number from 0 to 100",
        "updated_date;updated^_date;a string such as 2026/01/31",
      })
  void hoversOverKeys(String key, String marked, String expected) {
    assertThat(hover("a.toml", Texts.eql(1, "any where true").replace(key, marked)))
        .contains(expected);
  }

  @Test
  void hoversInSigmaRules() {
    assertThat(hover("a.yml", SIGMA.replace("attack.t1059.001", "attack.t1059^.001")))
        .contains("PowerShell", "Execution");
    assertThat(hover("a.yml", SIGMA.replace("level: low", "level: l^o"))).contains("SIG");
  }

  @Test
  void hoversShowThePageOfACode() {
    assertThat(hover("a.toml", rule("eql", "process where process.n^me == \"a\"")))
        .contains("*warning*", "Wrong:", "```eql");
  }

  @Test
  void hoversSayNothingWhereThereIsNothing() {
    String rule = rule("eql", "process where process.name == \"process.na^me\"");
    try (Editor editor = Editor.in(folder)) {
      assertThat(hover(editor, "a.toml", rule)).isEmpty();
      assertThat(hover(editor, "none.toml", "[tool]\nna^me = 1\n")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "eql;process where proc^;process.name",
        "eql;process where process.na^;process.name",
        "eql;process where ^;cidrMatch",
        "eql;process where event.type == \"^\";start",
        "eql;process where event.type == ^;\"start\"",
        "eql;process where event.type in (\"start\", \"^\");info",
        "eql;any where sou^ == 1;source.ip",
        "kuery;proc^;process.name",
        "kuery;event.type: ^;start",
        "kuery;event.type: (start or ^);info",
        "esql;from logs-* | where to_^;TO_UPPER",
      })
  void completesQueries(String language, String query, String expected) {
    List<CompletionItem> items = complete("a.toml", rule(language, query));
    assertThat(items)
        .extracting(item -> item.getTextEdit().getLeft().getNewText().strip())
        .contains(expected);
  }

  @Test
  void completesWithTypes() {
    assertThat(complete("a.toml", rule("eql", "process where source.i^")))
        .filteredOn(item -> item.getLabel().equals("source.ip"))
        .extracting(CompletionItem::getDetail)
        .containsExactly("ip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "severity = \"low\";severity = \"^\";medium",
        "severity = \"low\";severity = ^;\"medium\"",
        "severity = \"low\";sev^;severity = ",
        "severity = \"low\";^;severity = ",
        "type = \"eql\";type = \"^\";threshold",
        "maturity;maturity;maturity",
      })
  void completesKeysAndValues(String key, String marked, String expected) {
    String text = Texts.eql(1, "any where true");
    if (key.equals("maturity")) {
      text = text.replace("[rule]", "^\n[rule]");
      expected = "maturity =";
    } else {
      text = text.replace(key, marked);
    }
    assertThat(complete("a.toml", text))
        .extracting(item -> item.getTextEdit().getLeft().getNewText().strip())
        .contains(expected);
  }

  @Test
  void completesOnlyKeysThatAreMissingAndFitTheType() {
    assertThat(complete("a.toml", Texts.eql(1, "any where true") + "^"))
        .extracting(CompletionItem::getLabel)
        .contains("tags", "tiebreaker_field")
        .doesNotContain("severity", "threshold", "version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "level: low;level: ^;high",
        "level: low;^;level: ",
        "Image|endswith;Image|^;contains",
        "condition: sel_one;condition: ^;sel_one",
        "product: windows;^;product: ",
        "attack.t1059.001;attack.t1059^;attack.t1059.001",
      })
  void completesSigmaRules(String found, String marked, String expected) {
    assertThat(complete("a.yml", SIGMA.replace(found, marked)))
        .extracting(item -> item.getTextEdit().getLeft().getNewText().strip())
        .contains(expected);
  }

  /** What an editor does with an item gives the text that was meant. */
  @Test
  void completionsReplaceWhatIsWritten() {
    String marked = rule("eql", "process where process.na^ == \"a\"");
    CompletionItem item =
        complete("a.toml", marked).stream()
            .filter(each -> each.getLabel().equals("process.name"))
            .findFirst()
            .orElseThrow();
    assertThat(Editor.edited(marked.replace("^", ""), List.of(item.getTextEdit().getLeft())))
        .isEqualTo(marked.replace("process.na^", "process.name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "eql;process where process.name == \"a\" // b;"
            + "variable process|keyword where|property process.name|string \"a\"|comment // b",
        "eql;any where cidrMatch(source.ip, \"😀\") and x > 12.5;"
            + "keyword any|keyword where|function cidrMatch|property source.ip|string \"😀\"|"
            + "keyword and|variable x|number 12.5",
        "kuery;not process.name: a;keyword not|property process.name|variable a",
        "esql;from a | eval b = to_upper(process.name);"
            + "keyword from|variable a|keyword eval|variable b|function to_upper|property process.name",
      })
  void coloursQueries(String language, String query, String expected) {
    String text = rule(language, query);
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", text);
      List<Integer> data =
          Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .semanticTokensFull(new SemanticTokensParams(editor.document("a.toml"))))
              .getData();
      List<String> kinds =
          editor
              .initialized()
              .getCapabilities()
              .getSemanticTokensProvider()
              .getLegend()
              .getTokenTypes();
      List<String> found = new ArrayList<>();
      int line = 0;
      int column = 0;
      for (int i = 0; i < data.size(); i += 5) {
        column = data.get(i) == 0 ? column + data.get(i + 1) : data.get(i + 1);
        line += data.get(i);
        int start = Editor.offset(text, new Position(line, column));
        found.add(
            kinds.get(data.get(i + 3)) + " " + text.substring(start, start + data.get(i + 2)));
      }
      assertThat(found).containsExactly(expected.split("\\|"));
    }
  }

  @Test
  void folds() {
    try (Editor editor = Editor.in(folder)) {
      editor.open(
          "a.toml", "[metadata]\na = 1\n\n[rule]\nquery = '''\nany where\ntrue\n'''\nb = 2\n");
      editor.open("a.yml", SIGMA);
      assertThat(folds(editor, "a.toml")).containsExactlyInAnyOrder("0-1", "3-8", "4-7");
      assertThat(folds(editor, "a.yml")).containsExactlyInAnyOrder("5-7", "8-11", "9-10", "12-13");
    }
  }

  private static List<String> folds(Editor editor, String name) {
    List<FoldingRange> ranges =
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .foldingRange(new FoldingRangeRequestParams(editor.document(name))));
    return ranges.stream().map(r -> r.getStartLine() + "-" + r.getEndLine()).toList();
  }

  @Test
  void leadsToTestsAndBack() {
    String rule = Texts.eql(1, "process where process.name == \"a\"");
    try (Editor editor = Editor.in(folder)) {
      editor.file("a.test.toml", "[[case]]\nname = \"one\"\n");
      editor.open("a.toml", rule);
      editor.open("b.toml", Texts.eql(2, "process where process.name == \"a\""));

      assertThat(implementation(editor, "a.toml"))
          .extracting(Location::getUri)
          .containsExactly(editor.uri("a.test.toml"));
      assertThat(implementation(editor, "b.toml")).isEmpty();

      editor.open("a.test.toml", "[[case]]\nname = \"one\"\n");
      Location back = implementation(editor, "a.test.toml").get(0);
      assertThat(back.getUri()).isEqualTo(editor.uri("a.toml"));
      assertThat(Editor.covered(rule, back.getRange())).contains("Rule 1");
    }
  }

  private static List<? extends Location> implementation(Editor editor, String name) {
    return Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .implementation(
                    new ImplementationParams(editor.document(name), new Position(0, 0))))
        .getLeft();
  }

  @Test
  void leadsFromAReferenceToTheRule() {
    String marked =
        """
        title: Many
        correlation:
          type: event_count
          rules:
            - encoded^_command
          timespan: 5m
        """;
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.yml", SIGMA);
      editor.open("many.yml", marked.replace("^", ""));
      List<? extends Location> found =
          Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .definition(new DefinitionParams(editor.document("many.yml"), at(marked))))
              .getLeft();
      assertThat(found).hasSize(1);
      assertThat(found.get(0).getUri()).isEqualTo(editor.uri("a.yml"));
      assertThat(Editor.covered(SIGMA, found.get(0).getRange())).isEqualTo("encoded_command");
    }
  }

  @Test
  void renamesAnIdWithItsTestAndReferences() {
    String old = RuleText.id(1);
    String id = "9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01";
    String rule = Texts.eql(1, "any where true");
    String other = "[[case]]\nname = \"one\"\nalso = [\"" + old + "\"]\n";
    try (Editor editor = Editor.in(folder)) {
      editor.file("b.toml", Texts.eql(2, "any where true"));
      editor.file("b.test.toml", other);
      editor.open("b.toml", Texts.eql(2, "any where true"));
      editor.open("a.toml", rule);
      Position place = Editor.position(rule, rule.indexOf(old) + 3);

      Range range =
          Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .prepareRename(new PrepareRenameParams(editor.document("a.toml"), place)))
              .getFirst();
      assertThat(Editor.covered(rule, range)).isEqualTo(old);

      WorkspaceEdit edit =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .rename(new RenameParams(editor.document("a.toml"), place, id)));
      assertThat(edit.getChanges())
          .containsOnlyKeys(editor.uri("a.toml"), editor.uri("b.test.toml"));
      assertThat(editor.edited("a.toml", edit)).isEqualTo(rule.replace(old, id));
      assertThat(Editor.edited(other, edit.getChanges().get(editor.uri("b.test.toml"))))
          .isEqualTo(other.replace(old, id));

      assertThatThrownBy(
              () ->
                  Editor.get(
                      editor
                          .server()
                          .getTextDocumentService()
                          .rename(new RenameParams(editor.document("a.toml"), place, "x"))))
          .rootCause()
          .hasMessageContaining("'x' is not a UUID");
      assertThat(editor.log()).isEmpty();
    }
  }

  @Test
  void runsTests() {
    String test =
        """
        [[case]]
        name = "one"
        expect = "%s"
        event = { event.category = "process", process.name = "a" }
        """;
    try (Editor editor = Editor.in(folder)) {
      editor.file("a.toml", Texts.eql(1, "process where process.name == \"a\""));
      editor.file("a.test.toml", test.formatted("match"));
      editor.open("a.toml", Texts.eql(1, "process where process.name == \"a\""));
      List<? extends CodeLens> lenses =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .codeLens(new CodeLensParams(editor.document("a.toml"))));
      assertThat(lenses)
          .extracting(lens -> lens.getCommand().getTitle())
          .containsExactly("Run 1 test");
      ExecuteCommandParams command =
          new ExecuteCommandParams(
              lenses.get(0).getCommand().getCommand(), lenses.get(0).getCommand().getArguments());

      Editor.get(editor.server().getWorkspaceService().executeCommand(command));
      assertThat(editor.log().get(0)).startsWith("a.toml: 1 rule, 1 case: 1 passed, 0 failed");

      editor.file("a.test.toml", test.formatted("none"));
      Editor.get(editor.server().getWorkspaceService().executeCommand(command));
      assertThat(editor.log()).anyMatch(line -> line.contains("FAIL"));
    }
  }

  private String hover(String name, String marked) {
    try (Editor editor = Editor.in(folder)) {
      Optional<Hover> hover = hover(editor, name, marked);
      assertThat(hover).isPresent();
      assertThat(editor.log()).isEmpty();
      return hover.get().getContents().getRight().getValue();
    }
  }

  private static Optional<Hover> hover(Editor editor, String name, String marked) {
    editor.open(name, marked.replace("^", ""));
    return Optional.ofNullable(
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .hover(new HoverParams(editor.document(name), at(marked)))));
  }

  private List<CompletionItem> complete(String name, String marked) {
    try (Editor editor = Editor.in(folder)) {
      // Half a rule is often open before there is anything that makes it one.
      editor.open(name, marked.replace("^", ""));
      List<CompletionItem> items =
          Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .completion(new CompletionParams(editor.document(name), at(marked))))
              .getRight()
              .getItems();
      assertThat(editor.log()).isEmpty();
      assertThat(items.stream().map(CompletionItem::getLabel).collect(Collectors.toSet()))
          .hasSameSizeAs(items);
      return items;
    }
  }

  private static Position at(String marked) {
    int at = marked.indexOf('^');
    assertThat(at).isNotNegative();
    return Editor.position(marked.replace("^", ""), at);
  }
}
