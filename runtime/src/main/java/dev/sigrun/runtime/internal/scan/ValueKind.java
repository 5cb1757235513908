package dev.sigrun.runtime.internal.scan;

/** What a value is in JSON. */
public enum ValueKind {
  /** A string. */
  STRING,
  /** A number. */
  NUMBER,
  /** The literal {@code true}. */
  TRUE,
  /** The literal {@code false}. */
  FALSE
}
