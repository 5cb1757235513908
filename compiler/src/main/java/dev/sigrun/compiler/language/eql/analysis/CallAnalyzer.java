package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.language.MappedBlocks;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Arithmetic and calls of functions. */
final class CallAnalyzer {
  private static final DiagnosticKind UNKNOWN_FUNCTION =
      DiagnosticKind.error("EQL101", "Unknown function '%s'.%s");
  private static final DiagnosticKind WRONG_ARITY =
      DiagnosticKind.error("EQL102", "Function '%s' takes %s, found %s.");
  private static final DiagnosticKind NO_CASE_FORM =
      DiagnosticKind.error("EQL103", "Function '%s' has no case-insensitive form. Remove the '~'.");
  private static final DiagnosticKind WRONG_ARGUMENT =
      DiagnosticKind.error("EQL104", "Argument %s of '%s' must be %s, found %s.");
  private static final DiagnosticKind NOT_A_BLOCK =
      DiagnosticKind.error(
          "EQL105", "'%s' is not a CIDR block. Write an address and a prefix, such as %s.");
  private static final DiagnosticKind NOT_A_NUMBER =
      DiagnosticKind.error("EQL113", "Operator '%s' takes numbers, found %s.");
  private static final DiagnosticKind PATTERN_ARGUMENT =
      DiagnosticKind.warning(
          "EQL155", "'%s' is searched for as a pattern, in which '*', '?' and '\\' are special.");

  private static final Pattern ESCAPED = Pattern.compile("\\\\[*?\\\\]");

  private final ConstantFolder folder;
  private final ExpressionReports reports;

  CallAnalyzer(ConstantFolder folder, ExpressionReports reports) {
    this.folder = folder;
    this.reports = reports;
  }

  /** An operation on two numbers. */
  Optional<Expression> arithmetic(
      EqlExpression.Arithmetic arithmetic, Optional<Expression> left, Optional<Expression> right) {
    String symbol = arithmetic.operator().symbol();
    Optional<Expression> first = number(symbol, arithmetic.left(), left);
    Optional<Expression> second = number(symbol, arithmetic.right(), right);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    Function function =
        switch (arithmetic.operator()) {
          case ADD -> Function.ADD;
          case SUBTRACT -> Function.SUBTRACT;
          case MULTIPLY -> Function.MULTIPLY;
          case DIVIDE -> Function.DIVIDE;
          case MODULO -> Function.MODULO;
        };
    return folder.tryFold(
        new Expression.Call(arithmetic.origin(), function, List.of(first.get(), second.get())));
  }

  /** A number with a sign. */
  Optional<Expression> sign(EqlExpression.Sign sign, Optional<Expression> operand) {
    Optional<Expression> number = number(sign.minus() ? "-" : "+", sign.operand(), operand);
    return sign.minus()
        ? number.flatMap(
            o -> folder.tryFold(new Expression.Call(sign.origin(), Function.NEGATE, List.of(o))))
        : number;
  }

  private Optional<Expression> number(
      String symbol, EqlExpression written, Optional<Expression> operand) {
    if (operand.isPresent()
        && operand.get().type() != Type.NUMBER
        && operand.get().type() != Type.NULL) {
      return reports.fail(
          NOT_A_NUMBER, written.origin(), symbol, ExpressionReports.describe(operand.get()));
    }
    return operand;
  }

