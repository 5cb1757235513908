package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.outline.Outline;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensLegend;

/**
 * The tokens of the queries in a rule file, which editors take for plain strings. Queries in
 * strings with escapes have none.
 */
public final class Colours {
  /** The kinds of tokens, by their numbers. */
  public static final SemanticTokensLegend LEGEND =
      new SemanticTokensLegend(
          Arrays.stream(QueryTokens.Kind.values()).map(QueryTokens.Kind::label).toList(),
          List.of());

  private Colours() {}

  /** The tokens of a document. */
  public static SemanticTokens of(Document document) {
    List<Integer> data = new ArrayList<>();
    Position before = new Position(0, 0);
    for (QueryTokens.Token token : tokens(document)) {
      Position start = Places.position(document.text(), token.span().start());
      boolean sameLine = start.getLine() == before.getLine();
      data.add(start.getLine() - before.getLine());
      data.add(sameLine ? start.getCharacter() - before.getCharacter() : start.getCharacter());
      data.add(token.span().end() - token.span().start());
      data.add(token.kind().ordinal());
      data.add(0);
      before = start;
    }
    return new SemanticTokens(data);
  }

  private static List<QueryTokens.Token> tokens(Document document) {
    SourceText text = document.text();
    Outline outline = document.outline();
    List<QueryTokens.Token> tokens = new ArrayList<>();
    for (Outline.Entry entry : outline.entries()) {
      if (!QueryPlace.hasEscapes(text.text(entry.value()))) {
        QueryPlace.of(entry, outline, text.content())
            .ifPresent(query -> tokens.addAll(QueryTokens.of(document, query)));
      }
    }
    return tokens;
  }
}
