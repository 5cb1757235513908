package dev.sigrun.oracle.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.Parameter;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.row.Signature;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.GeoPoint;
import dev.sigrun.runtime.row.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The facts about functions hold for what the interpreter computes. */
final class RowFunctionFactsTest {
  private static final SourceText SOURCE = SourceText.of("test", "FROM logs");
  private static final Origin AT = Origin.of(SOURCE, SOURCE.whole());
  private static final int MOST_ARGUMENTS = 3;

  private static final EventFacts NO_EVENT =
      new EventFacts() {
        @Override
        public List<Object> values(Map<String, @Nullable Object> event, Field field) {
          return List.of();
        }

        @Override
        public boolean test(Predicate predicate, Map<String, @Nullable Object> event) {
          return false;
        }
      };

  /** A call and whether some argument is null or a list. */
  private record Example(RowExpression.Call call, boolean hasNull, boolean hasList) {}

  @ParameterizedTest
  @EnumSource
  void hold(RowFunction function) {
    List<Example> examples = examples(function);
    assertThat(examples).isNotEmpty();
    boolean made = false;
    boolean madeOfList = false;
    for (Example example : examples) {
      List<Object> result = evaluate(example.call());
      made |= !result.isEmpty();
      madeOfList |= !result.isEmpty() && example.hasList();
      assertThat(result)
          .as("%s", example)
          .allSatisfy(value -> assertThat(example.call().type().holds(value)).isTrue());
      if (!function.mayBeList()) {
        assertThat(result).as("%s", example).hasSizeLessThanOrEqualTo(1);
      }
      if (function.isNeverNull()) {
        assertThat(result).as("%s", example).hasSize(1);
      }
      if (function.isStrict() && example.hasNull()) {
        assertThat(result).as("%s", example).isEmpty();
      }
      if (!function.takesLists() && example.hasList()) {
        assertThat(result).as("%s", example).isEmpty();
      }
    }
    assertThat(made).as("some result").isTrue();
    assertThat(madeOfList).as("a result of a list").isEqualTo(function.takesLists());
  }

  private static List<Object> evaluate(RowExpression expression) {
    return new Evaluator(
            Map.of(), Map.of(), List.of(), Instant.EPOCH, new LinkedHashSet<>(), NO_EVENT)
        .of(expression);
  }

  /** Calls with all numbers of arguments, each of which is null, one value or a list. */
  private static List<Example> examples(RowFunction function) {
    Signature signature = function.signature();
    List<Example> examples = new ArrayList<>();
    for (int count = 0; count <= MOST_ARGUMENTS; count++) {
      if (signature.takes(count)) {
        int choices = (int) Math.pow(3, count);
        for (int choice = 0; choice < choices; choice++) {
          example(function, count, choice, examples);
        }
      }
    }
    return examples;
  }

  private static void example(RowFunction function, int count, int choice, List<Example> examples) {
    List<RowExpression> arguments = new ArrayList<>();
    int rest = choice;
    for (int i = 0; i < count; i++) {
      Parameter parameter = function.signature().parameter(i, count);
      int size = isConstant(parameter) ? 1 : rest % 3;
      rest /= 3;
      arguments.add(argument(function, i, count, size));
    }
    examples.add(
        new Example(
            RowExpression.Call.of(AT, function, arguments),
            IntStream.range(0, count).anyMatch(i -> size(arguments, i) == 0),
            IntStream.range(0, count).anyMatch(i -> size(arguments, i) > 1)));
  }

  private static boolean isConstant(Parameter parameter) {
    return parameter == Parameter.SPAN || parameter == Parameter.PATTERN;
  }

  private static int size(List<RowExpression> arguments, int index) {
    return ((RowExpression.Constant) arguments.get(index)).values().size();
  }

  private static RowExpression argument(RowFunction function, int index, int count, int size) {
    Parameter parameter = function.signature().parameter(index, count);
    return switch (parameter) {
      case ANY, ORDERED, SAME, SAME_ORDERED, SAME_NUMBER, NUMBER ->
          constant(RowType.INTEGER, size, 1, 2);
      case TEXT -> constant(RowType.KEYWORD, size, text(function, index, count), "b");
      case PATTERN -> constant(RowType.KEYWORD, size, "a", "b");
      case DOUBLE -> constant(RowType.DOUBLE, size, 1.0, 0.5);
      case DATE, TIME -> constant(RowType.DATE, size, 0L, 1L);
      case IP -> constant(RowType.IP, size, address("10.0.0.1"), address("::1"));
      case POINT -> constant(RowType.GEO_POINT, size, new GeoPoint(1, 2), new GeoPoint(3, 4));
      case SPAN -> constant(RowType.SPAN, size, Span.ofDays(1), Span.ofDays(2));
    };
  }

  /** A text that the function can do something with. */
  private static String text(RowFunction function, int index, int count) {
    boolean isFirst = index == 0;
    return switch (function) {
      case DATE_EXTRACT -> "day_of_month";
      case DATE_PARSE -> isFirst && count > 1 ? "yyyy" : "2024";
      case HASH -> isFirst ? "MD5" : "a";
      case JSON_EXTRACT -> isFirst ? "{\"a\": 1}" : "a";
      default -> "day";
    };
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static RowExpression constant(RowType type, int size, Object first, Object second) {
    return new RowExpression.Constant(AT, type, List.of(first, second).subList(0, size));
  }
}
