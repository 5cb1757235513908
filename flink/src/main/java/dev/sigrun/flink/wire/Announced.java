package dev.sigrun.flink.wire;

/** What a job was told while it ran, and has accepted. */
public sealed interface Announced permits RuleVersion, IndicatorList {
  /** Ascending in the order in which a job accepts announcements, from 1. */
  long number();
}
