package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.ir.Function;
import dev.sigrun.runtime.function.EqlFunctions;
import dev.sigrun.runtime.function.EqlOperators;
import dev.sigrun.runtime.function.TimeParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies functions to constants, by the same code that compiled matchers call. */
final class FunctionEvaluator {
  private FunctionEvaluator() {}

  static @Nullable Object evaluate(Function function, List<@Nullable Object> arguments) {
    return switch (function) {
      case ADD -> EqlOperators.add(number(arguments, 0), number(arguments, 1));
      case SUBTRACT -> EqlOperators.subtract(number(arguments, 0), number(arguments, 1));
      case MULTIPLY -> EqlOperators.multiply(number(arguments, 0), number(arguments, 1));
      case DIVIDE -> EqlOperators.divide(number(arguments, 0), number(arguments, 1));
      case MODULO -> EqlOperators.modulo(number(arguments, 0), number(arguments, 1));
      case NEGATE -> EqlOperators.negate(number(arguments, 0));
      case BETWEEN ->
          EqlFunctions.between(
              text(arguments, 0), text(arguments, 1), text(arguments, 2), truth(arguments, 3));
      case BETWEEN_IGNORING_CASE ->
          EqlFunctions.betweenIgnoringCase(
              text(arguments, 0), text(arguments, 1), text(arguments, 2), truth(arguments, 3));
      case CONCAT -> EqlFunctions.concat(arguments.toArray());
      case ENDS_WITH -> EqlFunctions.endsWith(text(arguments, 0), text(arguments, 1));
      case ENDS_WITH_IGNORING_CASE ->
          EqlFunctions.endsWithIgnoringCase(text(arguments, 0), text(arguments, 1));
      case INDEX_OF ->
          EqlFunctions.indexOf(text(arguments, 0), text(arguments, 1), number(arguments, 2));
      case INDEX_OF_IGNORING_CASE ->
          EqlFunctions.indexOfIgnoringCase(
              text(arguments, 0), text(arguments, 1), number(arguments, 2));
      case LENGTH -> EqlFunctions.length(text(arguments, 0));
      case NUMBER -> EqlFunctions.number(text(arguments, 0), number(arguments, 1));
      case STARTS_WITH -> EqlFunctions.startsWith(text(arguments, 0), text(arguments, 1));
      case STARTS_WITH_IGNORING_CASE ->
          EqlFunctions.startsWithIgnoringCase(text(arguments, 0), text(arguments, 1));
      case STRING -> EqlFunctions.string(arguments.get(0));
      case STRING_CONTAINS -> EqlFunctions.stringContains(text(arguments, 0), text(arguments, 1));
      case STRING_CONTAINS_IGNORING_CASE ->
          EqlFunctions.stringContainsIgnoringCase(text(arguments, 0), text(arguments, 1));
      case SUBSTRING ->
          EqlFunctions.substring(text(arguments, 0), number(arguments, 1), number(arguments, 2));
      case MINUTE -> TimeParts.minute(text(arguments, 0));
      case HOUR -> TimeParts.hour(text(arguments, 0));
      case DAY -> TimeParts.day(text(arguments, 0));
      case WEEK -> TimeParts.week(text(arguments, 0));
      case MONTH -> TimeParts.month(text(arguments, 0));
      case YEAR -> TimeParts.year(text(arguments, 0));
    };
  }

  private static @Nullable Object argument(List<@Nullable Object> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  private static @Nullable String text(List<@Nullable Object> arguments, int index) {
    return (String) argument(arguments, index);
  }

  private static @Nullable Number number(List<@Nullable Object> arguments, int index) {
    return (Number) argument(arguments, index);
  }

  private static boolean truth(List<@Nullable Object> arguments, int index) {
    return Boolean.TRUE.equals(argument(arguments, index));
  }
}
