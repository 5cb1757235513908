package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Comparisons of a value with a constant, and with the constants of a list. */
final class ComparisonAnalyzer {
  private static final DiagnosticKind FIELD_WITH_FIELD =
      DiagnosticKind.error(
          "EQL114",
          "'%s' compares two fields, which EQL does not support. Compare with a constant.");
  private static final DiagnosticKind MIXED_LIST =
      DiagnosticKind.error(
          "EQL115", "Element %s of the list must be %s like its left side, found %s.");
  private static final DiagnosticKind MISMATCH =
      DiagnosticKind.warning(
          "EQL150", "'%s' is of type %s, but is compared with %s. Elasticsearch may reject this.");
  private static final DiagnosticKind WILDCARD_IN_EQUALITY =
      DiagnosticKind.warning(
          "EQL151", "'%s' treats '*' as a plain character. Use ':' or 'like' for a wildcard.");

  private final ConstantFolder folder;
  private final ExpressionReports reports;
  private final Set<Span> plainStars = new HashSet<>();

  ComparisonAnalyzer(ConstantFolder folder, ExpressionReports reports) {
    this.folder = folder;
    this.reports = reports;
  }

  /** Texts at these places have stars that are not meant as wildcards. */
  void addPlainStars(Set<Span> places) {
    plainStars.addAll(places);
  }

  /** The comparison of what its sides are. */
  Optional<Expression> compare(
      EqlExpression.Comparison comparison, Expression left, Expression right) {
    boolean negated = comparison.operator() == EqlExpression.Comparison.Operator.NOT_EQUAL;
    Optional<Expression> test = compare(comparison, operator(comparison.operator()), left, right);
    return negated ? test.map(t -> folder.not(comparison.origin(), t)) : test;
  }

  private static Expression.Comparison.Operator operator(
      EqlExpression.Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> Expression.Comparison.Operator.EQUAL;
      case LESS -> Expression.Comparison.Operator.LESS;
      case LESS_OR_EQUAL -> Expression.Comparison.Operator.LESS_OR_EQUAL;
      case GREATER -> Expression.Comparison.Operator.GREATER;
      case GREATER_OR_EQUAL -> Expression.Comparison.Operator.GREATER_OR_EQUAL;
    };
  }

  private Optional<Expression> compare(
      EqlExpression.Comparison written,
      Expression.Comparison.Operator operator,
      Expression left,
      Expression right) {
    if (ConstantFolder.isConstant(left) && !ConstantFolder.isConstant(right)) {
      return compare(written, operator.flip(), right, left);
    }
    if (!ConstantFolder.isConstant(right)) {
      return reports.fail(FIELD_WITH_FIELD, written.origin(), written.operator().symbol());
    }
    Origin origin = written.origin();
    boolean equality = operator == Expression.Comparison.Operator.EQUAL;
    if (equality && (right instanceof Expression.Null || left instanceof Expression.Null)) {
      // Comparing with null is a question about presence, also after a field folded to null.
      Expression asked = right instanceof Expression.Null ? left : right;
      return Optional.of(folder.isNull(origin, asked));
    }
    if (equality
        && left.type() == Type.BOOLEAN
        && !(left instanceof Expression.FieldValue)
        && !ConstantFolder.isConstant(left)
        && right instanceof Expression.Constant constant
        && constant.value() instanceof Boolean value) {
      return Optional.of(value ? left : folder.not(origin, left));
    }
    warnAboutComparison(origin, operator, left, right);
    return folder.tryFold(new Expression.Comparison(origin, operator, left, right));
  }

  private void warnAboutComparison(
      Origin origin, Expression.Comparison.Operator operator, Expression left, Expression right) {
    if (right instanceof Expression.Constant constant && !ConstantFolder.isConstant(left)) {
      if (!comparable(left, constant)) {
        reports.report(
            MISMATCH,
            origin,
            left.origin().text(),
            ExpressionReports.typeName(left),
            ExpressionReports.describe(constant));
      }
      if (operator == Expression.Comparison.Operator.EQUAL
          && constant.value() instanceof String text) {
        warnAboutWildcard(constant.origin(), "==", text);
      }
    }
  }

  private void warnAboutWildcard(Origin origin, String operator, String text) {
    // A star at an end is nearly always meant as a wildcard; one inside may be a star of the data.
    boolean atEnd = text.length() > 2 && (text.startsWith("*") || text.endsWith("*"));
    if (atEnd && !plainStars.contains(origin.span())) {
      reports.report(WILDCARD_IN_EQUALITY, origin, operator);
    }
  }

  private static boolean comparable(Expression left, Expression.Constant right) {
    return switch (left.type()) {
      case STRING -> right.type() == Type.STRING;
      case NUMBER -> right.type() == Type.NUMBER;
      case BOOLEAN -> right.type() == Type.BOOLEAN;
      case DATE -> right.type() == Type.STRING || right.type() == Type.NUMBER;
      case IP -> right.type() == Type.STRING;
      case NULL -> true;
    };
  }

  /** Whether a value is in a list of constants; {@code in}'s own negation is not applied. */
  Optional<Expression> in(EqlExpression.In in, Expression value, List<Expression> elements) {
    String symbol = in.ignoringCase() ? "in~" : "in";
    if (in.ignoringCase() && !reports.isString(symbol, in.value(), value)) {
      return Optional.empty();
    }
    List<Expression.Constant> constants = new ArrayList<>();
    boolean complete = true;
    for (int i = 0; i < elements.size(); i++) {
      complete &= element(symbol, value, elements.get(i), i + 1, constants);
    }
    if (!complete) {
      return Optional.empty();
    }
    CaseSensitivity sensitivity =
        in.ignoringCase() ? CaseSensitivity.INSENSITIVE : CaseSensitivity.SENSITIVE;
    return Optional.of(
        constants.isEmpty()
            ? new Expression.Null(in.origin())
            : folder.fold(new Expression.In(in.origin(), value, constants, sensitivity)));
  }

  private boolean element(
      String symbol,
      Expression value,
      Expression element,
      int number,
      List<Expression.Constant> constants) {
    if (!ConstantFolder.isConstant(element)) {
      reports.report(FIELD_WITH_FIELD, element.origin(), symbol);
      return false;
    }
    if (element instanceof Expression.Constant constant) {
      if (value.type() != Type.NULL && !comparable(value, constant)) {
        reports.report(
            MIXED_LIST,
            element.origin(),
            String.valueOf(number),
            ExpressionReports.describe(value),
            ExpressionReports.describe(constant));
        return false;
      }
      if (constant.value() instanceof String text) {
        warnAboutWildcard(constant.origin(), symbol, text);
      }
      constants.add(constant);
    }
    return true;
  }
}
