package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import java.util.List;
import org.eclipse.lsp4j.FoldingRange;

/** The parts of a file that can be folded. */
public final class Foldings {
  private Foldings() {}

  /** All parts of more than one line. */
  public static List<FoldingRange> of(Document document) {
    SourceText text = document.text();
    return document.outline().blocks().stream()
        .map(block -> range(text, block))
        .filter(range -> range.getStartLine() < range.getEndLine())
        .distinct()
        .toList();
  }

  private static FoldingRange range(SourceText text, Span block) {
    return new FoldingRange(
        Places.position(text, block.start()).getLine(),
        Places.position(text, block.end()).getLine());
  }
}
