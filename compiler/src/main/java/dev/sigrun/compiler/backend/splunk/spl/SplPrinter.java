package dev.sigrun.compiler.backend.splunk.spl;

import dev.sigrun.compiler.backend.splunk.spl.SplExpression.And;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Binary;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Call;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Field;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Not;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Numeral;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Or;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Regex;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Text;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes expressions. Operands that are operators themselves are in parentheses: {@code search} and
 * {@code where} disagree about which operator binds tighter, so readers should not need to know.
 * Text that does not fit on a line is broken at its operators.
 */
final class SplPrinter {
  private static final int WIDTH = 100;
  private static final String STEP = "  ";

  private SplPrinter() {}

  /**
   * The text of {@code expression}.
   *
   * @param indent the indentation of the lines after the first
   */
  static String print(SplExpression expression, String indent) {
    String flat = flat(expression);
    if (indent.length() + flat.length() <= WIDTH) {
      return flat;
    }
    if (expression instanceof And and) {
      return lines(and.terms(), "AND ", indent);
    }
    if (expression instanceof Or or) {
      return lines(or.terms(), "OR ", indent);
    }
    if (expression instanceof Not not) {
      return "NOT (" + broken(not.operand(), indent) + ")";
    }
    if (expression instanceof Call call && call.function().equals("case")) {
      return cases(call.arguments(), indent + STEP);
    }
    if (expression instanceof Call call && isStructure(call)) {
      String inner = indent + STEP;
      return call.arguments().stream()
          .map(argument -> print(argument, inner))
          .collect(Collectors.joining(",\n" + inner, call.function() + "(\n" + inner, ")"));
    }
    return flat;
  }

  /** Each condition on a line with what it leads to. */
  private static String cases(List<SplExpression> arguments, String indent) {
    StringBuilder text = new StringBuilder("case(");
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i == 0 ? "\n" + indent : i % 2 == 0 ? ",\n" + indent : ", ");
      text.append(print(arguments.get(i), indent));
    }
    return text.append(')').toString();
  }

  /** Whether breaking the call shows more than it hides. */
  private static boolean isStructure(SplExpression expression) {
    return expression instanceof Call call
        && call.arguments().stream()
            .anyMatch(
                a -> a instanceof And || a instanceof Or || a instanceof Not || isStructure(a));
  }

  private static String lines(List<SplExpression> terms, String operator, String indent) {
    return terms.stream()
        .map(term -> operand(term, indent + STEP))
        .collect(Collectors.joining("\n" + indent + operator));
  }

  private static String operand(SplExpression term, String indent) {
    boolean compound = term instanceof And || term instanceof Or;
    return compound ? "(" + broken(term, indent) + ")" : print(term, indent);
  }

  private static String broken(SplExpression expression, String indent) {
    String text = print(expression, indent + STEP);
    return text.indexOf('\n') < 0 ? text : "\n" + indent + STEP + text;
  }

  private static String flat(SplExpression expression) {
    if (expression instanceof And and) {
      return join(and.terms(), " AND ");
    }
    if (expression instanceof Or or) {
      return join(or.terms(), " OR ");
    }
    if (expression instanceof Not not) {
      return "NOT "
          + (not.operand() instanceof Call ? flat(not.operand()) : grouped(not.operand()));
    }
    if (expression instanceof Binary binary) {
      String symbol = binary.operator().symbol();
      String between = binary.operator() == SplExpression.Operator.CONCAT ? " . " : symbol;
      return binary.operator().isComparison()
          ? compared(binary.left()) + between + compared(binary.right())
          : tight(binary.left()) + between + tight(binary.right());
    }
    if (expression instanceof Call call) {
      return call.arguments().stream()
          .map(SplPrinter::flat)
          .collect(Collectors.joining(", ", call.function() + "(", ")"));
    }
    if (expression instanceof Text text) {
      return SplText.quote(text.text());
    }
    if (expression instanceof Regex regex) {
      return SplText.quoteRegex(regex.regex());
    }
    return expression instanceof Field field
        ? SplText.evalField(field.name())
        : ((Numeral) expression).digits();
  }

  private static String join(List<SplExpression> terms, String operator) {
    return terms.stream()
        .map(term -> term instanceof And || term instanceof Or ? grouped(term) : flat(term))
        .collect(Collectors.joining(operator));
  }

  private static String grouped(SplExpression expression) {
    return "(" + flat(expression) + ")";
  }

  /** An operand of a comparison: every computation binds tighter. */
  private static String compared(SplExpression operand) {
    boolean computed =
        operand instanceof Binary binary
            && !binary.operator().isComparison()
            && binary.operator() != SplExpression.Operator.CONCAT;
    return computed ? flat(operand) : tight(operand);
  }

  /** An operand of an operator that is not logical. */
  private static String tight(SplExpression operand) {
    boolean simple =
        !(operand instanceof Binary
            || operand instanceof And
            || operand instanceof Or
            || operand instanceof Not);
    return simple ? flat(operand) : grouped(operand);
  }
}
