package dev.sigrun.runtime.engine;

/**
 * The position up to which an input has been read.
 *
 * @param lines how many lines, the malformed and blank ones included
 * @param bytes how many bytes these lines take, with their ends
 * @param beginning a digest of the first of these bytes, by which another input of the same name is
 *     noticed; which digest is up to the reader of the input, {@link #UNKNOWN} if it takes none
 */
public record InputPosition(long lines, long bytes, long beginning) {
  /** The digest of a beginning that was not read. */
  public static final long UNKNOWN = 0;

  /** Nothing has been read. */
  public static final InputPosition START = new InputPosition(0, 0);

  /** Checks that neither count is negative. */
  public InputPosition {
    if (lines < 0 || bytes < 0) {
      throw new IllegalArgumentException("A position must not be negative.");
    }
  }

  /** A position in an input whose beginning is not looked at. */
  public InputPosition(long lines, long bytes) {
    this(lines, bytes, UNKNOWN);
  }
}
