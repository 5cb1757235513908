package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.runtime.function.EqlFunctions;
import dev.sigrun.runtime.function.EqlOperators;
import dev.sigrun.runtime.function.TimeParts;
import java.util.ArrayList;
import java.util.List;

/** Writes calls of functions. */
final class CallWriter {
  private final ExpressionWriter writer;

  CallWriter(ExpressionWriter writer) {
    this.writer = writer;
  }

  /** The call as an expression. */
  CodeBlock write(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    return switch (call.function()) {
      case ADD -> numeric("add", call);
      case SUBTRACT -> numeric("subtract", call);
      case MULTIPLY -> numeric("multiply", call);
      case DIVIDE -> numeric("divide", call);
      case MODULO -> numeric("modulo", call);
      case NEGATE -> numeric("negate", call);
      case BETWEEN -> between("between", call);
      case BETWEEN_IGNORING_CASE -> between("betweenIgnoringCase", call);
      case CONCAT -> concat(call, arguments);
      case ENDS_WITH -> function("endsWith", call);
      case ENDS_WITH_IGNORING_CASE -> function("endsWithIgnoringCase", call);
      case INDEX_OF -> function("indexOf", call);
      case INDEX_OF_IGNORING_CASE -> function("indexOfIgnoringCase", call);
      case LENGTH -> function("length", call);
      case NUMBER -> function("number", call);
      case STARTS_WITH -> function("startsWith", call);
      case STARTS_WITH_IGNORING_CASE -> function("startsWithIgnoringCase", call);
      case STRING -> ExpressionWriter.call(EqlFunctions.class, "string", objects(call, arguments));
      case STRING_CONTAINS -> function("stringContains", call);
      case STRING_CONTAINS_IGNORING_CASE -> function("stringContainsIgnoringCase", call);
      case SUBSTRING -> function("substring", call);
      case MINUTE -> timePart("minute", call);
      case HOUR -> timePart("hour", call);
      case DAY -> timePart("day", call);
      case WEEK -> timePart("week", call);
      case MONTH -> timePart("month", call);
      case YEAR -> timePart("year", call);
    };
  }

  private CodeBlock timePart(String name, Expression.Call call) {
    return ExpressionWriter.call(
        TimeParts.class,
        name,
        List.of(writer.argument(call, call.arguments().get(0), String.class)));
  }

  private CodeBlock numeric(String operator, Expression.Call call) {
    List<CodeBlock> operands =
        call.arguments().stream().map(a -> writer.argument(call, a, Number.class)).toList();
    return ExpressionWriter.call(EqlOperators.class, operator, operands);
  }

  /** A function whose first parameter is a string, and the others too unless they are positions. */
  private CodeBlock function(String name, Expression.Call call) {
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      boolean number =
          call.function().parameter(i).filter(t -> t == Expression.Type.NUMBER).isPresent();
      Class<?> parameter = number ? Number.class : String.class;
      arguments.add(writer.argument(call, call.arguments().get(i), parameter));
    }
    return ExpressionWriter.call(EqlFunctions.class, name, arguments);
  }

  private CodeBlock between(String name, Expression.Call call) {
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      arguments.add(writer.argument(call, call.arguments().get(i), String.class));
    }
    arguments.add(
        call.arguments().size() < 4
            ? CodeBlock.of("false")
            : ExpressionWriter.operator(
                "isTrue", writer.argument(call, call.arguments().get(3), Boolean.class)));
    return ExpressionWriter.call(EqlFunctions.class, name, arguments);
  }

  private List<CodeBlock> objects(Expression whole, List<Expression> arguments) {
    return arguments.stream().map(a -> writer.argument(whole, a, Object.class)).toList();
  }

  /** Many arguments are joined in groups, which gives the same text. */
  private CodeBlock concat(Expression.Call call, List<Expression> arguments) {
    List<CodeBlock> parts =
        arguments.size() <= Grouping.MOST_TERMS
            ? objects(call, arguments)
            : writer.inGroups(
                arguments, group -> new Expression.Call(call.origin(), Function.CONCAT, group));
    return ExpressionWriter.call(EqlFunctions.class, "concat", parts);
  }
}
