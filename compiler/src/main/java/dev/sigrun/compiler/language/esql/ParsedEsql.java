package dev.sigrun.compiler.language.esql;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.language.esql.syntax.EsqlPrinter;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/** A query in ES|QL. */
record ParsedEsql(EsqlQuery query) implements ParsedQuery {
  private static final DiagnosticKind STATS =
      DiagnosticKind.unsupported(
          "ESQL100",
          "ES|QL",
          "ES|QL rules that aggregate events with %s are checked and exported, but cannot be run"
              + " yet.");
  private static final DiagnosticKind POINT =
      DiagnosticKind.unsupported(
          "ESQL117", "ES|QL points", "The points of '%s' cannot be read from events.");

  @Override
  public Record tree() {
    return query;
  }

  @Override
  public String print() {
    return EsqlPrinter.print(query);
  }

  /** Events of which a row stays; queries that aggregate events cannot be run yet. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<EventRows> rows =
        EsqlAnalyzer.check(query, context, sink)
            .flatMap(fields -> EsqlRows.of(query, fields, context, sink));
    rows.ifPresent(found -> check(found, sink));
    return rows.filter(found -> !sink.hasErrorsSince(checkpoint))
        .map(
            found ->
                new Query.SingleEvent(
                    query.origin(), EsqlRows.events(query.origin(), found), List.of()));
  }

  private void check(EventRows rows, DiagnosticSink sink) {
    for (RowStep step : rows.pipeline().steps()) {
      if (step instanceof RowStep.Group group) {
        String name = group.inline() ? "INLINE STATS" : "STATS";
        sink.report(STATS, step.origin().source(), step.origin().span(), name);
        return;
      }
    }
    for (Field field : rows.usedFields()) {
      if (field.type() == ValueType.OBJECT) {
        SourceText text = query.origin().source();
        sink.report(POINT, text, text.whole(), field.name());
      }
    }
  }
}
