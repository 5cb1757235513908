package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** Computes one aggregate over the rows of a group. */
final class Aggregation {
  private Aggregation() {}

  /**
   * The aggregate.
   *
   * @param rows the cells of its arguments for each row that counts
   */
  static List<Object> of(Aggregate aggregate, List<List<List<Object>>> rows) {
    if (aggregate.arguments().isEmpty()) {
      return List.of((long) rows.size());
    }
    RowType type = aggregate.arguments().get(0).type();
    List<Object> values = rows.stream().flatMap(row -> row.get(0).stream()).toList();
    List<Object> sorted = values.stream().sorted(Order.COMPARATOR).toList();
    switch (aggregate.function()) {
      case COUNT -> {
        return List.of((long) values.size());
      }
      case COUNT_DISTINCT -> {
        return List.of(values.stream().distinct().count());
      }
      case PRESENT -> {
        return List.of(!values.isEmpty());
      }
      case ABSENT -> {
        return List.of(values.isEmpty());
      }
      default -> {}
    }
    if (values.isEmpty()) {
      return List.of();
    }
    return switch (aggregate.function()) {
      case VALUES -> values.stream().distinct().toList();
      case MIN -> List.of(sorted.get(0));
      case MAX -> List.of(sorted.get(sorted.size() - 1));
      case SUM -> List.of(ListFunctions.sum(values, type == RowType.DOUBLE ? type : RowType.LONG));
      case AVG -> List.of(mean(values, type));
      case TOP -> top(sorted, rows.get(0));
      case FIRST -> extreme(rows, (a, b) -> Order.less(by(b), by(a)) ? b : a);
      case LAST -> extreme(rows, (a, b) -> Order.less(by(a), by(b)) ? b : a);
      case MEDIAN -> List.of(percentile(doubles(sorted), 50));
      case PERCENTILE ->
          List.of(percentile(doubles(sorted), ((Number) rows.get(0).get(1).get(0)).doubleValue()));
      case STD_DEV -> List.of(Math.sqrt(variance(doubles(sorted))));
      case VARIANCE -> List.of(variance(doubles(sorted)));
      case MEDIAN_ABSOLUTE_DEVIATION -> {
        double median = percentile(doubles(sorted), 50);
        yield List.of(
            percentile(
                doubles(sorted).stream().map(v -> Math.abs(v - median)).sorted().toList(), 50));
      }
      case WEIGHTED_AVG -> weighted(rows);
      default -> throw new IllegalArgumentException(aggregate.function().name());
    };
  }

  private static double mean(List<Object> values, RowType type) {
    Object sum = ListFunctions.sum(values, type == RowType.DOUBLE ? type : RowType.LONG);
    return ((Number) sum).doubleValue() / values.size();
  }

  private static List<Object> top(List<Object> sorted, List<List<Object>> arguments) {
    List<Object> ordered = new ArrayList<>(sorted);
    String order = arguments.size() > 2 ? arguments.get(2).get(0).toString() : "asc";
    if (order.equalsIgnoreCase("desc")) {
      Collections.reverse(ordered);
    }
    int count = ((Number) arguments.get(1).get(0)).intValue();
    return List.copyOf(ordered.subList(0, Math.min(count, ordered.size())));
  }

  private static Object by(List<List<Object>> row) {
    return row.get(1).get(0);
  }

  private static List<Object> extreme(
      List<List<List<Object>>> rows, BinaryOperator<List<List<Object>>> better) {
    return rows.stream()
        .filter(row -> !row.get(0).isEmpty() && row.get(1).size() == 1)
        .reduce(better)
        .map(row -> row.get(0))
        .orElse(List.of());
  }

  private static List<Double> doubles(List<Object> numbers) {
    return numbers.stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  private static double percentile(List<Double> sorted, double percent) {
    double place = percent / 100 * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  private static double variance(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static List<Object> weighted(List<List<List<Object>>> rows) {
    List<List<List<Object>>> single =
        rows.stream().filter(row -> row.get(0).size() == 1 && row.get(1).size() == 1).toList();
    double[] values = single.stream().mapToDouble(row -> number(row.get(0))).toArray();
    double[] weights = single.stream().mapToDouble(row -> number(row.get(1))).toArray();
    double sum = IntStream.range(0, values.length).mapToDouble(i -> values[i] * weights[i]).sum();
    // The weights are summed up by themselves, with those that weigh nothing.
    double total =
        rows.stream()
            .flatMap(row -> row.get(1).stream())
            .mapToDouble(weight -> ((Number) weight).doubleValue())
            .sum();
    return total == 0 ? List.of() : List.of(sum / total);
  }

  private static double number(List<Object> cell) {
    return ((Number) cell.get(0)).doubleValue();
  }
}
