package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowExpression.Call;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns calls and conversions into those of the IR. */
final class RowCalls {
  private final RowExpressions expressions;
  private final RowReports reports;
  private final RowSearches searches;

  RowCalls(RowExpressions expressions, RowReports reports, RowSearches searches) {
    this.expressions = expressions;
    this.reports = reports;
    this.searches = searches;
  }

  RowExpression lower(EsqlExpression.Call call) {
    String name = call.name().text().toUpperCase(Locale.ROOT);
    switch (name) {
      case "KQL" -> {
        return searches.kql(call);
      }
      case "MATCH" -> {
        Optional<EsqlExpression.MapLiteral> options =
            call.arguments().size() > 2
                ? Optional.of((EsqlExpression.MapLiteral) call.arguments().get(2))
                : Optional.empty();
        return searches.match(
            call.origin(), call.arguments().get(0), call.arguments().get(1), options);
      }
      default -> {}
    }
    if (call.arguments().stream().anyMatch(EsqlExpression.MapLiteral.class::isInstance)) {
      return reports.function(call.origin(), name + " with options");
    }
    List<RowExpression> arguments = expressions.lower(call.arguments());
    Optional<RowType> conversion = conversion(name);
    return conversion.isPresent()
        ? convert(call.origin(), arguments.get(0), conversion.get())
        : call(call.origin(), name, arguments);
  }

