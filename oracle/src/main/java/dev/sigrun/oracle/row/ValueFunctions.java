package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.row.GeoPoint;
import java.util.List;

/** Functions of single values. */
final class ValueFunctions {
  /** The mean radius of the earth in metres. */
  private static final double RADIUS = 6_371_008.7714;

  private ValueFunctions() {}

  static List<Object> apply(RowFunction function, RowType type, List<Object> arguments) {
    Object first = arguments.get(0);
    return switch (function) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          List.of(Numbers.arithmetic(function, type, first, arguments.get(1)));
      case NEGATE -> List.of(Numbers.negate(first, type));
      case ABS -> List.of(Numbers.abs(first, type));
      case CEIL -> List.of(first instanceof Double number ? Math.ceil(number) : first);
      case FLOOR -> List.of(first instanceof Double number ? Math.floor(number) : first);
      case COPY_SIGN -> List.of(copySign(first, (Number) arguments.get(1), type));
      case ROUND ->
          List.of(
              Numbers.rounded(
                  first, type, arguments.size() > 1 ? ((Number) arguments.get(1)).longValue() : 0));
      case ROUND_TO -> List.of(roundedTo(first, arguments.subList(1, arguments.size())));
      case ACOS,
          ASIN,
          ATAN,
          ATAN2,
          BUCKET,
          CBRT,
          COS,
          COSH,
          EXP,
          HYPOT,
          LOG,
          LOG10,
          POW,
          SCALB,
          SIGNUM,
          SIN,
          SINH,
          SQRT,
          TAN,
          TANH,
          TO_DEGREES,
          TO_RADIANS ->
          List.of(Numbers.decimal(function, arguments));
      case PLUS_SPAN,
          DATE_DIFF,
          DATE_EXTRACT,
          DATE_FORMAT,
          DATE_PARSE,
          DATE_TRUNC,
          DAY_NAME,
          MONTH_NAME ->
          DateFunctions.apply(function, type, arguments);
      case ST_X -> List.of(((GeoPoint) first).longitude());
      case ST_Y -> List.of(((GeoPoint) first).latitude());
      case ST_DISTANCE -> List.of(distance((GeoPoint) first, (GeoPoint) arguments.get(1)));
      case IP_PREFIX -> List.of(prefix((IpAddress) first, arguments));
      case BIT_LENGTH,
          BYTE_LENGTH,
          CONCAT,
          CONTAINS,
          ENDS_WITH,
          FROM_BASE64,
          HASH,
          JSON_EXTRACT,
          LEFT,
          LENGTH,
          LOCATE,
          LTRIM,
          REPEAT,
          REPLACE,
          REVERSE,
          RIGHT,
          RTRIM,
          SPACE,
          SPLIT,
          STARTS_WITH,
          SUBSTRING,
          TO_BASE64,
          TRIM,
          URL_DECODE,
          URL_ENCODE,
          URL_ENCODE_COMPONENT ->
          TextFunctions.apply(function, arguments);
      case COALESCE,
          GREATEST,
          LEAST,
          MV_APPEND,
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
          MV_ZIP,
          NOW,
          TO_LOWER,
          TO_UPPER ->
          throw new IllegalArgumentException("Not a function of single values: " + function);
    };
  }

  private static Object copySign(Object number, Number sign, RowType type) {
    Object magnitude = Numbers.abs(number, type);
    return Math.copySign(1, sign.doubleValue()) < 0 ? Numbers.negate(magnitude, type) : magnitude;
  }

  private static Object roundedTo(Object number, List<Object> points) {
    List<Object> sorted = points.stream().sorted(Order.COMPARATOR).toList();
    return sorted.stream()
        .filter(point -> Order.compare(point, number) <= 0)
        .reduce((a, b) -> b)
        .orElse(sorted.get(0));
  }

  /** By the haversine formula. */
  private static double distance(GeoPoint a, GeoPoint b) {
    double height = Math.sin(Math.toRadians(a.latitude() - b.latitude()) / 2);
    double width = Math.sin(Math.toRadians(a.longitude() - b.longitude()) / 2);
    double parallel =
        Math.cos(Math.toRadians(a.latitude())) * Math.cos(Math.toRadians(b.latitude()));
    return 2 * RADIUS * Math.asin(Math.sqrt(height * height + parallel * width * width));
  }

  private static Object prefix(IpAddress address, List<Object> arguments) {
    Object bits = arguments.get(address.isV4() ? 1 : 2);
    return IpBlock.parse(address + "/" + bits)
        .flatMap(block -> IpBlocks.ends(block.text()))
        .map(IpBlocks.Block::first)
        .orElseThrow(() -> new FailureException("Prefix length out of range"));
  }
}
