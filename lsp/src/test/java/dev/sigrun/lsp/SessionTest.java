package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.lsp.workspace.ProjectChoice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session from its beginning to its end. */
class SessionTest {
  private static final String INITIALIZE =
      message(
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\","
              + "\"params\":{\"capabilities\":{}}}");

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
        INITIALIZE
            + message("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\",\"params\":{}}")
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

    int exitCode = serve(text, out);

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

  private static String request(int id, String method) {
    return message(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{}}".formatted(id, method));
  }

  private static int serve(String text, ByteArrayOutputStream out) {
    return LanguageServerSession.serve(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        out,
        "test",
        ProjectChoice.NEAREST);
  }

  /**
   * A session begins with one request and ends with another; the protocol has errors for others.
   */
  @Test
  void answersInTheOrderOfTheProtocol() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        serve(
            request(1, "textDocument/hover")
                + request(2, "shutdown")
                + message("{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}")
                + INITIALIZE
                + request(3, "initialize")
                + request(4, "shutdown")
                + request(5, "shutdown")
                + request(6, "textDocument/hover")
                + message("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}"),
            out);

    String answers = out.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).isZero();
    assertThat(codes(answers, 1)).isEqualTo("-32002");
    assertThat(codes(answers, 2)).isEqualTo("-32002");
    assertThat(codes(answers, 3)).isEqualTo("-32600");
    assertThat(codes(answers, 4)).isEmpty();
    assertThat(codes(answers, 5)).isEqualTo("-32600");
    assertThat(codes(answers, 6)).isEqualTo("-32600");
  }

  /** The code of the error that a request was answered with; empty if it was answered. */
  private static String codes(String answers, int id) {
    Matcher matcher =
        Pattern.compile("\"id\":" + id + ",(?:\"result\"|\"error\":\\{\"code\":(-?[0-9]+))")
            .matcher(answers);
    assertThat(matcher.find()).as(answers).isTrue();
    return matcher.group(1) == null ? "" : matcher.group(1);
  }

  /** Nobody knows where such a message ends. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "", "9999999999", "999999999", "12 13", "0x10"})
  void endsAtOnceWithoutAUsableLength(String length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        serve(
            INITIALIZE + "Content-Length: " + length + "\r\n\r\n{}" + request(2, "shutdown"), out);

    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"code\":-32700", "must be a number of bytes")
        .doesNotContain("\"id\":2");
  }

  /** The commands read the variable, too. */
  @Test
  void anotherProjectFileCanBeNamed() throws IOException {
    Path named = Files.writeString(folder.resolve("other.toml"), "rules = \"rules\"\n");
    for (String choice : List.of(named.toString(), "none")) {
      try (Editor editor = Editor.in(folder, new ProjectChoice(Optional.of(choice)))) {
        editor.file("rules/a.toml", Texts.eql(1, "process where"));
        editor.file("sigrun.toml", "rules = [\"missing\"]\n");
        editor.open("b.toml", Texts.eql(2, "process where process.name == \"b\""));

        assertThat(editor.diagnostics("rules/a.toml").isEmpty()).isEqualTo(choice.equals("none"));
      }
    }
  }

  /** A list of rules that grows makes nothing else be compiled again. */
  @Test
  void aChangeOfTheProjectFileCompilesWhatItChanges() {
    try (Editor editor = Editor.in(folder)) {
      editor.file("sigrun.toml", "rules = [\"a.toml\"]\n");
      editor.file("a.toml", Texts.eql(1, "process where process.nme == \"a\""));
      editor.file("b.toml", Texts.eql(2, "process where process.nme == \"b\""));
      editor.open("sigrun.toml", "rules = [\"a.toml\"]\n");
      assertThat(editor.diagnostics("a.toml")).hasSize(1);
      assertThat(editor.diagnostics("b.toml")).isEmpty();
      // On the disk only, so that it would be seen if the rule was read again.
      editor.file("a.toml", Texts.eql(1, "process where process.name == \"a\""));

      editor.type("sigrun.toml", "rules = [\"a.toml\", \"b.toml\"]\n");
      assertThat(editor.diagnostics("a.toml")).hasSize(1);
      assertThat(editor.diagnostics("b.toml")).hasSize(1);

      editor.type("sigrun.toml", "rules = [\"b.toml\"]\n");
      assertThat(editor.diagnostics("a.toml")).isEmpty();

      editor.type("sigrun.toml", "rules = [\"b.toml\"]\nunknown_fields = \"unmapped\"\n");
      assertThat(editor.diagnostics("b.toml")).isNotEmpty();
    }
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
