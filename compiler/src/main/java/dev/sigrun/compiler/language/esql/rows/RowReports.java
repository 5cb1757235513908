package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.row.Parameter;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.source.Origin;
import java.util.List;

/** Reports about what is checked but cannot be run. */
final class RowReports {
  private static final DiagnosticKind FUNCTION =
      DiagnosticKind.unsupported(
          "ESQL110", "ES|QL function", "The function %s is checked and exported, but not run.");
  private static final DiagnosticKind TYPE =
      DiagnosticKind.unsupported(
          "ESQL111", "ES|QL type", "Rules cannot compute with %s: the type of its values is %s.");
  private static final DiagnosticKind NOT_CONSTANT =
      DiagnosticKind.unsupported(
          "ESQL112", "ES|QL computed pattern", "Here %s has to be a constant for a rule to run.");
  private static final DiagnosticKind OPTION =
      DiagnosticKind.unsupported(
          "ESQL113", "ES|QL search option", "The option '%s' of a search is not run.");

  private final DiagnosticSink sink;

  RowReports(DiagnosticSink sink) {
    this.sink = sink;
  }

  RowExpression function(Origin origin, String name) {
    return refuse(FUNCTION, origin, name);
  }

  RowExpression type(Origin origin, String subject, String type) {
    return refuse(TYPE, origin, subject, type);
  }

  /** Reports values of a type that does not fit where they are. */
  RowExpression type(RowExpression expression) {
    return type(
        expression.origin(), Excerpt.of(expression.origin().text()), expression.type().label());
  }

  /** Reports an argument that a function does not take. */
  RowExpression argument(Parameter parameter, RowExpression argument) {
    return switch (parameter) {
      case SPAN -> notConstant(argument.origin(), "the span of time");
      case PATTERN -> notConstant(argument.origin(), "the regular expression");
      case ANY,
          ORDERED,
          SAME,
          SAME_ORDERED,
          SAME_NUMBER,
          TEXT,
          NUMBER,
          DOUBLE,
          DATE,
          TIME,
          IP,
          POINT ->
          type(argument);
    };
  }

  RowExpression notConstant(Origin origin, String subject) {
    return refuse(NOT_CONSTANT, origin, subject);
  }

  RowExpression option(Origin origin, String name) {
    return refuse(OPTION, origin, name);
  }

  /** Answers null in place of what is refused. */
  RowExpression refuse(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
    return new RowExpression.Constant(origin, RowType.NULL, List.of());
  }
}
