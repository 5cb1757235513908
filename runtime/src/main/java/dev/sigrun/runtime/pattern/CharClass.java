package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of code points, held as disjoint ranges in ascending order that do not touch. Immutable.
 */
public final class CharClass {
  /** All code points. */
  public static final CharClass ANY = range(0, Character.MAX_CODE_POINT);

  static final CharClass NONE = new CharClass(new int[0]);
  static final CharClass DIGIT = range('0', '9');
  static final CharClass WORD = DIGIT.union(range('A', 'Z')).union(range('a', 'z')).union(of('_'));
  static final CharClass SPACE = of(' ').union(of('\t')).union(of('\n')).union(of('\r'));

  /** First and last code point of each range. */
  private final int[] bounds;

  private CharClass(int[] bounds) {
    this.bounds = bounds;
  }

  static CharClass of(int codePoint) {
    return range(codePoint, codePoint);
  }

  static CharClass range(int first, int last) {
    return new CharClass(new int[] {first, last});
  }

  CharClass union(CharClass other) {
    List<int[]> ranges = new ArrayList<>(ranges());
    ranges.addAll(other.ranges());
    ranges.sort(Comparator.comparingInt(range -> range[0]));
    int[] merged = new int[ranges.size() * 2];
    int size = 0;
    for (int[] range : ranges) {
      if (size > 0 && range[0] <= merged[size - 1] + 1) {
        merged[size - 1] = Math.max(merged[size - 1], range[1]);
      } else {
        merged[size++] = range[0];
        merged[size++] = range[1];
      }
    }
    return new CharClass(Arrays.copyOf(merged, size));
  }

  /** The code points that are in both. */
  CharClass intersect(CharClass other) {
    return complement().union(other.complement()).complement();
  }

  /** The code points of all {@code ranges}, pairs of first and last one. */
  static CharClass of(List<int[]> ranges) {
    int[] bounds = new int[ranges.size() * 2];
    for (int i = 0; i < ranges.size(); i++) {
      bounds[2 * i] = ranges.get(i)[0];
      bounds[2 * i + 1] = ranges.get(i)[1];
    }
    return NONE.union(new CharClass(bounds));
  }

  /** All other code points. */
  public CharClass complement() {
    int[] gaps = new int[bounds.length + 2];
    int size = 0;
    int next = 0;
    for (int[] range : ranges()) {
      if (range[0] > next) {
        gaps[size++] = next;
        gaps[size++] = range[0] - 1;
      }
      next = range[1] + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      gaps[size++] = next;
      gaps[size++] = Character.MAX_CODE_POINT;
    }
    return new CharClass(Arrays.copyOf(gaps, size));
  }

  /** Whether {@code codePoint} is one of them. */
  public boolean contains(int codePoint) {
    int index = Arrays.binarySearch(bounds, codePoint);
    return index >= 0 || (-index - 1) % 2 == 1;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Pairs of first and last code point, in ascending order. */
  public List<int[]> ranges() {
    List<int[]> ranges = new ArrayList<>(bounds.length / 2);
    for (int i = 0; i < bounds.length; i += 2) {
      ranges.add(new int[] {bounds[i], bounds[i + 1]});
    }
    return ranges;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CharClass charClass && Arrays.equals(bounds, charClass.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }
}
