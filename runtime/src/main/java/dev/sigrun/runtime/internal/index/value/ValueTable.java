package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The constants to which rules compare a field, found by their folded bytes. A folded constant that
 * rules also use in particular spellings has a class of values for each such spelling and one for
 * all others; class 0 contains all values that no rule uses. Immutable.
 */
public final class ValueTable {
  /** The class of values that are not constants. */
  public static final int UNKNOWN = 0;

  /** The hash of a constant for each slot, and in the lower half its number plus one; 0 if free. */
  private final long[] slots;

  private final int[] hashes;
  private final byte[][] folded;

  /** The class of any other spelling of each constant; spellings have the classes that follow. */
  private final int[] firstClass;

  private final int classCount;

  private final byte[][][] spellings;

  /**
   * Creates the table.
   *
   * @param folded the constants, each once
   * @param spellings for each, the spellings that rules use
   */
  public ValueTable(byte[][] folded, byte[][][] spellings) {
    this.folded = folded;
    this.spellings = spellings;
    this.firstClass = new int[folded.length];
    this.hashes = new int[folded.length];
    this.slots = new long[Integer.highestOneBit(Math.max(1, folded.length)) * 4];
    int next = UNKNOWN + 1;
    for (int i = 0; i < folded.length; i++) {
      firstClass[i] = next;
      next += 1 + spellings[i].length;
      hashes[i] = hash(folded[i]);
      int slot = hashes[i];
      while (slots[slot & slots.length - 1] != 0) {
        slot++;
      }
      slots[slot & slots.length - 1] = (long) hashes[i] << Integer.SIZE | i + 1;
    }
    this.classCount = next;
  }

  /** The number of constants. */
  public int constantCount() {
    return folded.length;
  }

  /** The number of classes, {@link #UNKNOWN} included. */
  public int classCount() {
    return classCount;
  }

  /** The hash of a constant; the same as {@link Words#hash(byte[], int, int)}. */
  static int hash(byte[] text) {
    return Words.hash(Arrays.copyOf(text, text.length + FoldedText.SLACK), 0, text.length);
  }

  /** The number of the constant; negative if it is none. */
  int find(byte[] text, int start, int end, int hash) {
    for (int slot = hash; ; slot++) {
      long found = slots[slot & slots.length - 1];
      if (found == 0) {
        return -1;
      }
      if (found >> Integer.SIZE == hash) {
        int constant = (int) found - 1;
        byte[] candidate = folded[constant];
        if (Arrays.equals(candidate, 0, candidate.length, text, start, end)) {
          return constant;
        }
      }
    }
  }

  /** The class of the constant's spellings that no rule uses. */
  int classOf(int constant) {
    return firstClass[constant];
  }

  /** Whether rules use particular spellings of the constant. */
  boolean hasSpellings(int constant) {
    return spellings[constant].length > 0;
  }

  /** The class of the constant in the given spelling. */
  int classOf(int constant, byte[] text, int start, int end) {
    byte[][] known = spellings[constant];
    for (int i = 0; i < known.length; i++) {
      if (Arrays.equals(known[i], 0, known[i].length, text, start, end)) {
        return firstClass[constant] + 1 + i;
      }
    }
    return firstClass[constant];
  }

  /** The number of the constant to which a class belongs, {@link #UNKNOWN} excepted. */
  public int constantOf(int valueClass) {
    int found = Arrays.binarySearch(firstClass, valueClass);
    return found >= 0 ? found : -found - 2;
  }

  /** The hash of all values of a class, {@link #UNKNOWN} excepted. */
  int hashOf(int valueClass) {
    return hashes[constantOf(valueClass)];
  }

  /** The folded bytes of a constant; not to be changed. */
  public byte[] folded(int constant) {
    return folded[constant];
  }

  /** The bytes that all values of a class have; null if they differ in case. */
  public byte @Nullable [] spelling(int valueClass) {
    int constant = constantOf(valueClass);
    int index = valueClass - firstClass[constant] - 1;
    return index < 0 ? null : spellings[constant][index];
  }
}
