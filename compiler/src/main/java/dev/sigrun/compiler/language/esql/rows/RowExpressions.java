package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.row.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns expressions about a row into those of the IR. */
final class RowExpressions implements EsqlExpression.Visitor<RowExpression> {
  private final RowReports reports;
  private final Function<String, Optional<Column>> columns;
  private final Function<EsqlExpression, Optional<RowExpression>> known;
  private final RowCalls calls;
  private final RowSearches searches;

  /**
   * Expressions at one place of a query.
   *
   * @param columns what names mean
   * @param known expressions that have a column of their own, as keys and aggregates have
   */
  RowExpressions(
      RowReports reports,
      RowSearches searches,
      Function<String, Optional<Column>> columns,
      Function<EsqlExpression, Optional<RowExpression>> known) {
    this.reports = reports;
    this.searches = searches;
    this.columns = columns;
    this.known = known;
    this.calls = new RowCalls(this, reports, searches);
  }

  RowExpression lower(EsqlExpression expression) {
    return known.apply(expression).orElseGet(() -> expression.accept(this));
  }

  List<RowExpression> lower(List<EsqlExpression> expressions) {
    return expressions.stream().map(this::lower).toList();
  }

  @Override
  public RowExpression visitOr(EsqlExpression.Or or) {
    return new RowExpression.Or(or.origin(), conditions(or.terms()));
  }

  @Override
  public RowExpression visitAnd(EsqlExpression.And and) {
    return new RowExpression.And(and.origin(), conditions(and.terms()));
  }

  private List<RowExpression> conditions(List<EsqlExpression> terms) {
    return terms.stream().map(this::condition).toList();
  }

  RowExpression condition(EsqlExpression expression) {
    return RowConstants.as(RowType.BOOLEAN, lower(expression));
  }

  @Override
  public RowExpression visitNot(EsqlExpression.Not not) {
    return new RowExpression.Not(not.origin(), condition(not.operand()));
  }

  private static RowExpression negatedIf(boolean negated, RowExpression condition) {
    return negated ? new RowExpression.Not(condition.origin(), condition) : condition;
  }

  @Override
  public RowExpression visitComparison(EsqlExpression.Comparison comparison) {
    RowExpression left = lower(comparison.left());
    RowExpression right = lower(comparison.right());
    RowType type = common(left, right);
    RowExpression a = RowConstants.as(type, left);
    RowExpression b = RowConstants.as(type, right);
    Origin origin = comparison.origin();
    return switch (comparison.operator()) {
      case EQUAL -> compare(origin, RowExpression.Operator.EQUAL, a, b);
      case NOT_EQUAL -> negatedIf(true, compare(origin, RowExpression.Operator.EQUAL, a, b));
      case LESS -> compare(origin, RowExpression.Operator.LESS, a, b);
      case LESS_OR_EQUAL -> compare(origin, RowExpression.Operator.LESS_OR_EQUAL, a, b);
      case GREATER -> compare(origin, RowExpression.Operator.LESS, b, a);
      case GREATER_OR_EQUAL -> compare(origin, RowExpression.Operator.LESS_OR_EQUAL, b, a);
    };
  }

  private static RowExpression compare(
      Origin origin, RowExpression.Operator operator, RowExpression a, RowExpression b) {
    return new RowExpression.Comparison(origin, operator, a, b);
  }

  /** The type in which two cells are compared; a constant text is read as the other side is. */
  static RowType common(RowExpression left, RowExpression right) {
    if (right instanceof RowExpression.Constant && right.type().isText()) {
      return left.type() == RowType.NULL ? right.type() : left.type();
    }
    if (left instanceof RowExpression.Constant && left.type().isText()) {
      return right.type() == RowType.NULL ? left.type() : right.type();
    }
    return left.type().common(right.type());
  }

