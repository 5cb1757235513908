package dev.sigrun.runtime.internal.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place where a value can be: the containers that are open around it, and the node that its key
 * leads to. Remembers the bytes after the value in earlier events. Its content is replaced when it
 * is dropped.
 */
final class Place {
  /** After the event. */
  static final Place END = new Place();

  /** The bytes are not a valid event. */
  static final Place NOWHERE = new Place();

  /** Values that are nested deeper have no place that is remembered. */
  static final int MAX_DEPTH = 16;

  /** The maximum number of seams that are remembered at one place. */
  private static final int MAX_SEAMS = 16;

  private final int[] open = new int[MAX_DEPTH];
  private int depth;
  private int container;
  private int node;
  private long keyMark;
  private int wanted;

  /** The first of the seams. */
  private @Nullable Seam seams;

  private int seamCount;

  /** Makes this the place of the value that is next in {@code nesting}. */
  void remember(Nesting nesting, int wantedOfValue) {
    pass(nesting.node, wantedOfValue);
    depth = nesting.depth;
    container = nesting.container;
    keyMark = nesting.keyMark;
    System.arraycopy(nesting.open, 0, open, 0, depth);
  }

  /** Makes this a place that only records the requirements. */
  void pass(int nodeOfValue, int wantedOfValue) {
    node = nodeOfValue;
    wanted = wantedOfValue;
  }

  /** Whether the next value in {@code nesting} is at this place. */
  boolean isAt(Nesting nesting) {
    return node == nesting.node
        && container == nesting.container
        && keyMark == nesting.keyMark
        && depth == nesting.depth
        && Arrays.equals(open, 0, depth, nesting.open, 0, depth);
  }

  /** Makes {@code nesting} what it was when the value here was next. */
  void restore(Nesting nesting) {
    nesting.node = node;
    nesting.container = container;
    nesting.keyMark = keyMark;
    nesting.depth = depth;
    System.arraycopy(open, 0, nesting.open, 0, depth);
  }

  /** The node of the value. */
  int node() {
    return node;
  }

  /** The requirements for the value, encoded as by {@link NodeTable#wanted}. */
  int wanted() {
    return wanted;
  }

  /** The remembered seam at {@code position}, after the value, if there is one. */
  @Nullable Seam find(byte[] bytes, int position, int end) {
    if (position > bytes.length - Seam.HEAD) {
      return findNearEnd(bytes, position, end);
    }
    return find(
        Words.at(bytes, position),
        Words.at(bytes, position + Long.BYTES),
        Words.at(bytes, position + 2 * Long.BYTES),
        Words.at(bytes, position + 3 * Long.BYTES),
        bytes,
        position,
        end);
  }

  private @Nullable Seam findNearEnd(byte[] bytes, int position, int end) {
    return find(
        Words.upTo(bytes, position, bytes.length),
        Words.upTo(bytes, position + Long.BYTES, bytes.length),
        Words.upTo(bytes, position + 2 * Long.BYTES, bytes.length),
        Words.upTo(bytes, position + 3 * Long.BYTES, bytes.length),
        bytes,
        position,
        end);
  }

  private @Nullable Seam find(
      long first, long second, long third, long fourth, byte[] bytes, int position, int end) {
    // The order stays as it is, for then the processor soon knows which kind of event has which.
    for (Seam seam = seams; seam != null; seam = seam.next) {
      if (seam.isAt(first, second, third, fourth, bytes, position, end)) {
        return seam;
      }
    }
    return null;
  }

  /** Whether seams must be {@linkplain #removeSeams removed} before one is added. */
  boolean isFull() {
    return seamCount == MAX_SEAMS;
  }

  /** Forgets all seams; the result is the first of them, {@link Seam#next} leads to the others. */
  @Nullable Seam removeSeams() {
    Seam removed = seams;
    seams = null;
    seamCount = 0;
    return removed;
  }

  /** Adds a seam, after the first one, which is most often that of most events. */
  void add(Seam seam) {
    if (seams == null) {
      seam.next = null;
      seams = seam;
    } else {
      seam.next = seams.next;
      seams.next = seam;
    }
    seamCount++;
  }
}
