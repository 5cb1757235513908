package dev.sigrun.runtime.detector.correlation;

/** A quantity of the events of a group. */
enum Measure {
  /** The number of events. */
  COUNT,
  /** The number of distinct values, or combinations of values. */
  DISTINCT,
  /** The sum of their values. */
  SUM,
  /** The mean of their values. */
  MEAN,
  /** The value below which some share of their values is. */
  PERCENTILE,
  /** The number of sources that found an event. */
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
