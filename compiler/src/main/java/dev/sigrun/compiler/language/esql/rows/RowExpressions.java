package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
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
  private final RowTypes types;
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
    this.types = new RowTypes(reports);
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
    return types.as(RowType.BOOLEAN, lower(expression));
  }

  RowExpression text(EsqlExpression expression) {
    return types.text(lower(expression));
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
    List<RowExpression> sides =
        types.same(List.of(lower(comparison.left()), lower(comparison.right())));
    RowExpression a = sides.get(0);
    RowExpression b = sides.get(1);
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

  private RowExpression compare(
      Origin origin, RowExpression.Operator operator, RowExpression a, RowExpression b) {
    return operator == RowExpression.Operator.EQUAL || a.type().isOrdered()
        ? new RowExpression.Comparison(origin, operator, a, b)
        : reports.type(a);
  }

  @Override
  public RowExpression visitArithmetic(EsqlExpression.Arithmetic arithmetic) {
    RowExpression left = lower(arithmetic.left());
    RowExpression right = lower(arithmetic.right());
    boolean minus = arithmetic.operator() == EsqlExpression.Arithmetic.Operator.SUBTRACT;
    if (left.type() == RowType.SPAN || right.type() == RowType.SPAN) {
      return moved(arithmetic.origin(), left, right, minus);
    }
    RowFunction function =
        switch (arithmetic.operator()) {
          case ADD -> RowFunction.ADD;
          case SUBTRACT -> RowFunction.SUBTRACT;
          case MULTIPLY -> RowFunction.MULTIPLY;
          case DIVIDE -> RowFunction.DIVIDE;
          case MODULO -> RowFunction.MODULO;
        };
    return calls.call(arithmetic.origin(), function, List.of(left, right));
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
    return calls.call(
        origin,
        RowFunction.PLUS_SPAN,
        List.of(date, RowConstants.of(origin, RowType.SPAN, span.get())));
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
        () -> calls.call(sign.origin(), RowFunction.NEGATE, List.of(operand)));
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
    List<RowExpression> given = new ArrayList<>();
    given.add(lower(in.value()));
    given.addAll(lower(in.list()));
    List<RowExpression> same = types.same(given);
    return negatedIf(in.negated(), isOneOf(in.origin(), same.get(0), same.subList(1, same.size())));
  }

  /** Constant addresses are blocks of one address each, which are found without a search. */
  private static RowExpression isOneOf(
      Origin origin, RowExpression operand, List<RowExpression> elements) {
    List<IpBlock> addresses =
        elements.stream()
            .flatMap(element -> RowConstants.value(element).stream())
            .filter(IpAddress.class::isInstance)
            .map(address -> IpBlock.of(address.toString()))
            .toList();
    return operand.type() == RowType.IP && addresses.size() == elements.size()
        ? new RowExpression.InBlocks(origin, operand, addresses)
        : new RowExpression.In(origin, operand, elements);
  }

  @Override
  public RowExpression visitLike(EsqlExpression.Like like) {
    RowExpression operand = text(like.value());
    if (!like.regex()) {
      List<Wildcard> patterns =
          like.patterns().stream().map(p -> Wildcard.parseEscaped(p.value())).toList();
      return negatedIf(
          like.negated(),
          patterns.size() == 1 && patterns.get(0).isMatchAll()
              ? isPresent(like.origin(), operand)
              : new RowExpression.Like(like.origin(), operand, patterns));
    }
    boolean single = like.patterns().size() == 1;
    List<RowExpression> tests = new ArrayList<>();
    for (EsqlExpression.StringLiteral pattern : like.patterns()) {
      Regex regex = Regex.lucene(pattern.value(), CaseSensitivity.SENSITIVE);
      Origin origin = single ? like.origin() : pattern.origin();
      tests.add(
          single && regex.isMatchAll()
              ? isPresent(origin, operand)
              : new RowExpression.RegexLike(origin, operand, regex));
    }
    return negatedIf(
        like.negated(), single ? tests.get(0) : new RowExpression.Or(like.origin(), tests));
  }

  /** A single pattern that takes every text: servers read it as IS NOT NULL, also of lists. */
  private static RowExpression isPresent(Origin origin, RowExpression operand) {
    return negatedIf(true, new RowExpression.IsNull(origin, operand));
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
    RowType type = RowType.NULL;
    for (RowExpression element : elements) {
      Optional<RowType> common = type.common(element.type());
      if (common.isEmpty()) {
        return reports.type(element);
      }
      type = common.get();
    }
    List<Object> values = new ArrayList<>();
    for (RowExpression element : elements) {
      if (types.as(type, element) instanceof RowExpression.Constant constant) {
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
