package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of two thousand rules. */
class ManyRulesTest {
  private static final int RULES = 2_000;

  private static final String SIGMA =
      """
      title: Program %s Started
      id: 5638e7e2-0000-4000-8000-%012d
      status: test
      description: Finds a program.
      logsource:
        category: process_creation
        product: windows
      detection:
        sel:
          Image|endswith: '\\program%s.exe'
        condition: sel
      level: low
      """;

  @TempDir private Path folder;

  /** Typing in one rule gives reports about this rule only, and the others keep theirs. */
  @Test
  void typingInOneIsAboutThisOne() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(folder.resolve("sigrun.toml"), "rules = [\"rules\"]\n");
    for (int i = 0; i < RULES; i++) {
      boolean sigma = i % 4 == 0;
      Files.writeString(
          rules.resolve("rule%04d.%s".formatted(i, sigma ? "yml" : "toml")),
          sigma ? SIGMA.formatted(i, i, i) : text(i, i == 7 ? "process.nme" : "process.name"));
    }
    try (Editor editor = Editor.in(folder)) {
      assertThat(editor.allDiagnostics().keySet())
          .containsExactly(editor.uri("rules/rule0007.toml"));

      editor.open("rules/rule0001.toml", text(1, "process.name"));
      String query = "process.name == \"1\" or process.nme == \"x\"";
      int before = editor.published().size();
      for (int typed = 0; typed <= query.length(); typed++) {
        editor.type(
            "rules/rule0001.toml", Texts.eql(1, "process where " + query.substring(0, typed)));
        editor.diagnostics("rules/rule0001.toml");
      }

      assertThat(editor.diagnostics("rules/rule0001.toml")).hasSize(1);
      assertThat(editor.published().subList(before, editor.published().size()))
          .isNotEmpty()
          .containsOnly(editor.uri("rules/rule0001.toml"));
      assertThat(editor.diagnostics("rules/rule0007.toml")).hasSize(1);

      // The same identity as another one: the later of the two has the report.
      editor.type("rules/rule0001.toml", text(2, "process.name"));
      assertThat(editor.diagnostics("rules/rule0002.toml"))
          .extracting(report -> report.getCode().getLeft())
          .containsExactlyInAnyOrder("RUL111", "RUL112");
      assertThat(editor.log()).isEmpty();
    }
  }

  private static String text(int number, String field) {
    return Texts.eql(number, "process where %s == \"program%d\"".formatted(field, number));
  }
}
