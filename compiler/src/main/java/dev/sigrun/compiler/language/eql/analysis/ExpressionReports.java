package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import java.util.Locale;
import java.util.Optional;

/** Reports about expressions, and what they call the expressions that they are about. */
final class ExpressionReports {
  private static final DiagnosticKind NOT_A_STRING =
      DiagnosticKind.error("EQL112", "Operator '%s' compares strings, found %s. Use '==' or 'in'.");

  private final DiagnosticSink sink;

  ExpressionReports(DiagnosticSink sink) {
    this.sink = sink;
  }

  void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  /** Reports an error, for which there is no expression. */
  Optional<Expression> fail(DiagnosticKind kind, Origin origin, Object... arguments) {
    report(kind, origin, arguments);
    return Optional.empty();
  }

  /** Whether the operand of an operator is a string, or null; reported if it is not. */
  boolean isString(String symbol, EqlExpression written, Expression operand) {
    boolean is = operand.type() == Type.STRING || operand.type() == Type.NULL;
    if (!is) {
      report(NOT_A_STRING, written.origin(), symbol, describe(operand));
    }
    return is;
  }

  /** The type of a field, or that of a computed value. */
  static String typeName(Expression expression) {
    return expression instanceof Expression.FieldValue value
        ? value.field().type().label()
        : expression.type().name().toLowerCase(Locale.ROOT);
  }

  /** The kind of an expression, with its article. */
  static String describe(Expression expression) {
    if (expression instanceof Expression.FieldValue value) {
      return "the " + value.field().type().label() + " field '" + value.field().name() + "'";
    }
    return switch (expression.type()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case DATE -> "a date";
      case IP -> "an address";
      case NULL -> "null";
    };
  }

  /** The message with a full stop at its end. */
  static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
