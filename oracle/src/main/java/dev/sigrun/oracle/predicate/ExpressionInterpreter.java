package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.function.EqlFunctions;
import dev.sigrun.runtime.function.EqlOperators;
import dev.sigrun.runtime.function.EvaluationException;
import dev.sigrun.runtime.function.TimeParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes an expression for one choice of a value, or of null, for each of its fields. */
@SuppressWarnings("NullAway") // Knows no type argument that may be null, which a result is here.
final class ExpressionInterpreter implements Expression.Visitor<@Nullable Object> {
  private final Map<Field, @Nullable Object> choice;

  private ExpressionInterpreter(Map<Field, @Nullable Object> choice) {
    this.choice = choice;
  }

  /** Whether the condition is true, neither null nor failing, for some choice of values. */
  static boolean isTrueForSomeChoice(Expression condition, Map<String, @Nullable Object> event) {
    Set<Field> fields = new LinkedHashSet<>();
    collectFields(condition, fields);
    List<Map<Field, @Nullable Object>> choices = List.of(new HashMap<>());
    for (Field field : fields) {
      List<Object> values = FieldValues.of(event, field);
      List<@Nullable Object> candidates =
          values.isEmpty() ? Collections.singletonList(null) : new ArrayList<>(values);
      List<Map<Field, @Nullable Object>> extended = new ArrayList<>();
      for (Map<Field, @Nullable Object> known : choices) {
        for (Object value : candidates) {
          Map<Field, @Nullable Object> more = new HashMap<>(known);
          more.put(field, value instanceof IpAddress ? value.toString() : value);
          extended.add(more);
        }
      }
      choices = extended;
    }
    return choices.stream().anyMatch(c -> isTrue(condition, c));
  }

  private static boolean isTrue(Expression condition, Map<Field, @Nullable Object> choice) {
    try {
      return Boolean.TRUE.equals(condition.accept(new ExpressionInterpreter(choice)));
    } catch (EvaluationException e) {
      return false;
    }
  }

  private static void collectFields(Expression expression, Set<Field> fields) {
    if (expression instanceof Expression.FieldValue value) {
      fields.add(value.field());
    }
    expression.children().forEach(child -> collectFields(child, fields));
  }

  @Override
  public @Nullable Object visitNull(Expression.Null constant) {
    return null;
  }

  @Override
  public @Nullable Object visitConstant(Expression.Constant constant) {
    return constant.value();
  }

  @Override
  public @Nullable Object visitFieldValue(Expression.FieldValue value) {
    return choice.get(value.field());
  }

  @Override
  public @Nullable Object visitCall(Expression.Call call) {
    List<@Nullable Object> values = new ArrayList<>();
    call.arguments().forEach(argument -> values.add(argument.accept(this)));
    Arguments in = new Arguments(values);
    return switch (call.function()) {
      case ADD -> EqlOperators.add(in.number(0), in.number(1));
      case SUBTRACT -> EqlOperators.subtract(in.number(0), in.number(1));
      case MULTIPLY -> EqlOperators.multiply(in.number(0), in.number(1));
      case DIVIDE -> EqlOperators.divide(in.number(0), in.number(1));
      case MODULO -> EqlOperators.modulo(in.number(0), in.number(1));
      case NEGATE -> EqlOperators.negate(in.number(0));
      case BETWEEN -> EqlFunctions.between(in.text(0), in.text(1), in.text(2), in.truth(3));
      case BETWEEN_IGNORING_CASE ->
          EqlFunctions.betweenIgnoringCase(in.text(0), in.text(1), in.text(2), in.truth(3));
      case CONCAT -> EqlFunctions.concat(values.toArray());
      case ENDS_WITH -> EqlFunctions.endsWith(in.text(0), in.text(1));
      case ENDS_WITH_IGNORING_CASE -> EqlFunctions.endsWithIgnoringCase(in.text(0), in.text(1));
      case INDEX_OF -> EqlFunctions.indexOf(in.text(0), in.text(1), in.number(2));
      case INDEX_OF_IGNORING_CASE ->
          EqlFunctions.indexOfIgnoringCase(in.text(0), in.text(1), in.number(2));
      case LENGTH -> EqlFunctions.length(in.text(0));
      case NUMBER -> EqlFunctions.number(in.text(0), in.number(1));
      case STARTS_WITH -> EqlFunctions.startsWith(in.text(0), in.text(1));
      case STARTS_WITH_IGNORING_CASE -> EqlFunctions.startsWithIgnoringCase(in.text(0), in.text(1));
      case STRING -> EqlFunctions.string(in.value(0));
      case STRING_CONTAINS -> EqlFunctions.stringContains(in.text(0), in.text(1));
      case STRING_CONTAINS_IGNORING_CASE ->
          EqlFunctions.stringContainsIgnoringCase(in.text(0), in.text(1));
      case SUBSTRING -> EqlFunctions.substring(in.text(0), in.number(1), in.number(2));
      case MINUTE -> TimeParts.minute(in.text(0));
      case HOUR -> TimeParts.hour(in.text(0));
      case DAY -> TimeParts.day(in.text(0));
      case WEEK -> TimeParts.week(in.text(0));
      case MONTH -> TimeParts.month(in.text(0));
      case YEAR -> TimeParts.year(in.text(0));
    };
  }

