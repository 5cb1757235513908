package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.row.CellType;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function of all values that the rows of a group have in one cell. Null has no value; a list has
 * several.
 *
 * @param function what it computes
 * @param type of the values
 * @param most how many values the first ones in order are; of no meaning for other functions
 * @param percent which share of the values is not greater, of a percentile; of no meaning for other
 *     functions
 * @param by the type of a second cell of each row, by which rows are ordered; empty for functions
 *     that do not order them
 */
public record Aggregate(
    Function function, CellType type, int most, double percent, Optional<CellType> by) {
  private static final double MEDIAN = 50;

  /** The greatest number of first values in order. */
  public static final int MAX_TOP = 1_000;

  /** The aggregates of the values of a group. */
  public enum Function {
    /** How many there are. */
    COUNT,
    /** How many different ones there are. */
    COUNT_DISTINCT,
    /** Each once, in order. */
    VALUES,
    /** The least. */
    MIN,
    /** The greatest. */
    MAX,
    /** The sum. */
    SUM,
    /** The mean, a decimal. */
    AVG,
    /** The least ones, the least first. */
    BOTTOM,
    /** The greatest ones, the greatest first. */
    TOP,
    /** The value that a share of all is not greater than, a decimal. */
    PERCENTILE,
    /** The median of the distances from the median, a decimal. */
    MEDIAN_ABSOLUTE_DEVIATION,
    /** The mean of the squares of the distances from the mean, a decimal. */
    VARIANCE,
    /** The cell of the row that is the first in order. */
    FIRST,
    /** The cell of the row that is the last in order. */
    LAST
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the number is not from 1 to {@link #MAX_TOP}, or the share
   *     not from 0 to 100
   */
  public Aggregate {
    if (most < 1 || most > MAX_TOP) {
      throw new IllegalArgumentException("From 1 to " + MAX_TOP + " values, not " + most);
    }
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("From 0 to 100 percent, not " + percent);
    }
  }

  /** A function of values of this type. */
  public static Aggregate of(Function function, CellType type) {
    return first(1, function, type);
  }

  /** The first values in order. */
  public static Aggregate first(int most, Function function, CellType type) {
    return new Aggregate(function, type, most, MEDIAN, Optional.empty());
  }

  /** The value that {@code percent} of all are not greater than. */
  public static Aggregate percentile(double percent, CellType type) {
    return new Aggregate(Function.PERCENTILE, type, 1, percent, Optional.empty());
  }

  /** The cell of the first or the last row by another cell. */
  public static Aggregate ordered(Function function, CellType type, CellType by) {
    return new Aggregate(function, type, 1, MEDIAN, Optional.of(by));
  }

  /** Whether it counts values, or different values. */
  boolean isCount() {
    return function == Function.COUNT || function == Function.COUNT_DISTINCT;
  }

  /** The types of the cells of a row that it takes. */
  List<CellType> inputs() {
    return by.isPresent() ? List.of(type, by.get()) : List.of(type);
  }

  /**
   * What the parts of some aggregates take in from a row.
   *
   * @param cells the values of each of their inputs
   */
  static List<List<?>> values(List<Aggregate> aggregates, List<? extends List<?>> cells) {
    List<List<?>> values = new ArrayList<>(aggregates.size());
    int place = 0;
    for (Aggregate aggregate : aggregates) {
      List<?> first = cells.get(place++);
      values.add(
          aggregate.by.isPresent() ? List.of(new Ordered.Place(first, cells.get(place++))) : first);
    }
    return values;
  }

  /** The state before the first row. */
  Part none() {
    return switch (function) {
      case COUNT -> new Part.Count(0);
      case COUNT_DISTINCT -> DistinctValues.none(type);
      case VALUES -> ValueSet.none(type);
      case MIN, MAX -> new Extreme(type, function == Function.MAX, null);
      case SUM, AVG -> Sum.none(sum());
      case BOTTOM, TOP -> top();
      case PERCENTILE, MEDIAN_ABSOLUTE_DEVIATION -> counts();
      case VARIANCE -> Spread.NONE;
      case FIRST, LAST -> ordered();
    };
  }

  private ValueCounts counts() {
    return ValueCounts.none(type, percent, function == Function.MEDIAN_ABSOLUTE_DEVIATION);
  }

  private Ordered ordered() {
    return new Ordered(type, by.orElse(CellType.LONG), function == Function.LAST, null);
  }

  private Sum.Result sum() {
    boolean decimal = type == CellType.DOUBLE;
    return function == Function.AVG
        ? decimal ? Sum.Result.MEAN_OF_DECIMAL : Sum.Result.MEAN_OF_WHOLE
        : decimal ? Sum.Result.DECIMAL : Sum.Result.WHOLE;
  }

  private TopValues top() {
    return new TopValues(type, most, function == Function.TOP, List.of());
  }

  /** Reads what {@link Part#write} wrote. */
  Part read(DataInput in) throws IOException {
    return switch (function) {
      case COUNT -> new Part.Count(Binary.readSigned(in));
      case COUNT_DISTINCT -> DistinctValues.read(type, in);
      case VALUES -> ValueSet.read(type, in);
      case MIN, MAX -> Extreme.read(type, function == Function.MAX, in);
      case SUM, AVG -> Sum.read(sum(), in);
      case BOTTOM, TOP -> top().read(in);
      case PERCENTILE, MEDIAN_ABSOLUTE_DEVIATION -> counts().read(in);
      case VARIANCE -> Spread.read(in);
      case FIRST, LAST -> ordered().read(in);
    };
  }
}
