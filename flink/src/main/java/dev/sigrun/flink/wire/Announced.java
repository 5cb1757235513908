package dev.sigrun.flink.wire;

/** An announcement that a running job has accepted. */
public sealed interface Announced permits RuleVersion, IndicatorList {
  /** Ascending in the order in which a job accepts announcements, from 1. */
  long number();
}
