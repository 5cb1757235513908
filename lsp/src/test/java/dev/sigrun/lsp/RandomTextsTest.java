package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.ImplementationParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every question has an answer, whatever has become of a rule and wherever the question is. */
class RandomTextsTest {
  private static final String[] PARTS = {
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "\n",
    "\r",
    "[",
    "]",
    "(",
    "=",
    ":",
    "|",
    "- ",
    " ",
    "😀",
    "\ud83d",
    "\t",
    "process.name",
    "//",
    "/*",
    "\\",
    "#",
    "{",
    ",",
    "where",
    "\u0000"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"a.toml,1", "a.toml,2", "a.yml,3", "a.test.toml,4", "sigrun.toml,5"})
  void haveAnswers(String name, long seed) {
    Random random = new Random(seed);
    String text =
        name.endsWith(".yml")
            ? "title: A\nlogsource:\n  product: windows\ndetection:\n  sel:\n    Image|endswith:"
                + " 'a'\n  condition: sel\ntags:\n  - attack.t1059\nlevel: low\n"
            : Texts.eql(1, "process where process.nme == \"a\" and cidrMatch(source.ip, \"::1\")");
    try (Editor editor = Editor.in(folder)) {
      editor.open(name, text);
      TextDocumentService server = editor.server().getTextDocumentService();
      TextDocumentIdentifier document = editor.document(name);
      for (int i = 0; i < 60; i++) {
        text = changed(i % 10 == 0 ? Texts.eql(i, "any where true") + text : text, random);
        text = text.substring(0, Math.min(text.length(), 2_000));
        editor.type(name, text);
        Position place = new Position(random.nextInt(20), random.nextInt(90));
        Range range = new Range(new Position(0, 0), new Position(Integer.MAX_VALUE, 0));
        List<CompletableFuture<?>> answers =
            List.of(
                server.hover(new HoverParams(document, place)),
                server.completion(new CompletionParams(document, place)),
                server.definition(new DefinitionParams(document, place)),
                server.implementation(new ImplementationParams(document, place)),
                server.prepareRename(new PrepareRenameParams(document, place)),
                server.semanticTokensFull(new SemanticTokensParams(document)),
                server.foldingRange(new FoldingRangeRequestParams(document)),
                server.codeLens(new CodeLensParams(document)),
                server.formatting(
                    new DocumentFormattingParams(document, new FormattingOptions(2, true))),
                server.codeAction(
                    new CodeActionParams(document, range, new CodeActionContext(List.of()))));
        answers.forEach(Editor::get);
      }
      assertThat(editor.log()).isEmpty();
    }
  }

  private static String changed(String text, Random random) {
    int start = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), start + random.nextInt(4));
    return text.substring(0, start) + PARTS[random.nextInt(PARTS.length)] + text.substring(end);
  }
}
