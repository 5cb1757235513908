package dev.sigrun.runtime.internal.scan;

import java.nio.charset.StandardCharsets;

/**
 * Moves from one value to the next, over everything in between, and tracks the open containers: an
 * object as its node, an array as the node's complement. Values that are not containers are left to
 * the caller, only {@code null} is none. No recursion.
 */
final class Nesting {
  /** The result of a step when there is no further value. */
  static final int END = -1;

  /** The result of a step when the bytes are not a valid event. */
  static final int MALFORMED = -2;

  private final NodeTable nodes;

  /** The containers that are open around {@link #container}, outermost first. */
  final int[] open = new int[EventScanner.MAX_DEPTH];

  int depth;

  /** The innermost container. */
  int container;

  /** The node of the value. */
  int node;

  /** A hash that distinguishes the last key from most others. */
  long keyMark;

  /** Whether the last step came to something that makes an event incomplete. */
  boolean incomplete;

  Nesting(NodeTable nodes) {
    this.nodes = nodes;
  }

  /** Goes to the first value: its index, {@link #END} or {@link #MALFORMED}. */
  int first(byte[] bytes, int start, int end) {
    int position = Blanks.end(bytes, start + markLength(bytes, start, end), end);
    if (position == end || bytes[position] != '{') {
      return MALFORMED;
    }
    depth = 0;
    // As if the event were an element of something.
    container = ~nodes.root();
    incomplete = (nodes.wanted(nodes.root()) & NodeTable.ALL) != 0;
    keyMark = 0;
    return scalar(bytes, position, end);
  }

  /**
   * Moves from the end of a value to the next value: its index, {@link #END} or {@link #MALFORMED}.
   */
  int next(byte[] bytes, int position, int end) {
    incomplete = false;
    return scalar(bytes, behindComma(bytes, position, end), end);
  }

  private int scalar(byte[] bytes, int start, int end) {
    int position = start;
    while (position >= 0) {
      if (container >= 0) {
        position = behindKey(bytes, position, end);
      } else {
        node = ~container;
      }
      if (position < 0 || position == end) {
        return MALFORMED;
      }
      byte first = bytes[position];
      if (first == '{' || first == '[') {
        if (depth == EventScanner.MAX_DEPTH) {
          return MALFORMED;
        }
        open[depth++] = container;
        container = first == '{' ? node : ~node;
        position = Blanks.end(bytes, position + 1, end);
        // Brackets and braces that belong together are two apart in ASCII.
        if (position < end && bytes[position] == first + 2) {
          position = behindComma(bytes, position, end);
        }
      } else if (first == 'n') {
        position = Literals.end(Literals.NULL, bytes, position, end);
        if (position < 0) {
          return MALFORMED;
        }
        position = behindComma(bytes, position, end);
      } else {
        return Seam.startsScalar(first) ? position : MALFORMED;
      }
    }
    return position;
  }

  /** Moves from the end of a value, out of containers that end, to the position after a comma. */
  private int behindComma(byte[] bytes, int start, int end) {
    int position = start;
    while (true) {
      position = Blanks.end(bytes, position, end);
      byte next = position < end ? bytes[position++] : 0;
      if (next == ',') {
        return Blanks.end(bytes, position, end);
      }
      if (next != (container >= 0 ? '}' : ']')) {
        return MALFORMED;
      }
      container = open[--depth];
      if (depth == 0) {
        return Blanks.end(bytes, position, end) == end ? END : MALFORMED;
      }
    }
  }

  /** Reads a key; the result is the index of what follows the colon. */
  private int behindKey(byte[] bytes, int position, int end) {
    if (position == end || bytes[position] != '"') {
      return MALFORMED;
    }
    int start = position + 1;
    long keyEnd = Strings.end(bytes, start, end);
    if (keyEnd < 0) {
      return MALFORMED;
    }
    int child = child(bytes, start, keyEnd);
    if (child < 0) {
      return MALFORMED;
    }
    incomplete |= (nodes.wanted(child) & NodeTable.ALL) != 0;
    node = child;
    keyMark = Words.upTo(bytes, start, (int) keyEnd) + (int) keyEnd - start;
    int colon = Blanks.end(bytes, (int) keyEnd + 1, end);
    return colon < end && bytes[colon] == ':' ? Blanks.end(bytes, colon + 1, end) : MALFORMED;
  }

  /** The node to which the key leads that ends, with flags, at {@code keyEnd}; negative if bad. */
  private int child(byte[] bytes, int start, long keyEnd) {
    return ((int) (keyEnd >>> Integer.SIZE) & Strings.ESCAPED) == 0
        ? nodes.child(container, bytes, start, (int) keyEnd)
        : escapedChild(Texts.decode(bytes, start, (int) keyEnd, Strings.ESCAPED));
  }

  /** Other than in values, lone surrogates are refused in keys, as the reference refuses them. */
  private int escapedChild(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    return Texts.isEncodable(text) ? nodes.child(container, plain, 0, plain.length) : -1;
  }

  private static int markLength(byte[] bytes, int start, int end) {
    return end - start >= 3
            && bytes[start] == (byte) 0xEF
            && bytes[start + 1] == (byte) 0xBB
            && bytes[start + 2] == (byte) 0xBF
        ? 3
        : 0;
  }
}
