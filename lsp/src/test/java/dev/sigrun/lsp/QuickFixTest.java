package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.RuleText;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that reports suggest, written by the editor. */
class QuickFixTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a.toml;eql;process where process.nme == \"a\";process.nme;process.name",
        "a.toml;eql;process where cidrmtch(source.ip, \"10.0.0.0/8\");cidrmtch;cidrMatch",
        "a.toml;eql;process where process.name == \"a\" | hed 5;hed;head",
        "a.toml;eql;sequence with maxspan=5 [any where true] [any where true];5;5s",
        "a.toml;kuery;process.nme: a;process.nme;process.name",
        "a.toml;kuery;event.category: proces;proces;process",
        "a.toml;esql;from logs-* metadata _id | wher true;wher;WHERE",
        "a.toml;esql;from logs-* metadata _id | eval x = to_uper(\"a\");to_uper;TO_UPPER",
      })
  void areOfferedInQueries(String name, String language, String query, String found, String name2) {
    String text = RuleText.of(RuleText.id(1), "Rule", language, "QUERY");
    text = text.replace("\"QUERY\"", "'''\n😀 = 1\n'''").replace("😀 = 1", query);
    if (language.equals("esql")) {
      text = text.replace("index = [\"logs-*\"]\n", "").replace("\"query\"", "\"esql\"");
    }
    assertThat(mended(name, text, found))
        .isEqualTo(text.replaceFirst("\\b" + found.replace(".", "\\.") + "\\b", name2));
  }

  @ParameterizedTest
  @CsvSource({
    "severity = \"low\",severity = \"lo\",lo",
    "risk_score = 21,risk_scre = 21,risk_scre",
    "language = \"eql\",language = \"elq\",elq",
    "[rule],[rul],rul",
  })
  void areOfferedForKeysAndWords(String right, String wrong, String found) {
    String good = Texts.eql(1, "process where process.name == \"a\"");
    String text = good.replace(right, wrong);
    assertThat(text).isNotEqualTo(good);
    assertThat(mended("a.toml", text, found)).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({
    "Image|endswith,Image|endswth,endswth",
    "condition: sel,condition: sl,sl",
    "level: low,level: lo,lo",
    "attack.execution,attack.executon,executon",
  })
  void areOfferedInSigmaRules(String right, String wrong, String found) {
    String good =
        """
        title: A Rule
        id: 5638e7e2-0000-4000-8000-000000000001
        status: test
        description: "😀 a rule."
        logsource:
          category: process_creation
          product: windows
        detection:
          sel:
            Image|endswith: 'a.exe'
          condition: sel
        tags:
          - attack.execution
        level: low
        """;
    String text = good.replace(right, wrong);
    assertThat(mended("a.yml", text, found)).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({
    "sigrun.toml,'ruls = \"rules\"\n',ruls,'rules = \"rules\"\n'",
    "a.test.toml,'[[cse]]\nname = \"a\"\n',cse,'[[case]]\nname = \"a\"\n'",
  })
  void areOfferedInOtherFiles(String name, String text, String found, String mended) {
    if (name.equals("sigrun.toml")) {
      try (Editor editor = Editor.in(folder)) {
        editor.file(name, text);
      }
    }
    assertThat(mended(name, text, found)).isEqualTo(mended);
  }

  @Test
  void sayWhatTheyDoAndWhichReportTheyMend() {
    String text = Texts.eql(1, "process where process.nme == \"a\"");
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", text);
      Diagnostic report = editor.diagnostics("a.toml").get(0);

      List<CodeAction> actions = editor.actions("a.toml", report.getRange());

      assertThat(actions).isNotEmpty();
      CodeAction first = actions.get(0);
      assertThat(first.getTitle()).isEqualTo("Change 'process.nme' to 'process.name'");
      assertThat(first.getKind()).isEqualTo(CodeActionKind.QuickFix);
      assertThat(first.getIsPreferred()).isTrue();
      assertThat(first.getDiagnostics()).containsExactly(report);
      assertThat(actions.subList(1, actions.size())).allMatch(other -> !other.getIsPreferred());
      assertThat(editor.actions("a.toml", report.getRange(), CodeActionKind.QuickFix))
          .hasSameSizeAs(actions);
      assertThat(editor.actions("a.toml", report.getRange(), CodeActionKind.SourceFixAll))
          .isEmpty();
    }
  }

  /** A name that is written with an escape cannot be replaced by its letters. */
  @Test
  void areNotOfferedWhereTheNameIsNotAsItIsWritten() {
    String text =
        RuleText.eql(1, "process where process.nme == 1")
            .replace("process.nme", "process.\\u006Eme");
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", text);
      Diagnostic report = editor.diagnostics("a.toml").get(0);

      assertThat(editor.actions("a.toml", report.getRange())).isEmpty();
    }
  }

  private String mended(String name, String text, String found) {
    try (Editor editor = Editor.in(folder)) {
      editor.open(name, text);
      List<Diagnostic> reports =
          editor.diagnostics(name).stream()
              .filter(report -> Editor.covered(text, report.getRange()).contains(found))
              .toList();
      assertThat(reports).as(editor.diagnostics(name).toString()).isNotEmpty();
      for (Diagnostic report : reports) {
        List<CodeAction> actions = editor.actions(name, report.getRange());
        if (!actions.isEmpty()) {
          assertThat(editor.log()).isEmpty();
          return editor.edited(name, actions.get(0).getEdit());
        }
      }
      throw new AssertionError("No fix for " + reports);
    }
  }
}
