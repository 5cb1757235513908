package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** Queries in KQL that are constants of a query in ES|QL. */
public final class KqlTexts {
  private KqlTexts() {}

  /** The meaning of a query; empty if an error was reported, at its place inside the text. */
  public static Optional<Predicate> analyze(
      StringLiteral text, FieldResolver fields, DiagnosticSink sink) {
    return KqlParser.parse(embedded(text), sink)
        .flatMap(query -> KqlAnalyzer.analyze(query, fields, sink));
  }

  /** The content of a text, so that reports about it point into the query. */
  private static SourceText embedded(StringLiteral literal) {
    String written = literal.origin().text();
    int start = literal.origin().span().start();
    Embedding.Builder places = new Embedding.Builder();
    int quotes = written.startsWith("\"\"\"") ? 3 : 1;
    int end = written.length() - quotes;
    for (int i = quotes; i < end; i++) {
      if (quotes == 1 && written.charAt(i) == '\\') {
        places.addEscaped(start + i, start + i + 2);
        i++;
      } else {
        places.addPlain(start + i, start + i + 1);
      }
    }
    return literal.origin().source().embed(literal.value(), places.build(start + end));
  }
}
