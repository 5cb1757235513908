package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import java.util.List;

/** The checks that constructors of expressions make on their operands. Null fits everywhere. */
final class Operands {
  private Operands() {}

  /** Refuses an operand that is of another type. */
  static void require(Expression operand, Type... types) {
    if (operand.type() != Type.NULL && !List.of(types).contains(operand.type())) {
      throw new IllegalArgumentException(
          "Expected " + List.of(types) + ", found " + operand.type() + ": " + operand);
    }
  }

  /** Refuses an empty list: nothing is in it, which a constant says better. */
  static <T> List<T> some(List<T> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("A list of nothing matches nothing: use a constant.");
    }
    return List.copyOf(list);
  }

  /** Refuses fewer than two terms, and terms that are not true or false. */
  static List<Expression> terms(List<Expression> terms) {
    if (terms.size() < 2) {
      throw new IllegalArgumentException("A logical expression has two terms or more.");
    }
    terms.forEach(term -> require(term, Type.BOOLEAN));
    return List.copyOf(terms);
  }

  /** Refuses constants that no value of the operand's type equals, and case where there is none. */
  static void requireElements(
      Expression operand, List<Expression.Constant> values, CaseSensitivity sensitivity) {
    if (operand.type() == Type.NULL) {
      return;
    }
    if (sensitivity == CaseSensitivity.INSENSITIVE) {
      require(operand, Type.STRING);
    }
    values.forEach(
        value -> {
          switch (operand.type()) {
            case STRING, IP -> require(value, Type.STRING);
            case NUMBER -> require(value, Type.NUMBER);
            case BOOLEAN -> require(value, Type.BOOLEAN);
            case DATE -> require(value, Type.STRING, Type.NUMBER);
            case NULL -> {}
          }
        });
  }

  /** Refuses arguments that the function does not take. */
  static void require(Function function, List<Expression> arguments) {
    if (!function.takes(arguments.size())) {
      throw new IllegalArgumentException(
          function.symbol() + " does not take " + arguments.size() + " arguments.");
    }
    for (int i = 0; i < arguments.size(); i++) {
      Expression argument = arguments.get(i);
      function.parameter(i).ifPresent(type -> require(argument, type));
    }
  }
}
