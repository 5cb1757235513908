package dev.sigrun.runtime.engine;

/**
 * How far an input has been read.
 *
 * @param lines how many lines, the malformed and blank ones included
 * @param bytes how many bytes these lines take, with their ends
 */
public record InputPosition(long lines, long bytes) {
  /** Nothing has been read. */
  public static final InputPosition START = new InputPosition(0, 0);

  /** Checks that neither is negative. */
  public InputPosition {
    if (lines < 0 || bytes < 0) {
      throw new IllegalArgumentException("A position is not negative.");
    }
  }
}
