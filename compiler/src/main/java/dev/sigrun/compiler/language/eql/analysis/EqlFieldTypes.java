package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types of fields that the schema does not know, guessed from how a condition uses them: {@code
 * pid > 5} makes {@code pid} a number. The first use that says something decides; a field of which
 * no use says anything is a keyword.
 */
final class EqlFieldTypes implements EqlExpression.Visitor<Optional<Type>> {
  private final FieldResolver fields;
  private final Map<String, ValueType> types = new HashMap<>();

  private EqlFieldTypes(FieldResolver fields) {
    this.fields = fields;
  }

  /** The guessed types of the unknown fields of a condition; fields without a hint are absent. */
  static Map<String, ValueType> guess(EqlExpression condition, FieldResolver fields) {
    EqlFieldTypes guesses = new EqlFieldTypes(fields);
    guesses.use(condition, Optional.of(Type.BOOLEAN));
    return Map.copyOf(guesses.types);
  }

  /** Visits {@code expression}, where {@code wanted} is expected. */
  private Optional<Type> use(EqlExpression expression, Optional<Type> wanted) {
    if (expression instanceof EqlExpression.Field field) {
      if (fields.typeOf(field.name()).isEmpty()) {
        wanted.flatMap(EqlFieldTypes::valueType).ifPresent(t -> types.putIfAbsent(field.name(), t));
      }
      return Optional.empty();
    }
    return expression.accept(this);
  }

  private static Optional<ValueType> valueType(Type type) {
    return switch (type) {
      case STRING -> Optional.of(ValueType.KEYWORD);
      case NUMBER -> Optional.of(ValueType.NUMBER);
      case BOOLEAN -> Optional.of(ValueType.BOOLEAN);
      case DATE -> Optional.of(ValueType.DATE);
      case IP -> Optional.of(ValueType.IP);
      case NULL -> Optional.empty();
    };
  }

  private Optional<Type> useAll(List<EqlExpression> expressions, Type wanted) {
    expressions.forEach(e -> use(e, Optional.of(wanted)));
    return Optional.of(Type.BOOLEAN);
  }

  private void usePair(EqlExpression left, EqlExpression right) {
    Optional<Type> ofRight =
        right instanceof EqlExpression.Field ? Optional.empty() : right.accept(this);
    Optional<Type> ofLeft = use(left, ofRight);
    if (right instanceof EqlExpression.Field) {
      use(right, ofLeft);
    }
  }

  @Override
  public Optional<Type> visitOr(EqlExpression.Or or) {
    return useAll(or.terms(), Type.BOOLEAN);
  }

  @Override
  public Optional<Type> visitAnd(EqlExpression.And and) {
    return useAll(and.terms(), Type.BOOLEAN);
  }

  @Override
  public Optional<Type> visitNot(EqlExpression.Not not) {
    return useAll(List.of(not.operand()), Type.BOOLEAN);
  }

  @Override
  public Optional<Type> visitComparison(EqlExpression.Comparison comparison) {
    usePair(comparison.left(), comparison.right());
    return Optional.of(Type.BOOLEAN);
  }

  @Override
  public Optional<Type> visitArithmetic(EqlExpression.Arithmetic arithmetic) {
    useAll(List.of(arithmetic.left(), arithmetic.right()), Type.NUMBER);
    return Optional.of(Type.NUMBER);
  }

  @Override
  public Optional<Type> visitSign(EqlExpression.Sign sign) {
    useAll(List.of(sign.operand()), Type.NUMBER);
    return Optional.of(Type.NUMBER);
  }

  @Override
  public Optional<Type> visitIn(EqlExpression.In in) {
    in.list().forEach(element -> usePair(in.value(), element));
    return Optional.of(Type.BOOLEAN);
  }

  @Override
  public Optional<Type> visitMatch(EqlExpression.Match match) {
    return useAll(List.of(match.value()), Type.STRING);
  }

  @Override
  public Optional<Type> visitCall(EqlExpression.Call call) {
    Optional<EqlFunction> function = EqlFunction.named(call.name());
    for (int i = 0; i < call.arguments().size(); i++) {
      int index = i;
      use(call.arguments().get(i), function.flatMap(f -> f.parameter(index).hint()));
    }
    return function.flatMap(
        f ->
            f == EqlFunction.CIDR_MATCH
                ? Optional.of(Type.BOOLEAN)
                : f.function(false).map(dev.sigrun.compiler.ir.Function::result));
  }

  @Override
  public Optional<Type> visitField(EqlExpression.Field field) {
    return use(field, Optional.empty());
  }

  @Override
  public Optional<Type> visitString(EqlExpression.StringLiteral literal) {
    return Optional.of(Type.STRING);
  }

  @Override
  public Optional<Type> visitNumber(EqlExpression.NumberLiteral literal) {
    return Optional.of(Type.NUMBER);
  }

  @Override
  public Optional<Type> visitBoolean(EqlExpression.BooleanLiteral literal) {
    return Optional.of(Type.BOOLEAN);
  }

  @Override
  public Optional<Type> visitNull(EqlExpression.NullLiteral literal) {
    return Optional.empty();
  }
}
