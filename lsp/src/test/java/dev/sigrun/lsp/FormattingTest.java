package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.codes.CodeExample;
import dev.sigrun.compiler.codes.CodePages;
import dev.sigrun.compiler.functions.FunctionPages;
import dev.sigrun.conventions.RuleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of queries. */
class FormattingTest {
  @TempDir private Path folder;

  private static String rule(String language, String query) {
    return RuleText.of(RuleText.id(1), "Rule 😀", language, "QUERY")
        .replace("\"QUERY\"", "'''\n" + query + "\n'''");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "eql;process   where  a.b==\"x  y\";process where a.b == \"x  y\"",
        "eql;process where a in ( \"b\",\"c\" );process where a in (\"b\", \"c\")",
        "eql;process where\\na and\\n(b or\\nc\\n);process where\\n  a and\\n  (b or\\n    c\\n  )",
        "eql;sequence by a\\n[any where b ]\\n[ any where c];"
            + "sequence by a\\n  [any where b]\\n  [any where c]",
        "eql;any where a // why  so\\n  /* b\\n c */ and b;"
            + "any where a // why  so\\n  /* b\\n c */ and b",
        "kuery;a:b and\\n   ( c: d or e : f );a:b and\\n(c: d or e : f)",
        "esql;from a\\n  | where  b==1\\n | eval c = d,\\ne = f;"
            + "from a\\n| where b == 1\\n| eval c = d,\\n  e = f",
      })
  void is(String language, String query, String expected) {
    String text = rule(language, query.replace("\\n", "\n"));
    assertThat(formatted(text)).isEqualTo(rule(language, expected.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "process where  (", // broken
        "process where  a == \"unclosed",
      })
  void leavesBrokenQueriesAlone(String query) {
    assertThat(formatted(rule("eql", query))).isEqualTo(rule("eql", query));
  }

  @Test
  void leavesTheRestAndEscapesAlone() {
    String text = RuleText.eql(1, "process where  a  == \"b\"") + "tags   = [ \"a\" ]\n";
    assertThat(formatted(text)).isEqualTo(text);
  }

  @Test
  void keepsTheLineBreaksOfTheFile() {
    String text = rule("eql", "any where  a and\nb").replace("\n", "\r\n");
    assertThat(formatted(text))
        .isEqualTo(rule("eql", "any where a and\n  b").replace("\n", "\r\n"));
  }

  /** Queries of all kinds: formatting twice is formatting once, and reports stay the same. */
  @Test
  void changesNothingButTheLayout() {
    Map<String, String> texts = new LinkedHashMap<>();
    CodePages.ofCompiler()
        .forEach(
            page ->
                page.example()
                    .ifPresent(
                        example -> {
                          String language =
                              switch (example.form()) {
                                case EQL -> "eql";
                                case KUERY -> "kuery";
                                case ESQL -> "esql";
                                case RULE,
                                    SIGMA,
                                    EXCEPTIONS,
                                    MAPPING,
                                    PIPELINE,
                                    PROJECT,
                                    SCHEMA,
                                    TEST ->
                                    "";
                              };
                          if (!language.isEmpty() && example.form() != CodeExample.Form.RULE) {
                            texts.put(page.code(), rule(language, example.mended()));
                          }
                        }));
    FunctionPages.of(CompilerOptions.defaults().languages())
        .forEach(
            page ->
                page.example()
                    .ifPresent(
                        example ->
                            texts.put(
                                page.language() + page.name(),
                                rule(
                                    page.language().equals("kql") ? "kuery" : page.language(),
                                    example))));
    assertThat(texts).hasSizeGreaterThan(100);
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", rule("eql", "any where true"));
      for (String text : texts.values()) {
        editor.type("a.toml", text);
        List<String> reports = messages(editor);
        String once = format(editor, text);
        editor.type("a.toml", once);
        assertThat(messages(editor)).isEqualTo(reports);
        assertThat(format(editor, once)).isEqualTo(once);
      }
      assertThat(editor.log()).isEmpty();
    }
  }

  private static List<String> messages(Editor editor) {
    List<String> messages = new ArrayList<>();
    editor.diagnostics("a.toml").forEach(report -> messages.add(report.getMessage().getLeft()));
    return messages;
  }

  private String formatted(String text) {
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", text);
      return format(editor, text);
    }
  }

  private static String format(Editor editor, String text) {
    List<? extends TextEdit> edits =
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .formatting(
                    new DocumentFormattingParams(
                        editor.document("a.toml"), new FormattingOptions(2, true))));
    return Editor.edited(text, edits);
  }
}
