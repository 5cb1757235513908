package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;
import java.util.Set;

/**
 * Searches in the index: KQL, MATCH and ':'. They are about events as they are stored, so they
 * cannot follow commands that change rows.
 */
final class Searches {
  private static final DiagnosticKind TOO_LATE =
      DiagnosticKind.error(
          "ESQL054", "'%s' searches events as they are stored and cannot be used after %s.");
  private static final DiagnosticKind NOT_A_FIELD =
      DiagnosticKind.error(
          "ESQL055", "'%s' searches a field of events, and '%s' is computed. Write '==' or LIKE.");
  private static final DiagnosticKind NOT_CONSTANT =
      DiagnosticKind.error("ESQL056", "'%s' takes a text in double quotes, found %s.");

  /** Commands behind which a query in KQL is still about events. */
  private static final Set<String> NEUTRAL = Set.of("WHERE", "SORT");

  /** Commands behind which a field can no longer be searched. */
  private static final Set<String> CUTTING = Set.of("LIMIT", "STATS");

  private final IndexFields fields;
  private final EsqlReports reports;
  private Optional<String> beforeQuery = Optional.empty();
  private Optional<String> beforeMatch = Optional.empty();

  Searches(IndexFields fields, EsqlReports reports) {
    this.fields = fields;
    this.reports = reports;
  }

  /** Notes that a command has passed. */
  void passed(String command) {
    if (beforeQuery.isEmpty() && !NEUTRAL.contains(command)) {
      beforeQuery = Optional.of(command);
    }
    if (beforeMatch.isEmpty() && CUTTING.contains(command)) {
      beforeMatch = Optional.of(command);
    }
  }

  /** A call of a function that searches. */
  void call(EsqlExpression.Call call, EsqlFunction function, Columns columns) {
    EsqlExpression first = call.arguments().get(0);
    boolean isQuery = function.name().equals("KQL") || function.name().equals("QSTR");
    if (!isQuery) {
      field(function.name(), first, call.origin(), columns);
      return;
    }
    if (beforeQuery.isPresent()) {
      reports.error(TOO_LATE, call.origin(), function.name(), beforeQuery.get());
    } else if (!(first instanceof StringLiteral text)) {
      String found = ExpressionTypes.excerpt(first);
      reports.error(NOT_CONSTANT, first.origin(), function.name(), found);
    } else if (function.name().equals("KQL")) {
      KqlTexts.analyze(text, fields.resolver(), reports.sink());
    }
  }

  /** A search in one field. */
  void field(String name, EsqlExpression field, Origin origin, Columns columns) {
    EsqlExpression searched = field instanceof EsqlExpression.Cast cast ? cast.value() : field;
    Optional<ColumnInfo> column =
        searched instanceof Column named ? columns.find(named) : Optional.empty();
    if (searched instanceof Column && column.isEmpty()) {
      // Reported as an unknown column.
      return;
    }
    if (beforeMatch.isPresent()) {
      reports.error(TOO_LATE, origin, name, beforeMatch.get());
      return;
    }
    boolean isField = column.filter(found -> found.kind() == ColumnInfo.Kind.FIELD).isPresent();
    if (!isField) {
      reports.error(NOT_A_FIELD, field.origin(), name, searched.origin().text());
    }
  }
}
