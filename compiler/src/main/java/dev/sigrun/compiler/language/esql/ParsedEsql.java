package dev.sigrun.compiler.language.esql;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.syntax.EsqlPrinter;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** A query in ES|QL. */
record ParsedEsql(EsqlQuery query) implements ParsedQuery {
  private static final DiagnosticKind NOT_RUN =
      DiagnosticKind.unsupported(
          "ESQL100", "ES|QL", "ES|QL rules are checked and exported, but cannot be run yet.");

  @Override
  public Record tree() {
    return query;
  }

  @Override
  public String print() {
    return EsqlPrinter.print(query);
  }

  /** Checks the query. What it means cannot be said yet: rows have no form beside predicates. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    EsqlAnalyzer.check(query, context, sink);
    if (!sink.hasErrorsSince(checkpoint)) {
      SourceText text = query.origin().source();
      sink.report(NOT_RUN, text, text.whole());
    }
    return Optional.empty();
  }
}
