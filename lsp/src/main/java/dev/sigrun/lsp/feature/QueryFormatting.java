package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.outline.Outline;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.TextEdit;

/**
 * Formats the queries of a rule file. The rest of the file, and queries in strings with escapes,
 * stay as they are. So does a query that would mean something else: its tree is compared.
 */
public final class QueryFormatting {
  private QueryFormatting() {}

  /** The edits, one for each query that changes. */
  public static List<TextEdit> of(Document document) {
    SourceText text = document.text();
    Outline outline = document.outline();
    List<TextEdit> edits = new ArrayList<>();
    for (Outline.Entry entry : outline.entries()) {
      if (!QueryPlace.hasEscapes(text.text(entry.value()))) {
        QueryPlace.of(entry, outline, text.content())
            .flatMap(query -> edit(document, query))
            .ifPresent(edits::add);
      }
    }
    return edits;
  }

  private static Optional<TextEdit> edit(Document document, QueryPlace query) {
    String written = document.text().text(query.query());
    int start = query.query().start() + written.length() - written.stripLeading().length();
    int end = query.query().end() - (written.length() - written.stripTrailing().length());
    if (start >= end) {
      return Optional.empty();
    }
    Span span = new Span(start, end);
    String before = document.text().text(span);
    String lineBreak = before.contains("\r\n") ? "\r\n" : "\n";
    String after = QueryLayout.of(before, query.language()).replace("\n", lineBreak);
    Optional<Language> language = document.project().options().languages().byId(query.language());
    boolean same =
        language.isPresent()
            && tree(before, language.get()).isPresent()
            && tree(before, language.get()).equals(tree(after, language.get()));
    return same && !after.equals(before)
        ? Optional.of(new TextEdit(Places.range(document.text(), span), after))
        : Optional.empty();
  }

  private static Optional<Record> tree(String query, Language language) {
    return language
        .parse(SourceText.of("query", query), new DiagnosticSink())
        .map(ParsedQuery::tree);
  }
}
