package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.row.CellType;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * A function of all values that the rows of a group have in one cell. Null has no value; a list has
 * several.
 *
 * @param function what it computes
 * @param type of the values
 * @param most how many values the first ones in order are; of no meaning for other functions
 */
public record Aggregate(Function function, CellType type, int most) {
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
    TOP
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not from 1 to {@link #MAX_TOP}
   */
  public Aggregate {
    if (most < 1 || most > MAX_TOP) {
      throw new IllegalArgumentException("From 1 to " + MAX_TOP + " values, not " + most);
    }
  }

  /** A function of values of this type. */
  public static Aggregate of(Function function, CellType type) {
    return new Aggregate(function, type, 1);
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
    };
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
    };
  }
}
