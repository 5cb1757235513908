package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Functions of cells with any number of values. */
final class ListFunctions {
  private ListFunctions() {}

  static List<Object> apply(RowFunction function, RowType type, List<List<Object>> arguments) {
    List<Object> first = arguments.get(0);
    List<Object> second = arguments.size() > 1 ? arguments.get(1) : List.of();
    return switch (function) {
      case COALESCE ->
          arguments.stream().filter(cell -> !cell.isEmpty()).findFirst().orElse(List.of());
      case GREATEST -> extreme(arguments, true);
      case LEAST -> extreme(arguments, false);
      case TO_LOWER ->
          first.stream().<Object>map(v -> ((String) v).toLowerCase(Locale.ROOT)).toList();
      case TO_UPPER ->
          first.stream().<Object>map(v -> ((String) v).toUpperCase(Locale.ROOT)).toList();
      case MV_APPEND -> first.isEmpty() || second.isEmpty() ? List.of() : joined(first, second);
      case MV_CONTAINS -> List.of(first.containsAll(second));
      case MV_INTERSECTS -> List.of(first.stream().anyMatch(second::contains));
      case MV_INTERSECTION -> first.stream().filter(second::contains).distinct().toList();
      case MV_UNION -> joined(first, second).stream().distinct().toList();
      case MV_ZIP -> zipped(first, second, arguments.size() > 2 ? arguments.get(2) : List.of(","));
      default -> first.isEmpty() ? List.of() : ofSome(function, type, first, arguments);
    };
  }

  private static List<Object> ofSome(
      RowFunction function, RowType type, List<Object> values, List<List<Object>> arguments) {
    List<Object> sorted = values.stream().sorted(Order.COMPARATOR).toList();
    return switch (function) {
      case MV_COUNT -> List.of(values.size());
      case MV_FIRST -> List.of(values.get(0));
      case MV_LAST -> List.of(values.get(values.size() - 1));
      case MV_MIN -> List.of(sorted.get(0));
      case MV_MAX -> List.of(sorted.get(sorted.size() - 1));
      case MV_SUM -> List.of(sum(values, type));
      case MV_AVG -> List.of(Numbers.finite(exact(values).doubleValue() / values.size()));
      case MV_MEDIAN -> List.of(median(sorted, type));
      case MV_DEDUPE -> List.copyOf(new LinkedHashSet<>(values));
      case MV_SORT -> sorted(sorted, arguments);
      case MV_CONCAT ->
          arguments.get(1).size() == 1
              ? List.of(
                  values.stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(arguments.get(1).get(0).toString())))
              : List.of();
      case MV_SLICE -> slice(values, arguments);
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  /** The exact sum. */
  static BigDecimal exact(List<Object> numbers) {
    return numbers.stream()
        .map(n -> n instanceof Double d ? new BigDecimal(d) : new BigDecimal(n.toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static Object sum(List<Object> numbers, RowType type) {
    BigDecimal sum = exact(numbers);
    return type == RowType.DOUBLE
        ? (Object) Numbers.finite(sum.doubleValue())
        : Numbers.whole(sum.toBigInteger(), type);
  }

  private static Object median(List<Object> sorted, RowType type) {
    Object right = sorted.get(sorted.size() / 2);
    if (sorted.size() % 2 == 1) {
      return right;
    }
    Object left = sorted.get(sorted.size() / 2 - 1);
    if (type == RowType.DOUBLE) {
      return ((Double) left + (Double) right) / 2;
    }
    BigDecimal half =
        new BigDecimal(new BigInteger(left.toString()).add(new BigInteger(right.toString())))
            .divide(BigDecimal.valueOf(2));
    return Numbers.whole(half.setScale(0, RoundingMode.FLOOR).toBigInteger(), type);
  }

  private static List<Object> sorted(List<Object> sorted, List<List<Object>> arguments) {
    if (arguments.size() < 2) {
      return sorted;
    }
    if (arguments.get(1).size() != 1) {
      return List.of();
    }
    List<Object> result = new ArrayList<>(sorted);
    if (arguments.get(1).get(0).toString().equalsIgnoreCase("desc")) {
      Collections.reverse(result);
    }
    return result;
  }

  private static List<Object> slice(List<Object> values, List<List<Object>> arguments) {
    List<Object> from = arguments.get(1);
    List<Object> to = arguments.size() > 2 ? arguments.get(2) : from;
    if (from.size() != 1 || to.size() != 1) {
      return List.of();
    }
    long start = index(from.get(0), values.size());
    long end = index(to.get(0), values.size());
    List<Object> found = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (start >= 0 && i >= start && i <= end) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  private static long index(Object value, int size) {
    long index = ((Number) value).longValue();
    return index < 0 ? size + index : index;
  }

  private static List<Object> joined(List<Object> first, List<Object> second) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<Object> zipped(
      List<Object> first, List<Object> second, List<Object> delimiter) {
    if (delimiter.size() != 1) {
      return List.of();
    }
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      List<String> parts = new ArrayList<>();
      if (i < first.size()) {
        parts.add(first.get(i).toString());
      }
      if (i < second.size()) {
        parts.add(second.get(i).toString());
      }
      pairs.add(String.join(delimiter.get(0).toString(), parts));
    }
    return pairs;
  }

  private static List<Object> extreme(List<List<Object>> cells, boolean greatest) {
    if (cells.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    List<Object> values = cells.stream().flatMap(List::stream).sorted(Order.COMPARATOR).toList();
    return List.of(values.get(greatest ? values.size() - 1 : 0));
  }
}
