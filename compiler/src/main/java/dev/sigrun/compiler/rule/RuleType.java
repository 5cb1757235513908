package dev.sigrun.compiler.rule;

import java.util.Locale;

/** The type of a rule, which determines how the events that its query selects are processed. */
public enum RuleType {
  /** Each event that matches is a detection. */
  QUERY,
  /** As {@link #QUERY}, with a query that is stored elsewhere. */
  SAVED_QUERY,
  /** Events, sequences or samples selected by EQL. */
  EQL,
  /** Rows that ES|QL computes. */
  ESQL,
  /** So many matching events of the same group. */
  THRESHOLD,
  /** Detects events that match an indicator. */
  THREAT_MATCH,
  /** Matching events with values not seen before. */
  NEW_TERMS,
  /** Anomalies that machine learning jobs found. */
  MACHINE_LEARNING;

  /** The word that rule files use. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return spelling();
  }
}
