package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Types and resolves one EQL condition, desugars it as Elasticsearch's parser and optimizer do, and
 * folds constants on the way. An empty answer means that the expression, or a part of it, was
 * reported.
 */
final class EqlExpressionAnalyzer implements EqlExpression.Visitor<Optional<Expression>> {
  private static final DiagnosticKind NOT_BOOLEAN =
      DiagnosticKind.error("EQL111", "Expected a condition that is true or false, found %s.");
  private static final DiagnosticKind NEGATED_UNMAPPED =
      DiagnosticKind.warning(
          "EQL154", "The schema lacks '%s', so this is null and its negation selects nothing.");

  private final ConstantFolder folder;
  private final ExpressionReports reports;
  private final FieldAnalyzer fields;
  private final ComparisonAnalyzer comparisons;
  private final PatternAnalyzer patterns;
  private final CallAnalyzer calls;

  private EqlExpressionAnalyzer(FieldAnalyzer fields, DiagnosticSink sink) {
    this.reports = new ExpressionReports(sink);
    this.folder = new ConstantFolder(reports);
    this.fields = fields;
    this.comparisons = new ComparisonAnalyzer(folder, reports);
    this.patterns = new PatternAnalyzer(folder, reports);
    this.calls = new CallAnalyzer(folder, reports);
  }

  /**
   * Analyses a whole condition.
   *
   * @param reportedFields unknown fields reported before in the same rule; those of this condition
   *     are added
   */
  static Optional<Expression> condition(
      EqlExpression condition,
      FieldResolver fields,
      Set<String> reportedFields,
      DiagnosticSink sink) {
    FieldAnalyzer values =
        new FieldAnalyzer(fields, EqlFieldTypes.guess(condition, fields), reportedFields, sink);
    return new EqlExpressionAnalyzer(values, sink).truth(condition);
  }

  /** Analyses an expression of any type, which names no field. */
  static Optional<Expression> constant(
      EqlExpression expression, FieldResolver fields, DiagnosticSink sink) {
    FieldAnalyzer values = new FieldAnalyzer(fields, Map.of(), new HashSet<>(), sink);
    return expression.accept(new EqlExpressionAnalyzer(values, sink));
  }

  private Optional<Expression> truth(EqlExpression expression) {
    return expression.accept(this).flatMap(e -> truth(expression, e));
  }

  private Optional<Expression> truth(EqlExpression syntax, Expression expression) {
    if (expression.type() != Type.BOOLEAN && expression.type() != Type.NULL) {
      return reports.fail(NOT_BOOLEAN, syntax.origin(), ExpressionReports.describe(expression));
    }
    // A boolean field on its own tests whether it is true.
    return Optional.of(
        expression instanceof Expression.FieldValue
            ? new Expression.Comparison(
                syntax.origin(),
                Expression.Comparison.Operator.EQUAL,
                expression,
                new Expression.Constant(syntax.origin(), true))
            : expression);
  }

  private Optional<List<Expression>> truths(List<EqlExpression> terms) {
    List<Expression> analyzed = new ArrayList<>();
    terms.forEach(term -> truth(term).ifPresent(analyzed::add));
    return analyzed.size() == terms.size() ? Optional.of(analyzed) : Optional.empty();
  }

  @Override
  public Optional<Expression> visitOr(EqlExpression.Or or) {
    comparisons.addPlainStars(PlainStars.among(or.terms()));
    return truths(or.terms()).map(terms -> folder.or(or.origin(), terms));
  }

  @Override
  public Optional<Expression> visitAnd(EqlExpression.And and) {
    comparisons.addPlainStars(PlainStars.among(and.terms()));
    return truths(and.terms()).map(terms -> folder.and(and.origin(), terms));
  }

  @Override
  public Optional<Expression> visitNot(EqlExpression.Not not) {
    return truth(not.operand()).map(operand -> not(not.origin(), operand, not.operand()));
  }

  private Expression not(Origin origin, Expression operand, EqlExpression written) {
    if (operand instanceof Expression.Null) {
      fields
          .unmappedField(written)
          .ifPresent(name -> reports.report(NEGATED_UNMAPPED, origin, name));
    }
    return folder.not(origin, operand);
  }

  @Override
  public Optional<Expression> visitComparison(EqlExpression.Comparison comparison) {
    Optional<Expression> left = comparison.left().accept(this);
    Optional<Expression> right = comparison.right().accept(this);
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : comparisons.compare(comparison, left.get(), right.get());
  }

  @Override
  public Optional<Expression> visitIn(EqlExpression.In in) {
    Optional<Expression> value = in.value().accept(this);
    List<Expression> elements = new ArrayList<>();
    in.list().forEach(e -> e.accept(this).ifPresent(elements::add));
    if (value.isEmpty() || elements.size() < in.list().size()) {
      return Optional.empty();
    }
    Optional<Expression> test = comparisons.in(in, value.get(), elements);
    return in.negated() ? test.map(t -> not(in.origin(), t, in.value())) : test;
  }

  @Override
  public Optional<Expression> visitMatch(EqlExpression.Match match) {
    return match.value().accept(this).flatMap(value -> patterns.match(match, value));
  }

  @Override
  public Optional<Expression> visitArithmetic(EqlExpression.Arithmetic arithmetic) {
    return calls.arithmetic(
        arithmetic, arithmetic.left().accept(this), arithmetic.right().accept(this));
  }

  @Override
  public Optional<Expression> visitSign(EqlExpression.Sign sign) {
    return calls.sign(sign, sign.operand().accept(this));
  }

  @Override
  public Optional<Expression> visitCall(EqlExpression.Call call) {
    return calls.call(
        call, call.arguments().stream().map(argument -> argument.accept(this)).toList());
  }

  @Override
  public Optional<Expression> visitField(EqlExpression.Field field) {
    return fields.value(field);
  }

  @Override
  public Optional<Expression> visitString(EqlExpression.StringLiteral literal) {
    return Optional.of(new Expression.Constant(literal.origin(), literal.value()));
  }

  @Override
  public Optional<Expression> visitNumber(EqlExpression.NumberLiteral literal) {
    return Optional.of(new Expression.Constant(literal.origin(), literal.value()));
  }

  @Override
  public Optional<Expression> visitBoolean(EqlExpression.BooleanLiteral literal) {
    return Optional.of(new Expression.Constant(literal.origin(), literal.value()));
  }

  @Override
  public Optional<Expression> visitNull(EqlExpression.NullLiteral literal) {
    return Optional.of(new Expression.Null(literal.origin()));
  }
}
