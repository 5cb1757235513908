package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Arithmetic;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Comparison;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.language.syntax.Excerpt;
import java.util.List;
import java.util.Optional;

/**
 * Finds the type of each expression and reports those that do not fit. What was reported has a type
 * that fits everywhere, so that a mistake is reported once.
 */
final class ExpressionTypes implements EsqlExpression.Visitor<EsqlType> {
  private static final DiagnosticKind UNKNOWN_COLUMN =
      DiagnosticKind.error("ESQL030", "Unknown column '%s'.%s");
  private static final DiagnosticKind METADATA_NOT_ASKED =
      DiagnosticKind.error(
          "ESQL031", "There is no column '%s' unless the query asks for it: FROM ... METADATA %s.");
  private static final DiagnosticKind NOT_BOOLEAN =
      DiagnosticKind.error("ESQL032", "Expected a condition, found %s of type %s.");
  private static final DiagnosticKind NOT_COMPARABLE =
      DiagnosticKind.error("ESQL033", "Cannot compare %s of type %s with %s of type %s.%s");
  private static final DiagnosticKind COMPARED_WITH_NULL =
      DiagnosticKind.error(
          "ESQL034", "A comparison with null is never true. Write 'IS NULL' or 'IS NOT NULL'.");
  private static final DiagnosticKind NOT_A_STRING =
      DiagnosticKind.error("ESQL035", "Operator '%s' takes a string, found %s of type %s.");
  private static final DiagnosticKind NOT_AGGREGATED =
      DiagnosticKind.error(
          "ESQL037",
          "The column '%s' is neither aggregated nor a key. Use it in an aggregate, such as"
              + " VALUES(%s), or after 'BY'.");
  private static final DiagnosticKind UNORDERED =
      DiagnosticKind.error("ESQL038", "Values of type %s have no order: use '==' or '!='.");

  private final Columns columns;
  private final EsqlReports reports;
  private final Constants constants;
  private final ComparisonLints lints;
  private final CallTypes calls;
  private final ArithmeticTypes arithmetics;
  private final Searches searches;
  private final Place place;

  ExpressionTypes(Columns columns, EsqlReports reports, Searches searches, Place place) {
    this.columns = columns;
    this.reports = reports;
    this.searches = searches;
    this.place = place;
    this.constants = new Constants(reports);
    this.lints = new ComparisonLints(columns, reports);
    this.arithmetics = new ArithmeticTypes(this, reports, constants);
    this.calls = new CallTypes(this, columns, reports, constants, searches, place);
  }

  /** The same at another place of the query. */
  ExpressionTypes at(Place other) {
    return new ExpressionTypes(columns, reports, searches, other);
  }

  EsqlType of(EsqlExpression expression) {
    Optional<EsqlType> key = place.keyType(expression);
    return key.isPresent() ? key.get() : expression.accept(this);
  }

  /** Checks a condition. */
  void condition(EsqlExpression condition) {
    EsqlType type = of(condition);
    if (type != EsqlType.BOOLEAN && !type.isOpen()) {
      reports.error(NOT_BOOLEAN, condition.origin(), excerpt(condition), type.label());
    }
    settle(condition, EsqlType.BOOLEAN);
  }

  /** Settles the type of a field that no schema describes. */
  void settle(EsqlExpression expression, EsqlType type) {
    if (expression instanceof Column column) {
      columns.settle(column, type);
    }
  }

  /** Reports that there is no such column. */
  EsqlType unknownColumn(Column column) {
    if (reports.isFull()) {
      return EsqlType.ANY;
    }
    String name = column.name();
    return Metadata.isName(name)
        ? reports.error(METADATA_NOT_ASKED, column.origin(), name, name)
        : reports.error(UNKNOWN_COLUMN, column.origin(), name, columns.didYouMean(name));
  }

