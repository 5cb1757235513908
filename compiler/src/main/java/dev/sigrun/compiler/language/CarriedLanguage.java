package dev.sigrun.compiler.language;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/**
 * A language whose queries are carried as they are written, but not understood.
 *
 * @param id the word by which rules name it
 * @param unsupported what is reported about each of its queries
 */
public record CarriedLanguage(String id, DiagnosticKind unsupported) implements Language {
  /** Elastic's piped query language. */
  public static final CarriedLanguage ESQL =
      new CarriedLanguage(
          "esql", DiagnosticKind.unsupported("ANA001", "ES|QL", "ES|QL is not supported."));

  /** Lucene's query syntax. */
  public static final CarriedLanguage LUCENE =
      new CarriedLanguage(
          "lucene",
          DiagnosticKind.unsupported(
              "ANA003", "Lucene", "Lucene queries are not supported. Write the query in KQL."));

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    sink.report(unsupported, text, text.whole());
    return Optional.empty();
  }
}
