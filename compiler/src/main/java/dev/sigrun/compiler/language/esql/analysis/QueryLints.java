package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/** Warns of queries that as rules alert again and again, or about arbitrary rows. */
final class QueryLints {
  private static final DiagnosticKind NO_ID =
      DiagnosticKind.warning(
          "ESQL064",
          "Without the column _id, Kibana alerts again about the same event in each run that sees"
              + " it. Add 'METADATA _id, _index, _version'.");
  private static final DiagnosticKind ID_DROPPED =
      DiagnosticKind.warning(
          "ESQL065",
          "This drops the column _id, without which Kibana alerts again about the same event in"
              + " each run that sees it. Keep it.");
  private static final DiagnosticKind ARBITRARY_LIMIT =
      DiagnosticKind.warning(
          "ESQL063",
          "Without a SORT before it, LIMIT keeps any %s. The rows that stay may change.");

  private final EsqlQuery query;
  private final EsqlReports reports;
  private final Column id;
  private boolean hasId;
  private boolean isSorted;
  private boolean isAggregating;
  private Optional<Origin> dropped = Optional.empty();

  QueryLints(EsqlQuery query, EsqlReports reports) {
    this.query = query;
    this.reports = reports;
    this.id = new Column(query.from().origin(), Metadata.ID);
    this.hasId = query.from().metadata().contains(id);
  }

  /** Takes note of a command, after which there are these columns. */
  void passed(EsqlCommand command, Columns columns) {
    if (command instanceof EsqlCommand.Stats stats && !stats.inline()) {
      isAggregating = true;
      isSorted = false;
    }
    if (command instanceof EsqlCommand.Sort) {
      isSorted = true;
    }
    if (command instanceof EsqlCommand.Limit limit && !isSorted && limit.count() > 0) {
      String rows = limit.count() == 1 ? "row" : limit.count() + " rows";
      reports.warn(ARBITRARY_LIMIT, "", limit.origin(), rows);
    }
    if (hasId && columns.find(id).isEmpty()) {
      hasId = false;
      dropped = Optional.of(command.origin());
    }
  }

  /** Warns of what the whole query lacks. */
  void report() {
    if (isAggregating) {
      return;
    }
    if (dropped.isPresent()) {
      reports.warn(ID_DROPPED, "", dropped.get());
    } else if (!hasId) {
      reports.warn(NO_ID, "", query.from().origin());
    }
  }
}
