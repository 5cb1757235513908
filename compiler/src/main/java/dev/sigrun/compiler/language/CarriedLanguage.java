package dev.sigrun.compiler.language;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/**
 * A language whose queries are passed through unchanged, without analysis.
 *
 * @param id the word by which rules name it
 * @param unsupported the report about each of its queries
 */
public record CarriedLanguage(String id, DiagnosticKind unsupported) implements Language {
  private static final DiagnosticKind IN_LUCENE =
      DiagnosticKind.unsupported(
          "ANA003", "Lucene", "Lucene queries are not supported. Write the query in KQL.");

  /** Lucene's query syntax. */
  public static final CarriedLanguage LUCENE = new CarriedLanguage("lucene", IN_LUCENE);

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    sink.report(unsupported, text, text.whole());
    return Optional.empty();
  }
}
