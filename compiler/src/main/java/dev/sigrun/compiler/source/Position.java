package dev.sigrun.compiler.source;

/**
 * A point in a text.
 *
 * @param line line number, from 1
 * @param column column in UTF-16 units, from 1
 */
public record Position(int line, int column) implements Comparable<Position> {
  /** Refuses lines and columns below 1. */
  public Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("Position " + line + ":" + column + " is before 1:1.");
    }
  }

  @Override
  public int compareTo(Position other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
