package dev.sigrun.compiler.language.eql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlPrinter;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import java.util.Optional;
import java.util.Set;

/** A query in EQL. */
record ParsedEql(EqlQuery query) implements ParsedQuery {
  @Override
  public Record tree() {
    return (Record) query;
  }

  @Override
  public String print() {
    return EqlPrinter.print(query);
  }

  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    return EqlAnalyzer.analyze(query, context.fields(), context.categoryField(), sink);
  }

  @Override
  public Set<String> optionalFields() {
    return OptionalFields.of(query);
  }
}
