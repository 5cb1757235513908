package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.row.JavaPattern;
import dev.sigrun.runtime.row.RowConversions;
import dev.sigrun.runtime.row.RowDates;
import dev.sigrun.runtime.row.RowEncodings;
import dev.sigrun.runtime.row.RowLists;
import dev.sigrun.runtime.row.RowLogic;
import dev.sigrun.runtime.row.RowMath;
import dev.sigrun.runtime.row.RowNumbers;
import dev.sigrun.runtime.row.RowPoints;
import dev.sigrun.runtime.row.RowTexts;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes calls of functions of the runtime. */
final class RowCallWriter {
  private final RowTarget target;
  private final RowSource source;
  private final Function<RowExpression, CodeBlock> arguments;

  /**
   * A writer.
   *
   * @param arguments writes an argument of a call
   */
  RowCallWriter(RowTarget target, RowSource source, Function<RowExpression, CodeBlock> arguments) {
    this.target = target;
    this.source = source;
    this.arguments = arguments;
  }

  CodeBlock write(RowExpression.Call call) {
    RowFunction function = call.function();
    return switch (function) {
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          NEGATE,
          ABS,
          CEIL,
          FLOOR,
          ROUND,
          ROUND_TO,
          BUCKET ->
          method(RowNumbers.class, name(function), call.arguments());
      case PLUS_SPAN ->
          method(
              RowDates.class,
              call.type() == RowType.DATE_NANOS ? "plusNanos" : "plus",
              call.arguments());
      case ACOS,
          ASIN,
          ATAN,
          ATAN2,
          CBRT,
          COS,
          COSH,
          EXP,
          HYPOT,
          POW,
          SIGNUM,
          SIN,
          SINH,
          TAN,
          TANH,
          TO_DEGREES,
          TO_RADIANS ->
          math(Math.class, call);
      case LOG, LOG10, SQRT -> math(RowMath.class, call);
      case COPY_SIGN, SCALB -> method(RowMath.class, name(function), call.arguments());
      case BIT_LENGTH,
          BYTE_LENGTH,
          CONCAT,
          CONTAINS,
          ENDS_WITH,
          LEFT,
          LENGTH,
          LOCATE,
          LTRIM,
          REPEAT,
          REVERSE,
          RIGHT,
          RTRIM,
          SPACE,
          SPLIT,
          STARTS_WITH,
          SUBSTRING,
          TO_LOWER,
          TO_UPPER,
          TRIM ->
          method(RowTexts.class, name(function), call.arguments());
      case REPLACE -> replace(call);
      case FROM_BASE64,
          HASH,
          JSON_EXTRACT,
          TO_BASE64,
          URL_DECODE,
          URL_ENCODE,
          URL_ENCODE_COMPONENT ->
          method(RowEncodings.class, name(function), call.arguments());
      case COALESCE -> method(RowLogic.class, "coalesce", call.arguments());
      case GREATEST, LEAST -> method(RowLists.class, name(function), call.arguments());
      case MV_APPEND,
          MV_AVG,
          MV_CONCAT,
          MV_CONTAINS,
          MV_COUNT,
          MV_DEDUPE,
          MV_FIRST,
          MV_INTERSECTION,
          MV_INTERSECTS,
          MV_LAST,
          MV_MAX,
          MV_MEDIAN,
          MV_MIN,
          MV_SLICE,
          MV_SORT,
          MV_SUM,
          MV_UNION,
          MV_ZIP ->
          method(RowLists.class, camelCase(function.name().substring(3)), call.arguments());
      case DATE_DIFF, DATE_EXTRACT, DATE_FORMAT, DATE_PARSE, DATE_TRUNC ->
          method(RowDates.class, camelCase(function.name().substring(5)), call.arguments());
      case DAY_NAME, MONTH_NAME -> method(RowDates.class, name(function), call.arguments());
      case NOW -> CodeBlock.of("$L.$N.now()", RowExpressionWriter.ROW, source.name());
      case IP_PREFIX -> method(RowPoints.class, "prefix", call.arguments());
      case ST_DISTANCE -> method(RowPoints.class, "distance", call.arguments());
      case ST_X -> method(RowPoints.class, "longitude", call.arguments());
      case ST_Y -> method(RowPoints.class, "latitude", call.arguments());
    };
  }

  private CodeBlock method(Class<?> owner, String name, List<RowExpression> operands) {
    return CodeBlock.of(
        "$T.$L($L)", owner, name, CodeBlock.join(operands.stream().map(arguments).toList(), ", "));
  }

  private CodeBlock math(Class<?> owner, RowExpression.Call call) {
    List<CodeBlock> operands = call.arguments().stream().map(arguments).toList();
    return CodeBlock.of(
        "$T.apply($T::$L, $L)",
        RowMath.class,
        owner,
        name(call.function()),
        CodeBlock.join(operands, ", "));
  }

  private CodeBlock replace(RowExpression.Call call) {
    RowExpression.Constant regex = (RowExpression.Constant) call.arguments().get(1);
    CodeBlock pattern =
        target.constant(
            JavaPattern.class,
            "replaced",
            CodeBlock.of(
                "$T.of($L)", JavaPattern.class, target.string(regex.values().get(0).toString())));
    return CodeBlock.of(
        "$L.replace($L, $L)",
        pattern,
        arguments.apply(call.arguments().get(0)),
        arguments.apply(call.arguments().get(2)));
  }

  CodeBlock write(RowExpression.Convert convert) {
    RowType from = convert.operand().type();
    String name =
        switch (convert.type()) {
          case KEYWORD, TEXT ->
              from == RowType.DATE
                  ? "dateToText"
                  : from == RowType.DATE_NANOS ? "nanosToText" : "toText";
          case INTEGER -> "toInteger";
          case LONG -> "toLong";
          case UNSIGNED_LONG -> "toUnsignedLong";
          case DOUBLE -> "toDouble";
          case BOOLEAN -> "toBoolean";
          case DATE -> from == RowType.DATE_NANOS ? "nanosToDate" : "toDate";
          case DATE_NANOS -> from == RowType.DATE ? "dateToNanos" : "toNanos";
          case IP -> "toIp";
          case VERSION -> "toVersion";
          case GEO_POINT -> "toGeoPoint";
          case SPAN, NULL -> throw new IllegalArgumentException("No conversion: " + convert);
        };
    return method(RowConversions.class, name, List.of(convert.operand()));
  }

  private static String name(RowFunction function) {
    return camelCase(function.name());
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