  @Override
  public RowExpression visitArithmetic(EsqlExpression.Arithmetic arithmetic) {
    RowExpression left = lower(arithmetic.left());
    RowExpression right = lower(arithmetic.right());
    boolean minus = arithmetic.operator() == EsqlExpression.Arithmetic.Operator.SUBTRACT;
    if (left.type() == RowType.SPAN || right.type() == RowType.SPAN) {
      return moved(arithmetic.origin(), left, right, minus);
    }
    RowType type = left.type().common(right.type());
    RowFunction function =
        switch (arithmetic.operator()) {
          case ADD -> RowFunction.ADD;
          case SUBTRACT -> RowFunction.SUBTRACT;
          case MULTIPLY -> RowFunction.MULTIPLY;
          case DIVIDE -> RowFunction.DIVIDE;
          case MODULO -> RowFunction.MODULO;
        };
    return new RowExpression.Call(
        arithmetic.origin(),
        function,
        type,
        List.of(RowConstants.as(type, left), RowConstants.as(type, right)));
  }

  /** A date plus or minus a span, or two spans. */
  private RowExpression moved(
      Origin origin, RowExpression left, RowExpression right, boolean minus) {
    Optional<Span> first = RowConstants.span(left);
    Optional<Span> second = RowConstants.span(right).map(span -> minus ? span.negated() : span);
    if (first.isPresent() && second.isPresent()) {
      return RowConstants.of(origin, RowType.SPAN, first.get().plus(second.get()));
    }
    Optional<Span> span = first.or(() -> second);
    if (span.isEmpty()) {
      return reports.notConstant(origin, "the span of time");
    }
    RowExpression date = first.isPresent() ? right : left;
    RowType type = date.type().isDate() ? date.type() : RowType.DATE;
    return new RowExpression.Call(
        origin,
        RowFunction.PLUS_SPAN,
        type,
        List.of(RowConstants.as(type, date), RowConstants.of(origin, RowType.SPAN, span.get())));
  }

  @Override
  public RowExpression visitSign(EsqlExpression.Sign sign) {
    RowExpression operand = lower(sign.operand());
    if (!sign.minus()) {
      return operand;
    }
    Optional<RowExpression> constant =
        RowConstants.value(operand).flatMap(value -> negated(sign.origin(), value));
    return constant.orElseGet(
        () ->
            new RowExpression.Call(
                sign.origin(), RowFunction.NEGATE, operand.type(), List.of(operand)));
  }

  private static Optional<RowExpression> negated(Origin origin, Object value) {
    if (value instanceof Span span) {
      return Optional.of(RowConstants.of(origin, RowType.SPAN, span.negated()));
    }
    if (value instanceof Integer number && number != Integer.MIN_VALUE) {
      return Optional.of(RowConstants.of(origin, RowType.INTEGER, -number));
    }
    if (value instanceof Long number && number != Long.MIN_VALUE) {
      return Optional.of(
          number == -(long) Integer.MIN_VALUE
              ? RowConstants.of(origin, RowType.INTEGER, Integer.MIN_VALUE)
              : RowConstants.of(origin, RowType.LONG, -number));
    }
    return value instanceof Double number
        ? Optional.of(RowConstants.of(origin, RowType.DOUBLE, -number))
        : Optional.empty();
  }

  @Override
  public RowExpression visitIsNull(EsqlExpression.IsNull test) {
    return negatedIf(test.negated(), new RowExpression.IsNull(test.origin(), lower(test.value())));
  }

  @Override
  public RowExpression visitIn(EsqlExpression.In in) {
    RowExpression operand = lower(in.value());
    List<RowExpression> elements = lower(in.list());
    RowType type = operand.type();
    for (RowExpression element : elements) {
      boolean isText = element instanceof RowExpression.Constant && element.type().isText();
      type = isText && type != RowType.NULL ? type : type.common(element.type());
    }
    RowType common = type;
    return negatedIf(
        in.negated(),
        isOneOf(
            in.origin(),
            RowConstants.as(common, operand),
            elements.stream().map(element -> RowConstants.as(common, element)).toList()));
  }

