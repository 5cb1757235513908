package dev.sigrun.compiler.language.esql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.rows.EsqlGroups;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.language.esql.rows.EventSources;
import dev.sigrun.compiler.language.esql.syntax.EsqlPrinter;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** A query in ES|QL. */
record ParsedEsql(EsqlQuery query) implements ParsedQuery {
  @Override
  public Record tree() {
    return query;
  }

  @Override
  public String print() {
    return EsqlPrinter.print(query);
  }

  /** Events of which a row stays, or groups of rows. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<EventRows> rows =
        EsqlAnalyzer.check(query, context, sink)
            .flatMap(fields -> EsqlRows.of(query, fields, context, sink));
    rows.ifPresent(found -> EsqlRows.checkPoints(query, found, sink));
    return rows.filter(found -> !sink.hasErrorsSince(checkpoint))
        .flatMap(found -> meaning(found, context, sink));
  }

  private Optional<Query> meaning(EventRows rows, QueryContext context, DiagnosticSink sink) {
    Origin origin = query.origin();
    int checkpoint = sink.checkpoint();
    // Without a rule, the user has chosen the events.
    Optional<Predicate> sources =
        context.runs().flatMap(runs -> EventSources.of(query.from(), sink));
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    return rows.pipeline().isByEvent()
        ? Optional.of(
            new Query.SingleEvent(origin, EsqlRows.events(origin, sources, rows), List.of()))
        : EsqlGroups.of(origin, sources, rows, context.runs(), sink).map(Query.class::cast);
  }
}