  private static Optional<RowType> conversion(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "TO_STRING" -> RowType.KEYWORD;
          case "TO_INTEGER" -> RowType.INTEGER;
          case "TO_LONG" -> RowType.LONG;
          case "TO_UNSIGNED_LONG" -> RowType.UNSIGNED_LONG;
          case "TO_DOUBLE" -> RowType.DOUBLE;
          case "TO_BOOLEAN" -> RowType.BOOLEAN;
          case "TO_DATETIME" -> RowType.DATE;
          case "TO_DATE_NANOS" -> RowType.DATE_NANOS;
          case "TO_IP" -> RowType.IP;
          case "TO_VERSION" -> RowType.VERSION;
          case "TO_GEOPOINT" -> RowType.GEO_POINT;
          default -> null;
        });
  }

  RowExpression cast(EsqlExpression.Cast cast) {
    RowExpression operand = expressions.lower(cast.value());
    String name = cast.type().text().toLowerCase(Locale.ROOT);
    Optional<RowType> type =
        conversion(
            switch (name) {
              case "string", "keyword" -> "TO_STRING";
              case "int", "integer" -> "TO_INTEGER";
              case "ul", "unsigned_long" -> "TO_UNSIGNED_LONG";
              case "bool", "boolean" -> "TO_BOOLEAN";
              case "date", "datetime" -> "TO_DATETIME";
              case "geo_point" -> "TO_GEOPOINT";
              default -> "TO_" + name.toUpperCase(Locale.ROOT);
            });
    return type.isPresent()
        ? convert(cast.origin(), operand, type.get())
        : reports.function(cast.origin(), "::" + name);
  }

  /** A conversion that is written; it maps over lists. */
  private static RowExpression convert(Origin origin, RowExpression operand, RowType type) {
    boolean same = operand.type() == type || (type.isText() && operand.type().isText());
    return same ? operand : new RowExpression.Convert(origin, operand, type);
  }

  private RowExpression call(Origin origin, String name, List<RowExpression> arguments) {
    return switch (name) {
      case "CASE" -> choice(origin, arguments);
      case "CIDR_MATCH" -> cidrMatch(origin, arguments);
      case "PI" -> RowConstants.of(origin, RowType.DOUBLE, Math.PI);
      case "E" -> RowConstants.of(origin, RowType.DOUBLE, Math.E);
      case "TAU" -> RowConstants.of(origin, RowType.DOUBLE, 2 * Math.PI);
      case "MD5", "SHA1", "SHA256" -> {
        String algorithm = name.replace("SHA", "SHA-");
        yield new Call(
            origin,
            RowFunction.HASH,
            RowType.KEYWORD,
            List.of(RowConstants.of(origin, RowType.KEYWORD, algorithm), arguments.get(0)));
      }
      case "TBUCKET", "BUCKET" -> reports.function(origin, name);
      default -> {
        Optional<RowFunction> function = function(name);
        yield function.isPresent()
            ? call(origin, function.get(), arguments)
            : reports.function(origin, name);
      }
    };
  }

  private static Optional<RowFunction> function(String name) {
    try {
      return Optional.of(RowFunction.valueOf(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private RowExpression cidrMatch(Origin origin, List<RowExpression> arguments) {
    List<String> blocks = new ArrayList<>();
    for (RowExpression block : arguments.subList(1, arguments.size())) {
      if (!(block instanceof RowExpression.Constant constant)) {
        return reports.notConstant(block.origin(), "the block of addresses");
      }
      constant.values().forEach(value -> blocks.add(value.toString()));
    }
    return new RowExpression.InBlocks(
        origin, RowConstants.as(RowType.IP, arguments.get(0)), blocks);
  }

  private static RowExpression choice(Origin origin, List<RowExpression> arguments) {
    RowType type =
        IntStream.range(0, arguments.size())
            .filter(i -> i % 2 == 1 || i == arguments.size() - 1)
            .mapToObj(i -> arguments.get(i).type())
            .reduce(RowType.NULL, RowType::common)
            .computed();
    List<RowExpression.Branch> branches = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      branches.add(
          new RowExpression.Branch(
              RowConstants.as(RowType.BOOLEAN, arguments.get(i)),
              RowConstants.as(type, arguments.get(i + 1))));
    }
    Optional<RowExpression> otherwise =
        arguments.size() % 2 == 1
            ? Optional.of(RowConstants.as(type, arguments.get(arguments.size() - 1)))
            : Optional.empty();
    return new RowExpression.Case(origin, type, branches, otherwise);
  }

  private RowExpression call(Origin origin, RowFunction function, List<RowExpression> arguments) {
    RowType first = arguments.isEmpty() ? RowType.NULL : arguments.get(0).type();
    return switch (function) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, NEGATE, PLUS_SPAN ->
          reports.function(origin, function.name());
      case ACOS,
          ASIN,
          ATAN,
          ATAN2,
          CBRT,
          COS,
          COSH,
          EXP,
          HYPOT,
          LOG,
          LOG10,
          POW,
          SIGNUM,
          SIN,
          SINH,
          SQRT,
          TAN,
          TANH,
          TO_DEGREES,
          TO_RADIANS,
          BUCKET ->
          new Call(origin, function, RowType.DOUBLE, all(RowType.DOUBLE, arguments));
      case SCALB ->
          new Call(
              origin,
              function,
              RowType.DOUBLE,
              List.of(RowConstants.as(RowType.DOUBLE, arguments.get(0)), arguments.get(1)));
      case ABS,
          CEIL,
          COPY_SIGN,
          FLOOR,
          MV_DEDUPE,
          MV_FIRST,
          MV_LAST,
          MV_MAX,
          MV_MEDIAN,
          MV_MIN,
          MV_SLICE,
          MV_SORT,
          MV_SUM,
          ROUND ->
          new Call(origin, function, first.computed(), arguments);
      case COALESCE, GREATEST, LEAST, MV_APPEND, MV_INTERSECTION, MV_UNION, ROUND_TO -> {
        RowType common = common(arguments);
        yield new Call(origin, function, common.computed(), all(common, arguments));
      }
      case MV_CONTAINS, MV_INTERSECTS ->
          new Call(origin, function, RowType.BOOLEAN, all(common(arguments), arguments));
      case MV_AVG, ST_X, ST_Y, ST_DISTANCE -> new Call(origin, function, RowType.DOUBLE, arguments);
      case BIT_LENGTH, BYTE_LENGTH, LENGTH, LOCATE, MV_COUNT ->
          new Call(origin, function, RowType.INTEGER, arguments);
      case CONTAINS, ENDS_WITH, STARTS_WITH ->
          new Call(origin, function, RowType.BOOLEAN, arguments);
      case DATE_DIFF -> new Call(origin, function, RowType.INTEGER, dates(arguments, 1));
      case DATE_EXTRACT -> new Call(origin, function, RowType.LONG, dates(arguments, 1));
      case DATE_FORMAT ->
          new Call(origin, function, RowType.KEYWORD, dates(arguments, arguments.size() - 1));
      case DAY_NAME, MONTH_NAME -> new Call(origin, function, RowType.KEYWORD, dates(arguments, 0));
      case DATE_PARSE -> new Call(origin, function, RowType.DATE, arguments);
      case DATE_TRUNC -> trunc(origin, arguments.get(0), arguments.get(1));
      case NOW -> new Call(origin, function, RowType.DATE, arguments);
      case IP_PREFIX -> new Call(origin, function, RowType.IP, arguments);
      case REPLACE ->
          RowConstants.text(arguments.get(1)).isPresent()
              ? new Call(origin, function, RowType.KEYWORD, arguments)
              : reports.notConstant(arguments.get(1).origin(), "the regular expression");
      case CONCAT,
          FROM_BASE64,
          HASH,
          JSON_EXTRACT,
          LEFT,
          LTRIM,
          MV_CONCAT,
          MV_ZIP,
          REPEAT,
          REVERSE,
          RIGHT,
          RTRIM,
          SPACE,
          SPLIT,
          SUBSTRING,
          TO_BASE64,
          TO_LOWER,
          TO_UPPER,
          TRIM,
          URL_DECODE,
          URL_ENCODE,
          URL_ENCODE_COMPONENT ->
          new Call(origin, function, RowType.KEYWORD, arguments);
    };
  }

  /** The start of a span of time. */
  RowExpression trunc(Origin origin, RowExpression span, RowExpression date) {
    return RowConstants.span(span).isPresent()
        ? new Call(
            origin,
            RowFunction.DATE_TRUNC,
            RowType.DATE,
            List.of(span, RowConstants.as(RowType.DATE, date)))
        : reports.notConstant(span.origin(), "the span of time");
  }

  private static RowType common(List<RowExpression> arguments) {
    RowType type = RowType.NULL;
    for (RowExpression argument : arguments) {
      boolean isText = argument instanceof RowExpression.Constant && argument.type().isText();
      type = isText && type != RowType.NULL ? type : type.common(argument.type());
    }
    return type;
  }

  private static List<RowExpression> all(RowType type, List<RowExpression> arguments) {
    return arguments.stream().map(argument -> RowConstants.as(type, argument)).toList();
  }

  /** The arguments, of which those from {@code start} on are dates. */
  private static List<RowExpression> dates(List<RowExpression> arguments, int start) {
    return IntStream.range(0, arguments.size())
        .mapToObj(
            i -> i < start ? arguments.get(i) : RowConstants.as(RowType.DATE, arguments.get(i)))
        .toList();
  }
}
