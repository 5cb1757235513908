package dev.sigrun.runtime.event;

/** The types of number that an index keeps, which decide how values are coerced. */
public enum NumberType {
  /** 8-bit integers. */
  BYTE,
  /** 16-bit integers. */
  SHORT,
  /** 32-bit integers. */
  INTEGER,
  /** 64-bit integers. */
  LONG,
  /** Integers from 0 to 2^64-1. */
  UNSIGNED_LONG,
  /** Half-precision decimals. */
  HALF_FLOAT,
  /** Single-precision decimals. */
  FLOAT,
  /** Double-precision decimals. */
  DOUBLE,
  /** Any number as it is written, for fields of unknown type. */
  ANY
}
