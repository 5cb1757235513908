package dev.sigrun.compiler.language.lucene;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** Lucene's query syntax, whose queries are passed through unchanged, without analysis. */
public final class LuceneLanguage implements Language {
  private static final DiagnosticKind NOT_SUPPORTED =
      DiagnosticKind.unsupported(
          "ANA003", "Lucene", "Lucene queries are not supported. Write the query in KQL.");

  @Override
  public String id() {
    return "lucene";
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    sink.report(NOT_SUPPORTED, text, text.whole());
    return Optional.empty();
  }
}
