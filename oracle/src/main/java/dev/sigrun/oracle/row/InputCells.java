package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.row.GeoPoint;
import dev.sigrun.runtime.row.Version;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cells that fields of an event fill, as an index stores their values. */
final class InputCells {
  private InputCells() {}

  static List<Object> of(
      EventFacts facts, Map<String, @Nullable Object> event, Field field, RowType type) {
    if (type == RowType.GEO_POINT) {
      return point(event.get(field.name()));
    }
    Stream<Object> values = facts.values(event, field).stream().map(value -> stored(value, type));
    return switch (type) {
      case TEXT -> values.toList();
      case KEYWORD, IP, VERSION -> values.distinct().sorted(Order.COMPARATOR).toList();
      default -> values.sorted(Order.COMPARATOR).toList();
    };
  }

  private static Object stored(Object value, RowType type) {
    return switch (type) {
      case INTEGER -> ((Number) value).intValue();
      case LONG -> ((Number) value).longValue();
      case UNSIGNED_LONG -> new BigInteger(value.toString());
      case DOUBLE -> ((Number) value).doubleValue();
      case VERSION -> new Version(value.toString());
      default -> value;
    };
  }

  private static List<Object> point(@Nullable Object value) {
    return value instanceof Map<?, ?> object
            && object.get("lon") instanceof Number longitude
            && object.get("lat") instanceof Number latitude
        ? List.of(new GeoPoint(longitude.doubleValue(), latitude.doubleValue()))
        : List.of();
  }
}
