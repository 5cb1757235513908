package dev.sigrun.compiler.ir.row;

/** A function of all values of a group of rows. Null has no value; a list has several. */
public enum AggregateFunction {
  /** Whether there is no value. */
  ABSENT,
  AVG,
  /** The number of values; without an argument, of rows. */
  COUNT,
  COUNT_DISTINCT,
  /** The value of the row with the least second argument. */
  FIRST,
  /** The value of the row with the greatest second argument. */
  LAST,
  MAX,
  MEDIAN,
  MEDIAN_ABSOLUTE_DEVIATION,
  MIN,
  PERCENTILE,
  /** Whether there is a value. */
  PRESENT,
  /** Of all, not of a sample. */
  STD_DEV,
  SUM,
  TOP,
  /** Each value once, in any order. */
  VALUES,
  VARIANCE,
  WEIGHTED_AVG
}
