package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowStep;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Turns wishes for the values of calls into wishes for their arguments. */
final class CallWishes {
  private static final int LONGEST = 20_000;

  private final RowWishes wishes;
  private final RowOrigins origins;
  private final Random random;

  CallWishes(RowWishes wishes, RowOrigins origins, Random random) {
    this.wishes = wishes;
    this.origins = origins;
    this.random = random;
  }

  /** The value of a call shall be {@code value}, as far as its arguments can be chosen. */
  void call(RowExpression.Call call, Object value) {
    List<RowExpression> arguments = call.arguments();
    switch (call.function()) {
      case CONCAT -> concat(arguments, value.toString());
      case LENGTH -> {
        int length = (int) Math.min(LONGEST, RowValues.number(value).longValue());
        wishes.like(arguments.get(0), filling(arguments.get(0)).repeat(Math.max(0, length)));
      }
      case LOCATE -> {
        if (RowValues.number(value).signum() > 0) {
          literal(arguments.get(1)).ifPresent(part -> wishes.like(arguments.get(0), part));
        }
      }
      case COALESCE -> {
        int place = random.nextInt(3) == 0 ? random.nextInt(arguments.size()) : 0;
        RowValues.as(arguments.get(place).type(), value)
            .ifPresent(v -> wishes.want(arguments.get(place), v));
      }
      case CONTAINS, STARTS_WITH, ENDS_WITH -> {
        if (value.equals(true)) {
          RowWishes.constant(arguments.get(1))
              .ifPresent(part -> wishes.like(arguments.get(0), part.toString()));
        }
      }
      case MV_COUNT -> {
        int count = (int) Math.min(500, RowValues.number(value).longValue());
        wishes.want(
            arguments.get(0), RowValues.several(arguments.get(0).type(), Math.max(1, count)));
      }
      case MV_CONTAINS, MV_INTERSECTS -> {
        if (value.equals(true)) {
          RowWishes.constant(arguments.get(1))
              .ifPresent(part -> wishes.want(arguments.get(0), part));
        }
      }
      case FROM_BASE64 ->
          wishes.want(
              arguments.get(0),
              Base64.getEncoder()
                  .encodeToString(value.toString().getBytes(StandardCharsets.UTF_8)));
      case JSON_EXTRACT ->
          RowWishes.constant(arguments.get(1))
              .ifPresent(
                  path -> wishes.want(arguments.get(0), RowValues.json(path.toString(), value)));
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> arithmetic(call, RowValues.number(value));
      case DATE_TRUNC -> wishes.want(arguments.get(1), value);
      case DATE_DIFF, PLUS_SPAN, NOW, DATE_EXTRACT -> {
        // Times are chosen by those who make streams.
      }
      default -> {
        if (!arguments.isEmpty()) {
          RowValues.as(arguments.get(0).type(), value)
              .ifPresent(v -> wishes.want(arguments.get(0), v));
        }
      }
    }
  }

  /** The text of a constant, or so many spaces. */
  private static Optional<String> literal(RowExpression expression) {
    if (expression instanceof RowExpression.Call call && call.function() == RowFunction.SPACE) {
      return RowWishes.constant(call.arguments().get(0))
          .map(count -> " ".repeat(RowValues.number(count).intValue()));
    }
    return RowWishes.constant(expression).map(Object::toString);
  }

  /** What a text is made of so that replacing has an effect on it, or has none. */
  private String filling(RowExpression text) {
    if (text instanceof RowExpression.Cell cell
        && origins.maker(cell.column().number()) instanceof RowStep.Compute compute) {
      return filling(compute.value());
    }
    if (text instanceof RowExpression.Call call
        && call.function() == RowFunction.REPLACE
        && random.nextInt(3) > 0) {
      String regex = RowWishes.constant(call.arguments().get(1)).map(Object::toString).orElse("x");
      String positive = regex.startsWith("[^") ? "[" + regex.substring(2) : regex;
      try {
        String plain = positive.replaceAll("\\(\\?[!=][^()]*\\)", "");
        return RegexSampler.sample(plain.replaceAll("\\(\\?[a-z:]+\\)?", "("), random);
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        // The sampler reads simple expressions only.
        return "x";
      }
    }
    return List.of("1", "!", "x", "x").get(random.nextInt(4));
  }

  private void arithmetic(RowExpression.Call call, BigDecimal value) {
    RowExpression left = call.arguments().get(0);
    RowExpression right = call.arguments().get(1);
    BigDecimal number =
        RowWishes.constant(right)
            .map(RowValues::number)
            .orElse(BigDecimal.valueOf(1 + random.nextInt(3)));
    BigDecimal other =
        switch (call.function()) {
          case ADD -> value.subtract(number);
          case SUBTRACT -> value.add(number);
          case DIVIDE -> value.multiply(number);
          default -> number.signum() == 0 ? value : value.divideToIntegralValue(number);
        };
    RowValues.as(left.type(), other).ifPresent(v -> wishes.want(left, v));
    RowValues.as(right.type(), number).ifPresent(v -> wishes.want(right, v));
  }

  private void concat(List<RowExpression> arguments, String value) {
    String rest = value;
    for (int i = 0; i < arguments.size(); i++) {
      Optional<Object> literal = RowWishes.constant(arguments.get(i));
      Optional<Object> next =
          i + 1 < arguments.size() ? RowWishes.constant(arguments.get(i + 1)) : Optional.empty();
      int end = next.map(n -> n.toString()).map(rest::indexOf).orElse(-1);
      if (literal.isPresent()) {
        int length = literal.get().toString().length();
        rest = rest.length() >= length ? rest.substring(length) : rest;
      } else {
        wishes.want(arguments.get(i), end < 0 ? rest : rest.substring(0, end));
        rest = end < 0 ? "" : rest.substring(end);
      }
    }
  }
}
