package dev.sigrun.compiler.language.kql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlPrinter;
import dev.sigrun.compiler.language.kql.syntax.KqlQuery;
import java.util.List;
import java.util.Optional;

/** A query in KQL. */
record ParsedKql(KqlQuery query) implements ParsedQuery {
  @Override
  public Record tree() {
    return (Record) query;
  }

  @Override
  public String print() {
    return KqlPrinter.print(query);
  }

  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    return KqlAnalyzer.analyze(query, context.fields(), sink)
        .map(predicate -> new Query.SingleEvent(predicate.origin(), predicate, List.of()));
  }
}