  /** Constant addresses are blocks of one address each, which are found without a search. */
  private static RowExpression isOneOf(
      Origin origin, RowExpression operand, List<RowExpression> elements) {
    List<String> addresses =
        elements.stream()
            .flatMap(element -> RowConstants.value(element).stream())
            .filter(IpAddress.class::isInstance)
            .map(Object::toString)
            .toList();
    return operand.type() == RowType.IP && addresses.size() == elements.size()
        ? new RowExpression.InBlocks(origin, operand, addresses)
        : new RowExpression.In(origin, operand, elements);
  }

  @Override
  public RowExpression visitLike(EsqlExpression.Like like) {
    RowExpression operand = lower(like.value());
    if (!like.regex()) {
      List<Wildcard> patterns =
          like.patterns().stream().map(p -> Wildcard.parseEscaped(p.value())).toList();
      return negatedIf(like.negated(), new RowExpression.Like(like.origin(), operand, patterns));
    }
    List<RowExpression> tests = new ArrayList<>();
    like.patterns()
        .forEach(p -> tests.add(new RowExpression.RegexLike(p.origin(), operand, p.value())));
    return negatedIf(
        like.negated(),
        tests.size() == 1
            ? new RowExpression.RegexLike(like.origin(), operand, like.patterns().get(0).value())
            : new RowExpression.Or(like.origin(), tests));
  }

  @Override
  public RowExpression visitMatch(EsqlExpression.Match match) {
    return searches.match(match.origin(), match.field(), match.value(), Optional.empty());
  }

  @Override
  public RowExpression visitCast(EsqlExpression.Cast cast) {
    return calls.cast(cast);
  }

  @Override
  public RowExpression visitCall(EsqlExpression.Call call) {
    return calls.lower(call);
  }

  @Override
  public RowExpression visitStar(EsqlExpression.Star star) {
    return RowConstants.of(star.origin(), RowType.BOOLEAN, true);
  }

  @Override
  public RowExpression visitColumn(EsqlExpression.Column column) {
    Optional<Column> found = columns.apply(column.name());
    return found.isPresent()
        ? new RowExpression.Cell(column.origin(), found.get())
        : reports.type(column.origin(), "'" + column.name() + "'", "not supported");
  }

  @Override
  public RowExpression visitString(EsqlExpression.StringLiteral literal) {
    return RowConstants.of(literal.origin(), RowType.KEYWORD, literal.value());
  }

  @Override
  public RowExpression visitNumber(EsqlExpression.NumberLiteral literal) {
    Number value = literal.value();
    RowType type =
        value instanceof Integer
            ? RowType.INTEGER
            : value instanceof Long
                ? RowType.LONG
                : value instanceof BigInteger ? RowType.UNSIGNED_LONG : RowType.DOUBLE;
    return RowConstants.of(literal.origin(), type, value);
  }

  @Override
  public RowExpression visitBoolean(EsqlExpression.BooleanLiteral literal) {
    return RowConstants.of(literal.origin(), RowType.BOOLEAN, literal.value());
  }

  @Override
  public RowExpression visitNull(EsqlExpression.NullLiteral literal) {
    return RowConstants.ofNull(literal.origin());
  }

  @Override
  public RowExpression visitSpan(EsqlExpression.SpanLiteral literal) {
    return RowConstants.span(literal);
  }

  @Override
  public RowExpression visitList(EsqlExpression.ListLiteral literal) {
    List<RowExpression> elements = lower(literal.elements());
    RowType type = elements.stream().map(RowExpression::type).reduce(RowType.NULL, RowType::common);
    List<Object> values = new ArrayList<>();
    for (RowExpression element : elements) {
      if (RowConstants.as(type, element) instanceof RowExpression.Constant constant) {
        values.addAll(constant.values());
      }
    }
    return new RowExpression.Constant(literal.origin(), type, values);
  }

  @Override
  public RowExpression visitMap(EsqlExpression.MapLiteral literal) {
    return reports.option(literal.origin(), "{}");
  }
}