  /**
   * A call of a function by its name.
   *
   * @param arguments empty ones have been reported
   */
  Optional<Expression> call(EqlExpression.Call call, List<Optional<Expression>> arguments) {
    Optional<EqlFunction> found = EqlFunction.named(call.name());
    if (found.isEmpty()) {
      return reports.fail(
          UNKNOWN_FUNCTION,
          call.nameOrigin(),
          call.name(),
          Suggestions.didYouMean(call.name(), EqlFunction.names()));
    }
    EqlFunction function = found.get();
    if (call.ignoringCase() && !function.hasCaseInsensitiveForm()) {
      return reports.fail(NO_CASE_FORM, call.nameOrigin(), function.spelling());
    }
    if (!function.takes(arguments.size())) {
      return reports.fail(
          WRONG_ARITY,
          call.origin(),
          function.spelling(),
          function.arity(),
          String.valueOf(arguments.size()));
    }
    List<Expression> checked = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      int index = i;
      arguments.get(i).filter(argument -> fits(function, index, argument)).ifPresent(checked::add);
    }
    return checked.size() < arguments.size() ? Optional.empty() : apply(call, function, checked);
  }

  private Optional<Expression> apply(
      EqlExpression.Call call, EqlFunction function, List<Expression> arguments) {
    if (function == EqlFunction.CIDR_MATCH) {
      return inBlocks(call, arguments);
    }
    warnAboutConstant(function, arguments);
    return function
        .function(call.ignoringCase())
        .flatMap(f -> folder.tryFold(new Expression.Call(call.origin(), f, arguments)));
  }

  private void warnAboutConstant(EqlFunction function, List<Expression> arguments) {
    boolean searches = function == EqlFunction.ENDS_WITH || function == EqlFunction.STRING_CONTAINS;
    if (searches
        && arguments.get(0) instanceof Expression.FieldValue
        && arguments.get(1) instanceof Expression.Constant constant
        && constant.value() instanceof String text
        && (text.isEmpty() || hasBareSigns(text))) {
      reports.report(PATTERN_ARGUMENT, constant.origin(), text);
    }
  }

  /**
   * Whether there is a sign of patterns that is not escaped, as one who knows of them writes it.
   */
  private static boolean hasBareSigns(String text) {
    return ESCAPED.matcher(text).replaceAll("").chars().anyMatch(c -> "*?\\".indexOf(c) >= 0);
  }

  private boolean fits(EqlFunction function, int index, Expression argument) {
    EqlFunction.Parameter parameter = function.parameter(index);
    boolean fits =
        argument.type() == Type.NULL
            || switch (parameter) {
              case STRING -> argument.type() == Type.STRING;
              case NUMBER -> argument.type() == Type.NUMBER;
              case INTEGER -> argument.type() == Type.NUMBER && !isDecimal(argument);
              case BOOLEAN -> argument.type() == Type.BOOLEAN;
              case ANYTHING -> argument.type() != Type.DATE;
              case ADDRESS ->
                  argument.type() == Type.IP
                      || (argument.type() == Type.STRING
                          && !(argument instanceof Expression.FieldValue));
              case BLOCKS -> argument.type() == Type.STRING && ConstantFolder.isConstant(argument);
            };
    if (!fits) {
      reports.report(
          WRONG_ARGUMENT,
          argument.origin(),
          String.valueOf(index + 1),
          function.spelling(),
          parameter.label(),
          ExpressionReports.describe(argument));
    }
    return fits;
  }

  private Optional<Expression> inBlocks(EqlExpression.Call call, List<Expression> arguments) {
    List<IpBlock> blocks = new ArrayList<>();
    boolean good = true;
    for (Expression argument : arguments.subList(1, arguments.size())) {
      if (argument instanceof Expression.Constant constant) {
        String block = String.valueOf(constant.value());
        Optional<IpBlock> parsed = IpBlock.parse(block);
        parsed.ifPresent(blocks::add);
        if (parsed.isEmpty()) {
          good = false;
          reports.report(
              NOT_A_BLOCK,
              constant.origin(),
              block,
              MappedBlocks.advice(block).orElse("'10.0.0.0/8'"));
        }
      }
    }
    if (!good) {
      return Optional.empty();
    }
    if (blocks.size() < arguments.size() - 1) {
      return Optional.of(new Expression.Null(call.origin()));
    }
    return folder.tryFold(new Expression.InBlocks(call.origin(), arguments.get(0), blocks));
  }

  private static boolean isDecimal(Expression expression) {
    return expression instanceof Expression.Constant constant && constant.value() instanceof Double;
  }
}
