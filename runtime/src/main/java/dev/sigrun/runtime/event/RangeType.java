package dev.sigrun.runtime.event;

/** Between what the ranges of a field lie. */
public enum RangeType {
  /** 32-bit integers. */
  INTEGER,
  /** 64-bit integers. */
  LONG,
  /** Single-precision decimals. */
  FLOAT,
  /** Double-precision decimals. */
  DOUBLE,
  /** Instants, to the millisecond. */
  DATE,
  /** Addresses; events may also hold blocks such as {@code 10.0.0.0/8}. */
  IP
}