  @Override
  public EsqlType visitOr(EsqlExpression.Or or) {
    or.terms().forEach(this::condition);
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitAnd(EsqlExpression.And and) {
    and.terms().forEach(this::condition);
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitNot(EsqlExpression.Not not) {
    condition(not.operand());
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitComparison(Comparison comparison) {
    EsqlExpression left = comparison.left();
    EsqlExpression right = comparison.right();
    EsqlType type = compare(left, of(left), right);
    boolean isEquality =
        comparison.operator() == Comparison.Operator.EQUAL
            || comparison.operator() == Comparison.Operator.NOT_EQUAL;
    if (!isEquality && type == EsqlType.BOOLEAN) {
      reports.error(UNORDERED, comparison.origin(), type.label());
    }
    lints.check(comparison);
    return EsqlType.BOOLEAN;
  }

  /** Checks that two values can be compared; answers the type of the first. */
  private EsqlType compare(EsqlExpression left, EsqlType leftType, EsqlExpression right) {
    EsqlType rightType = of(right);
    if (left instanceof EsqlExpression.NullLiteral || right instanceof EsqlExpression.NullLiteral) {
      boolean isLeft = left instanceof EsqlExpression.NullLiteral;
      return reports.error(COMPARED_WITH_NULL, (isLeft ? left : right).origin());
    }
    if (right instanceof StringLiteral text && leftType.isReadFromText()) {
      constants.readAs(text, leftType);
      return leftType;
    }
    if (left instanceof StringLiteral text && rightType.isReadFromText()) {
      constants.readAs(text, rightType);
      return rightType;
    }
    if (!leftType.comparesWith(rightType)) {
      return reports.error(
          NOT_COMPARABLE,
          left.origin().to(right.origin()),
          excerpt(left),
          leftType.label(),
          excerpt(right),
          rightType.label(),
          hint(left, leftType, right, rightType));
    }
    // A text constant can be read as many types, so it settles nothing.
    if (!(right instanceof StringLiteral)) {
      settle(left, rightType.isWhole() ? EsqlType.NUMBER : rightType);
    }
    if (!(left instanceof StringLiteral)) {
      settle(right, leftType.isWhole() ? EsqlType.NUMBER : leftType);
    }
    return leftType;
  }

  private static String hint(
      EsqlExpression left, EsqlType leftType, EsqlExpression right, EsqlType rightType) {
    if (leftType.isString() && right instanceof EsqlExpression.NumberLiteral number) {
      return " Write '\"" + number.value() + "\"' or convert the column with '::long'.";
    }
    if (leftType.isNumber() && right instanceof StringLiteral) {
      return " Write the number without quotes.";
    }
    boolean isColumn = left instanceof Column && right instanceof Column;
    return isColumn && (leftType.isString() || rightType.isString())
        ? " Convert one of them with '::string'."
        : "";
  }

  @Override
  public EsqlType visitArithmetic(Arithmetic arithmetic) {
    return arithmetics.of(arithmetic);
  }

  @Override
  public EsqlType visitSign(EsqlExpression.Sign sign) {
    return arithmetics.of(sign);
  }

  @Override
  public EsqlType visitIsNull(EsqlExpression.IsNull test) {
    of(test.value());
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitIn(EsqlExpression.In in) {
    EsqlType type = of(in.value());
    for (EsqlExpression element : in.list()) {
      if (!(element instanceof EsqlExpression.NullLiteral)) {
        compare(in.value(), type, element);
      }
    }
    lints.check(in);
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitLike(EsqlExpression.Like like) {
    EsqlType type = of(like.value());
    if (!type.isString() && !type.isOpen()) {
      String operator = like.regex() ? "RLIKE" : "LIKE";
      reports.error(
          NOT_A_STRING, like.value().origin(), operator, excerpt(like.value()), type.label());
    }
    settle(like.value(), EsqlType.KEYWORD);
    like.patterns().forEach(pattern -> constants.pattern(like, pattern));
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitMatch(EsqlExpression.Match match) {
    of(match.field());
    searches.field(":", match.field(), match.origin(), columns);
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitCast(EsqlExpression.Cast cast) {
    return calls.cast(cast);
  }

  @Override
  public EsqlType visitCall(EsqlExpression.Call call) {
    return calls.of(call);
  }

  @Override
  public EsqlType visitStar(EsqlExpression.Star star) {
    return EsqlType.ANY;
  }

  @Override
  public EsqlType visitColumn(Column column) {
    Optional<ColumnInfo> found = columns.find(column);
    if (found.isEmpty()) {
      return unknownColumn(column);
    }
    return place.needsAggregates()
        ? reports.error(NOT_AGGREGATED, column.origin(), column.name(), column.name())
        : found.get().type();
  }

  @Override
  public EsqlType visitString(StringLiteral literal) {
    return EsqlType.KEYWORD;
  }

  @Override
  public EsqlType visitNumber(EsqlExpression.NumberLiteral literal) {
    if (literal.value() instanceof Integer) {
      return EsqlType.INTEGER;
    }
    return literal.value() instanceof Long ? EsqlType.LONG : EsqlType.DOUBLE;
  }

  @Override
  public EsqlType visitBoolean(EsqlExpression.BooleanLiteral literal) {
    return EsqlType.BOOLEAN;
  }

  @Override
  public EsqlType visitNull(EsqlExpression.NullLiteral literal) {
    return EsqlType.NULL;
  }

  @Override
  public EsqlType visitSpan(EsqlExpression.SpanLiteral literal) {
    return EsqlType.SPAN;
  }

  @Override
  public EsqlType visitList(EsqlExpression.ListLiteral literal) {
    List<EsqlType> types = literal.elements().stream().map(this::of).toList();
    return types.stream().reduce((a, b) -> a.unified(b).orElse(EsqlType.ANY)).orElse(EsqlType.NULL);
  }

  @Override
  public EsqlType visitMap(EsqlExpression.MapLiteral literal) {
    return EsqlType.ANY;
  }

  static String excerpt(EsqlExpression expression) {
    return Excerpt.of(expression.origin().text());
  }
}