  /** The values of arguments, of which the last may be missing. */
  private record Arguments(List<@Nullable Object> values) {
    @Nullable Object value(int index) {
      return index < values.size() ? values.get(index) : null;
    }

    @Nullable String text(int index) {
      return (String) value(index);
    }

    @Nullable Number number(int index) {
      return (Number) value(index);
    }

    boolean truth(int index) {
      return Boolean.TRUE.equals(value(index));
    }
  }

  @Override
  public @Nullable Object visitComparison(Expression.Comparison comparison) {
    Object left = comparison.left().accept(this);
    Object right = comparison.right().accept(this);
    if (left == null || right == null) {
      return null;
    }
    return switch (comparison.operator()) {
      case EQUAL -> isEqual(left, right, CaseSensitivity.SENSITIVE);
      case LESS -> order(left, right, o -> o < 0);
      case LESS_OR_EQUAL -> order(left, right, o -> o <= 0);
      case GREATER -> order(left, right, o -> o > 0);
      case GREATER_OR_EQUAL -> order(left, right, o -> o >= 0);
    };
  }

  private static boolean isEqual(Object left, Object right, CaseSensitivity sensitivity) {
    if (left instanceof String a && right instanceof String b) {
      return Texts.equal(a, b, sensitivity);
    }
    return left instanceof Number && right instanceof Number
        ? Objects.equals(order(left, right, o -> o == 0), true)
        : left.equals(right);
  }

  /** Null for values that have no common order. */
  private static @Nullable Boolean order(
      Object left, Object right, Function<Integer, Boolean> test) {
    if (left instanceof Number a && right instanceof Number b) {
      boolean finite = Double.isFinite(a.doubleValue()) && Double.isFinite(b.doubleValue());
      return test.apply(
          finite
              ? Interpreter.exact(a).compareTo(Interpreter.exact(b))
              : Double.compare(a.doubleValue(), b.doubleValue()));
    }
    if (left instanceof String a && right instanceof String b) {
      return test.apply(Texts.compare(a, b));
    }
    return left instanceof Boolean a && right instanceof Boolean b
        ? test.apply(Boolean.compare(a, b))
        : null;
  }

  @Override
  public @Nullable Object visitIsNull(Expression.IsNull isNull) {
    return isNull.operand().accept(this) == null;
  }

  @Override
  public @Nullable Object visitIn(Expression.In in) {
    return test(
        in.operand(),
        value -> in.values().stream().anyMatch(v -> isEqual(value, v.value(), in.sensitivity())));
  }

  @Override
  public @Nullable Object visitLike(Expression.Like like) {
    return test(
        like.operand(),
        value ->
            like.patterns().stream()
                .anyMatch(p -> Texts.matches((String) value, p, like.sensitivity())));
  }

  @Override
  public @Nullable Object visitRegexLike(Expression.RegexLike like) {
    return test(like.operand(), value -> Texts.matches((String) value, like.regex()));
  }

  @Override
  public @Nullable Object visitInBlocks(Expression.InBlocks in) {
    return test(
        in.operand(),
        value ->
            Addresses.read((String) value)
                .filter(
                    address -> in.blocks().stream().anyMatch(b -> Addresses.contains(b, address)))
                .isPresent());
  }

  private @Nullable Boolean test(Expression operand, Function<Object, Boolean> test) {
    Object value = operand.accept(this);
    return value == null ? null : test.apply(value);
  }

  @Override
  public @Nullable Object visitAnd(Expression.And and) {
    return join(and.terms(), false);
  }

  @Override
  public @Nullable Object visitOr(Expression.Or or) {
    return join(or.terms(), true);
  }

  /**
   * The deciding value if a term has it, otherwise null if a term is null, otherwise the other
   * value.
   */
  private @Nullable Boolean join(List<Expression> terms, boolean deciding) {
    List<@Nullable Object> values = new ArrayList<>();
    terms.forEach(term -> values.add(term.accept(this)));
    return values.contains(deciding)
        ? (Boolean) deciding
        : values.contains(null) ? null : (Boolean) !deciding;
  }

  @Override
  public @Nullable Object visitNot(Expression.Not not) {
    Object value = not.operand().accept(this);
    return value == null ? null : (Boolean) !((Boolean) value);
  }
}
