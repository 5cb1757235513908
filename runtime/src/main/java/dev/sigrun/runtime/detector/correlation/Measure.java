package dev.sigrun.runtime.detector.correlation;

/** A quantity of the events of a group. */
enum Measure {
  /** How many there are. */
  COUNT,
  /** How many distinct values, or combinations of values, they have. */
  DISTINCT,
  /** The sum of their values. */
  SUM,
  /** The mean of their values. */
  MEAN,
  /** The value below which some share of their values is. */
  PERCENTILE,
  /** How many of the sources found some. */
  STAGES,
  /** Whether all sources found some, in order. */
  ORDER;

  /** Whether it says which sources found something, and an alert has an event of each. */
  boolean isOfStages() {
    return this == STAGES || this == ORDER;
  }

  /** Whether events without a value do not take part. */
  boolean needsValues() {
    return isNumeric() || this == DISTINCT;
  }

  /** Whether values are numbers. */
  boolean isNumeric() {
    return this == SUM || this == MEAN || this == PERCENTILE;
  }
}
