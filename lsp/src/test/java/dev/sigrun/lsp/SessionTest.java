package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersChangeEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A session from its beginning to its end. */
class SessionTest {
  @TempDir private Path folder;

  @Test
  @Tag("smoke")
  void beginsAndEnds() {
    try (Editor editor = Editor.in(folder)) {
      assertThat(editor.initialized().getServerInfo().getName()).isEqualTo("sigrun");
      assertThat(editor.initialized().getServerInfo().getVersion()).isEqualTo("test");
      assertThat(
              editor.initialized().getCapabilities().getTextDocumentSync().getRight().getChange())
          .isEqualTo(TextDocumentSyncKind.Full);
      editor.open("a.toml", Texts.eql(1, "process where process.nme == \"a\""));
      assertThat(editor.diagnostics("a.toml")).hasSize(1);
      assertThat(editor.registrations()).hasSize(1);

      assertThat(editor.end()).isZero();
    }
  }

  @Test
  void endsWhenTheEditorIsGone() {
    try (Editor editor = Editor.in(folder)) {
      assertThat(editor.vanish()).isEqualTo(1);
    }
  }

  /** What is not the protocol gets an answer or none; it never ends in an exception. */
  @Test
  void survivesNonsense() {
    String text =
        message("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\",\"params\":{}}")
            + message(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"textDocument/hover\",\"params\":7}")
            + message("[1,2")
            // Longer than what the library reads at once.
            + message("{nonsense" + "x".repeat(100_000))
            + message(
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"workspace/executeCommand\","
                    + "\"params\":{\"command\":\"sigrun.runTests\"}}")
            + message("{}")
            + message("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"shutdown\"}")
            + message("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        LanguageServerSession.serve(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, "test");

    assertThat(exitCode).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("Content-Length: ")
        .contains("\"id\":1", "\"id\":3", "\"id\":4")
        // A tab in a text of JSON is an escape.
        .doesNotContain("\\tat ");
  }

  private static String message(String json) {
    return "Content-Length: " + json.length() + "\r\n\r\n" + json;
  }

  /** A pipe that nobody writes to would never end. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void doesNotReadPipes() throws IOException, InterruptedException {
    Path pipe = folder.resolve("a.toml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", Texts.eql(1, "process where"));
      assertThat(editor.diagnostics("a.toml")).isNotEmpty();

      editor.close("a.toml");

      assertThat(editor.diagnostics("a.toml")).isEmpty();
    }
  }

  @Test
  void forgetsFoldersThatAreRemoved() {
    try (Editor editor = Editor.in(folder)) {
      editor.file("other/sigrun.toml", "rules = [\"rules\"]\n");
      editor.file("other/rules/a.toml", Texts.eql(1, "process where"));
      WorkspaceFolder other = new WorkspaceFolder(editor.uri("other"), "other");
      WorkspaceFoldersChangeEvent added =
          new WorkspaceFoldersChangeEvent(List.of(other), List.of());
      editor
          .server()
          .getWorkspaceService()
          .didChangeWorkspaceFolders(new DidChangeWorkspaceFoldersParams(added));
      assertThat(editor.diagnostics("other/rules/a.toml")).isNotEmpty();

      WorkspaceFoldersChangeEvent removed =
          new WorkspaceFoldersChangeEvent(List.of(), List.of(other));
      editor
          .server()
          .getWorkspaceService()
          .didChangeWorkspaceFolders(new DidChangeWorkspaceFoldersParams(removed));
      assertThat(editor.diagnostics("other/rules/a.toml")).isEmpty();
    }
  }

  @Test
  void checksFilesThatOtherProgramsChange() {
    try (Editor editor = Editor.in(folder)) {
      editor.file("sigrun.toml", "rules = [\"rules\"]\n");
      editor.file("rules/a.toml", Texts.eql(1, "process where true"));
      editor.file("rules/b.toml", Texts.eql(2, "process where process.name == \"b\""));
      editor.open("rules/b.toml", Texts.eql(2, "process where process.name == \"b\""));
      assertThat(editor.diagnostics("rules/c.toml")).isEmpty();

      editor.file("rules/c.toml", Texts.eql(2, "process where process.name == \"b\""));
      editor.changed("rules/c.toml", FileChangeType.Created);
      assertThat(editor.diagnostics("rules/c.toml"))
          .extracting(report -> report.getCode().getLeft())
          .contains("RUL111");

      editor.file("rules/c.toml", Texts.eql(3, "process where"));
      editor.changed("rules/c.toml", FileChangeType.Changed);
      assertThat(editor.diagnostics("rules/c.toml"))
          .extracting(report -> report.getCode().getLeft())
          .doesNotContain("RUL111")
          .isNotEmpty();

      assertThat(editor.file("rules/c.toml", "").toFile().delete()).isTrue();
      editor.changed("rules/c.toml", FileChangeType.Deleted);
      assertThat(editor.diagnostics("rules/c.toml")).isEmpty();
      assertThat(editor.log()).isEmpty();
    }
  }

  /** Not every editor reports changes of files. */
  @Test
  void readsAFolderAgainAfterItsLastDocumentWasClosed() {
    try (Editor editor = Editor.in(folder)) {
      editor.file("a.toml", Texts.eql(1, "process where true"));
      editor.open("b.toml", Texts.eql(1, "process where process.name == \"a\""));
      assertThat(editor.diagnostics("b.toml"))
          .extracting(report -> report.getCode().getLeft())
          .contains("RUL111");
      editor.close("b.toml");
      assertThat(editor.diagnostics("b.toml")).isEmpty();
      editor.file("a.toml", Texts.eql(2, "process where true"));

      editor.open("b.toml", Texts.eql(1, "process where process.name == \"a\""));

      assertThat(editor.diagnostics("b.toml"))
          .extracting(report -> report.getCode().getLeft())
          .doesNotContain("RUL111");
    }
  }
}
