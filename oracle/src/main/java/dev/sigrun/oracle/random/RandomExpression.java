package dev.sigrun.oracle.random;

import static dev.sigrun.oracle.random.RandomPredicate.ORIGIN;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import java.util.List;
import java.util.Random;

/** Well-typed expressions over the fields of {@link RandomFields}. */
final class RandomExpression {
  private static final List<Object> CONSTANT_NUMBERS =
      List.of(0, 1, -1, 2, 5, 127, 300, Integer.MAX_VALUE, 1L << 40, 0.5, -1.25, 5.0);

  private final Random random;

  RandomExpression(Random random) {
    this.random = random;
  }

  /** A condition with at most {@code depth} levels. */
  Expression condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 10)) {
      case 0, 1 ->
          new Expression.Comparison(
              ORIGIN,
              pick(List.of(Expression.Comparison.Operator.values())),
              number(depth),
              number());
      case 2 ->
          new Expression.Comparison(
              ORIGIN,
              pick(List.of(Expression.Comparison.Operator.values())),
              string(depth),
              text());
      case 3 ->
          new Expression.Call(
              ORIGIN,
              pick(
                  List.of(
                      Function.STARTS_WITH,
                      Function.STARTS_WITH_IGNORING_CASE,
                      Function.ENDS_WITH,
                      Function.ENDS_WITH_IGNORING_CASE,
                      Function.STRING_CONTAINS,
                      Function.STRING_CONTAINS_IGNORING_CASE)),
              List.of(string(depth), string(depth)));
      case 4 -> new Expression.In(ORIGIN, string(depth), List.of(text(), text()), sensitivity());
      case 5 ->
          new Expression.Like(
              ORIGIN,
              string(depth),
              List.of(RandomPredicate.wildcard(random), RandomPredicate.wildcard(random)),
              sensitivity());
      case 6 -> leafOnAnotherType(depth);
      case 7 -> new Expression.Not(ORIGIN, condition(depth - 1));
      case 8 -> new Expression.And(ORIGIN, List.of(condition(depth - 1), condition(depth - 1)));
      default -> new Expression.Or(ORIGIN, List.of(condition(depth - 1), condition(depth - 1)));
    };
  }

  private Expression leafOnAnotherType(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> new Expression.IsNull(ORIGIN, depth == 0 ? string(0) : condition(depth - 1));
      case 1 ->
          new Expression.RegexLike(
              ORIGIN, string(depth), Regex.lucene("[a-c]+|.*o.*", sensitivity()));
      case 2 ->
          new Expression.InBlocks(
              ORIGIN,
              random.nextBoolean() ? field(ValueType.IP) : string(depth),
              List.of(
                  IpBlock.of(pick(RandomFields.BLOCKS)), IpBlock.of(pick(RandomFields.BLOCKS))));
      case 3 ->
          new Expression.Comparison(
              ORIGIN,
              Expression.Comparison.Operator.EQUAL,
              field(ValueType.BOOLEAN),
              new Expression.Constant(ORIGIN, random.nextBoolean()));
      default ->
          new Expression.In(
              ORIGIN, number(depth), List.of(number(), number()), CaseSensitivity.SENSITIVE);
    };
  }

  private Expression string(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 7)) {
      case 0, 1 -> field(ValueType.KEYWORD, ValueType.LOWERCASE);
      case 2 -> text();
      case 3 -> call(Function.CONCAT, string(depth - 1), number(depth - 1), string(depth - 1));
      case 4 -> call(Function.SUBSTRING, string(depth - 1), position(), position());
      case 5 ->
          call(
              random.nextBoolean() ? Function.BETWEEN : Function.BETWEEN_IGNORING_CASE,
              string(depth - 1),
              text(),
              text(),
              new Expression.Constant(ORIGIN, random.nextBoolean()));
      default ->
          call(
              Function.STRING,
              field(
                  ValueType.IP,
                  ValueType.BOOLEAN,
                  ValueType.LONG,
                  ValueType.DOUBLE,
                  ValueType.KEYWORD));
    };
  }

  private Expression number(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 8)) {
      case 0, 1 ->
          field(
              ValueType.BYTE,
              ValueType.SHORT,
              ValueType.INTEGER,
              ValueType.LONG,
              ValueType.UNSIGNED_LONG,
              ValueType.HALF_FLOAT,
              ValueType.FLOAT,
              ValueType.DOUBLE,
              ValueType.NUMBER);
      case 2 -> number();
      case 3, 4 ->
          call(
              pick(
                  List.of(
                      Function.ADD,
                      Function.SUBTRACT,
                      Function.MULTIPLY,
                      Function.DIVIDE,
                      Function.MODULO)),
              number(depth - 1),
              number(depth - 1));
      case 5 -> call(Function.NEGATE, number(depth - 1));
      case 6 -> call(Function.LENGTH, string(depth - 1));
      default ->
          random.nextBoolean()
              ? call(Function.NUMBER, string(depth - 1), new Expression.Constant(ORIGIN, 10))
              : call(
                  random.nextBoolean() ? Function.INDEX_OF : Function.INDEX_OF_IGNORING_CASE,
                  string(depth - 1),
                  string(depth - 1),
                  position());
    };
  }

  private Expression position() {
    return random.nextInt(5) == 0
        ? new Expression.Null(ORIGIN)
        : new Expression.Constant(ORIGIN, random.nextInt(8) - 4);
  }

  private static Expression call(Function function, Expression... arguments) {
    return new Expression.Call(ORIGIN, function, List.of(arguments));
  }

  private Expression field(ValueType first, ValueType... others) {
    Field field = RandomFields.ofType(random, 0, first, others);
    // Expressions read fields by their names only.
    return field.pattern() ? field(first, others) : new Expression.FieldValue(ORIGIN, field);
  }

  private Expression.Constant text() {
    return new Expression.Constant(ORIGIN, pick(RandomFields.STRINGS));
  }

  private Expression.Constant number() {
    return new Expression.Constant(ORIGIN, pick(CONSTANT_NUMBERS));
  }

  private CaseSensitivity sensitivity() {
    return random.nextBoolean() ? CaseSensitivity.SENSITIVE : CaseSensitivity.INSENSITIVE;
  }

  private <T> T pick(List<T> list) {
    return RandomFields.pick(random, list);
  }
}
