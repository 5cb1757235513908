package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion and explanations in tests, exceptions and mappings, and the counts of events. */
class BesideRulesTest {
  @TempDir private Path folder;

  /** The cursor is at the bar. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a.test.toml; |; [[case]]",
        "a.test.toml; [[case]]\\nex|; expect = ",
        "a.test.toml; [[case]]\\nexpect = \"ma|\"; match",
        "a.test.toml; [[case]]\\nevent = { process.na|; process.name",
        "a.test.toml; [[case]]\\nevent = { process.name = \"sh\", re|; repeat = ",
        "a.test.toml; [[case]]\\nevent = [{ event.category = \"proc|; process",
        "a.test.toml; [base]\\nhost.os.ty|; host.os.type",
        "a.test.toml; [[case]]\\ndetection = { cou|; count = ",
        "a.exceptions.toml; [[exception]]\\nrea|; reason = ",
        "a.exceptions.toml; [[exception]]\\nwhen = [{ field = \"user.na|; user.name",
        "a.exceptions.toml; [[exception]]\\nwhen = [{ field = \"user.name\", is_|; is_one_of = ",
        "map.toml; |; [[step]]",
        "map.toml; [[step]]\\nren|; rename = ",
        "map.toml; [step.rename]\\nuser.na|; user.name",
        "map.toml; unmapped = \"re|\"; refuse"
      })
  void areCompleted(String name, String written, String wanted) {
    try (Editor editor = Editor.in(folder)) {
      editor.file("sigrun.toml", "rules = [\"a.toml\"]\nmapping = \"map.toml\"\n");
      editor.file("a.toml", Texts.eql(1, "process where true"));
      String text = written.strip().replace("\\n", "\n");
      int offset = text.indexOf('|');
      String typed = text.replace("|", "");
      editor.open(name, typed);

      List<CompletionItem> items =
          Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .completion(
                          new CompletionParams(
                              editor.document(name), Editor.position(typed, offset))))
              .getRight()
              .getItems();

      assertThat(items)
          .extracting(item -> item.getTextEdit().getLeft().getNewText().strip())
          .contains(wanted.strip());
      assertThat(editor.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a.test.toml; [[case]]\\nexp|ect = \"match\"; what the rule finds",
        "a.test.toml; [[case]]\\nevent = { process.na|me = \"sh\" }; **process.name** `keyword`",
        "a.test.toml; [[case]]\\nevent = { rep|eat = 3 }; the number of copies",
        "a.exceptions.toml; [[exception]]\\nwhen = [{ field = \"user.na|me\" }]; **user.name** `keyword`",
        "map.toml; unm|apped = \"refuse\"; no step maps"
      })
  void areExplained(String name, String written, String wanted) {
    try (Editor editor = Editor.in(folder)) {
      editor.file("sigrun.toml", "rules = [\"a.toml\"]\nmapping = \"map.toml\"\n");
      editor.file("a.toml", Texts.eql(1, "process where true"));
      String text = written.strip().replace("\\n", "\n");
      String typed = text.replace("|", "");
      editor.open(name, typed);

      Hover hover =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .hover(
                      new HoverParams(
                          editor.document(name), Editor.position(typed, text.indexOf('|')))));

      assertThat(hover.getContents().getRight().getValue()).contains(wanted.strip());
    }
  }

  @Test
  void aLensCountsTheEventsOfTheProject() {
    try (Editor editor = Editor.in(folder)) {
      editor.file("sigrun.toml", "rules = [\"a.toml\"]\nevents = \"events.ndjson\"\n");
      editor.file(
          "events.ndjson",
          """
          {"event":{"category":"process"},"process":{"name":"a"}}
          nonsense

          {"event":{"category":"process"},"process":{"name":"b"}}
          {"event":{"category":"process"},"process":{"name":"a"}}
          """);
      String rule = Texts.eql(1, "process where process.name == \"a\"");
      editor.file("a.toml", rule);
      editor.open("a.toml", rule);
      assertThat(awaitLens(editor)).isEqualTo("2 of 3 events match");

      editor.type("a.toml", Texts.eql(1, "process where process.name == \"b\""));
      assertThat(awaitLens(editor)).isEqualTo("1 of 3 events matches");

      editor.type("a.toml", Texts.eql(1, "process where process.nme == \"b\""));
      assertThat(lenses(editor)).isEmpty();

      editor.type(
          "a.toml",
          Texts.eql(1, "sequence [process where true] [process where process.name == \"b\"]"));
      editor.file(
          "events.ndjson",
          """
          {"@timestamp":1,"event":{"category":"process"},"process":{"name":"a"}}
          {"@timestamp":2,"event":{"category":"process"},"process":{"name":"b"}}
          """);
      assertThat(awaitLens(editor)).isEqualTo("1 alert in 2 events");
      assertThat(editor.log()).isEmpty();
    }
  }

  private static List<String> lenses(Editor editor) {
    return Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .codeLens(new CodeLensParams(editor.document("a.toml"))))
        .stream()
        .map(CodeLens::getCommand)
        .filter(command -> command.getCommand().isEmpty())
        .map(command -> command.getTitle())
        .toList();
  }

  private static String awaitLens(Editor editor) {
    for (int i = 0; i < 600; i++) {
      List<String> lenses = lenses(editor);
      if (!lenses.isEmpty()) {
        return lenses.get(0);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("The events were not counted.");
  }
}
