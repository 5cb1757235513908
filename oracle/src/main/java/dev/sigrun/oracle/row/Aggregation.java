package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.RowType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Computes one aggregate over the rows of a group. */
final class Aggregation {
  private static final MathContext DIGITS = new MathContext(120);

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
      case FIRST -> {
        return rows.stream().min(order(false)).map(row -> row.get(0)).orElse(List.of());
      }
      case LAST -> {
        return rows.stream().min(order(true)).map(row -> row.get(0)).orElse(List.of());
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
      case PERCENTILE ->
          List.of(percentile(doubles(sorted), ((Number) rows.get(0).get(1).get(0)).doubleValue()));
      case VARIANCE -> List.of(variance(values));
      case MEDIAN_ABSOLUTE_DEVIATION -> {
        double median = percentile(doubles(sorted), 50);
        yield List.of(
            percentile(
                doubles(sorted).stream().map(v -> Math.abs(v - median)).sorted().toList(), 50));
      }
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

  /** Rows by their second cell; at one place, those with values and lesser ones come first. */
  private static Comparator<List<List<Object>>> order(boolean backwards) {
    Comparator<Object> values = backwards ? Order.COMPARATOR.reversed() : Order.COMPARATOR;
    Comparator<List<List<Object>>> byNull = Comparator.comparing(row -> row.get(1).isEmpty());
    return byNull
        .thenComparing(
            (a, b) ->
                a.get(1).isEmpty() || b.get(1).isEmpty()
                    ? 0
                    : values.compare(
                        Collections.min(a.get(1), values), Collections.min(b.get(1), values)))
        .thenComparing(row -> row.get(0).isEmpty())
        .thenComparing((a, b) -> lists(a.get(0), b.get(0)));
  }

  private static int lists(List<Object> left, List<Object> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Order.COMPARATOR.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return left.size() - right.size();
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

  /** The mean of the squares of the distances from the mean, rounded once. */
  private static double variance(List<Object> values) {
    List<BigDecimal> numbers = values.stream().map(value -> new BigDecimal(exact(value))).toList();
    BigDecimal count = BigDecimal.valueOf(numbers.size());
    BigDecimal mean =
        numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(count, DIGITS);
    return numbers.stream()
        .map(number -> number.subtract(mean).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(count, DIGITS)
        .doubleValue();
  }

  private static String exact(Object number) {
    return number instanceof Double decimal
        ? new BigDecimal(decimal).toPlainString()
        : number.toString();
  }
}
