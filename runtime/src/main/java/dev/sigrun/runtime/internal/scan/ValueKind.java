package dev.sigrun.runtime.internal.scan;

/** The JSON type of a value. */
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
