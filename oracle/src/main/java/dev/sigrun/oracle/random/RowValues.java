package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.row.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values of cells, and how events hold them. */
final class RowValues {
  /** The time of events that have no other. */
  static final long TIME = 1_777_717_800_000L;

  private RowValues() {}

  /** A value of a type; other numbers give other values, but for booleans. */
  static Object some(RowType type, int number) {
    return switch (type) {
      case KEYWORD, TEXT, NULL, GEO_POINT, SPAN -> "v" + number;
      case INTEGER -> number + 1;
      case LONG -> number + 1L;
      case UNSIGNED_LONG -> BigInteger.valueOf(number + 1L);
      case DOUBLE -> number + 1.5;
      case BOOLEAN -> number % 2 == 0;
      case DATE -> TIME + number;
      case DATE_NANOS -> (TIME + number) * 1_000_000;
      case IP -> IpAddress.parse("203.0." + number / 250 + "." + (1 + number % 250)).orElseThrow();
      case VERSION -> new Version("1." + number);
    };
  }

  /** A list of so many values. */
  static List<Object> several(RowType type, int count) {
    return IntStream.range(0, count).mapToObj(i -> some(type, i)).toList();
  }

  /** A value of another type, as conversions read it. */
  static Optional<Object> as(RowType type, Object value) {
    if (value instanceof List) {
      return Optional.of(value);
    }
    try {
      return Optional.ofNullable(
          switch (type) {
            case KEYWORD, TEXT, NULL, SPAN, GEO_POINT -> text(value);
            case INTEGER -> number(value).setScale(0, RoundingMode.CEILING).intValueExact();
            case LONG, DATE, DATE_NANOS ->
                number(value).setScale(0, RoundingMode.CEILING).longValueExact();
            case UNSIGNED_LONG -> number(value).toBigInteger();
            case DOUBLE -> number(value).doubleValue();
            case BOOLEAN -> Boolean.valueOf(value.toString());
            case IP -> IpAddress.parse(value.toString()).orElse(null);
            case VERSION -> new Version(value.toString());
          });
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** A number; zero of what is none. */
  static BigDecimal number(Object value) {
    try {
      return new BigDecimal(value.toString());
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  /** A value that is a little greater, or less; texts cannot be. */
  static Optional<Object> plus(Object value, RowType type, int more) {
    return value instanceof Number
        ? as(type, number(value).add(BigDecimal.valueOf(more)))
        : Optional.of(value);
  }

  /** A value as an event holds it. */
  static Object inEvent(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> inEvent(each)).toList();
    }
    return value instanceof IpAddress || value instanceof Version ? value.toString() : value;
  }

  /** A document in JSON that has a value at a path. */
  static String json(String path, Object value) {
    String[] names = path.replaceAll("^\\$\\.?", "").split("[.\\[\\]']+", -1);
    List<String> steps = new ArrayList<>();
    for (String name : names) {
      if (!name.isEmpty()) {
        steps.add(name);
      }
    }
    Object document = inEvent(value);
    for (int i = steps.size() - 1; i >= 0; i--) {
      String name = steps.get(i);
      if (name.matches("[0-9]+")) {
        List<Object> list = new ArrayList<>();
        for (int j = 0; j <= Math.min(20, Integer.parseInt(name)); j++) {
          list.add(document);
        }
        document = list;
      } else {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(name, document);
        document = object;
      }
    }
    return JsonValues.write(document);
  }
}
