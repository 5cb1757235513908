package dev.sigrun.compiler.source;

import java.util.Arrays;

/**
 * Maps each UTF-16 unit of a text to its position in another text. Kept as runs of units that are
 * written as themselves, one right after the other, since most are and texts may be long.
 */
public final class Embedding {
  /** For each run the first of its units. */
  private final int[] units;

  /** For each run where that unit is written. */
  private final int[] starts;

  /** For each run where its last unit ends. */
  private final int[] ends;

  private final int length;
  private final int end;

  private Embedding(Builder builder, int end) {
    this.units = Arrays.copyOf(builder.units, builder.runs);
    this.starts = Arrays.copyOf(builder.starts, builder.runs);
    this.ends = Arrays.copyOf(builder.ends, builder.runs);
    this.length = builder.length;
    this.end = end;
  }

  /** The number of units. */
  int length() {
    return length;
  }

  /** The start of a unit in the outer text, or the end of the text if there is no such unit. */
  int start(int unit) {
    if (unit == length) {
      return end;
    }
    int run = run(unit);
    return starts[run] + unit - units[run];
  }

  /** The end of a unit in the outer text: after its last character, where an escape has several. */
  int end(int unit) {
    int run = run(unit);
    int behind = run + 1 < units.length ? units[run + 1] : length;
    return unit + 1 == behind ? ends[run] : starts[run] + unit - units[run] + 1;
  }

  private int run(int unit) {
    int found = Arrays.binarySearch(units, unit);
    return found >= 0 ? found : -found - 2;
  }

  /** Notes unit after unit where they are written. */
  public static final class Builder {
    private int[] units = new int[4];
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int runs;
    private int length;

    /** A text without units. */
    public Builder() {}

    /**
     * Adds units that are written as themselves.
     *
     * @param start where the first one is written, not before the end of the units before
     * @param end after the last one; nothing is added if it is not after {@code start}
     */
    public Builder addPlain(int start, int end) {
      if (start < end) {
        if (continuesAt(start)) {
          ends[runs - 1] = end;
        } else {
          add(start, end);
        }
        length += end - start;
      }
      return this;
    }

    /** Whether a unit there belongs to the last run: that ends there, and not with an escape. */
    private boolean continuesAt(int start) {
      int last = runs - 1;
      return last >= 0 && ends[last] == start && starts[last] + length - units[last] == start;
    }

    /**
     * Adds a unit that is written in some other way, or a part of one that is.
     *
     * @param start not before the start of the unit before
     * @param end after its last character
     */
    public Builder addEscaped(int start, int end) {
      add(start, end);
      length++;
      return this;
    }

    private void add(int start, int end) {
      if (runs == units.length) {
        units = Arrays.copyOf(units, runs * 2);
        starts = Arrays.copyOf(starts, runs * 2);
        ends = Arrays.copyOf(ends, runs * 2);
      }
      units[runs] = length;
      starts[runs] = start;
      ends[runs++] = end;
    }

    /**
     * Where all units are written.
     *
     * @param end of the whole text in the outer one
     */
    public Embedding build(int end) {
      return new Embedding(this, end);
    }
  }
}
