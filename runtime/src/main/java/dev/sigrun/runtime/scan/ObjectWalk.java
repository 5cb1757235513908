package dev.sigrun.runtime.scan;

import java.nio.charset.StandardCharsets;

/**
 * The one pass over an event's bytes. No recursion: what is open stands on a stack, an object as
 * its node, an array as the complement of it.
 */
final class ObjectWalk {
  private ObjectWalk() {}

  /** Walks the event; false if the bytes are no event. */
  static boolean walk(NodeTable nodes, byte[] bytes, int start, int end, ScannedEvent event) {
    int position = Blanks.end(bytes, start + markLength(bytes, start, end), end);
    if (position == end || bytes[position] != '{') {
      return false;
    }
    int[] open = event.open;
    int depth = 1;
    int container = nodes.root();
    if ((nodes.wanted(container) & NodeTable.ALL) != 0) {
      event.markIncomplete();
    }
    position = Blanks.end(bytes, position + 1, end);
    if (position < end && bytes[position] == '}') {
      return Blanks.end(bytes, position + 1, end) == end;
    }
    while (true) {
      int node;
      if (container >= 0) {
        if (position == end || bytes[position] != '"') {
          return false;
        }
        int key = position + 1;
        long keyEnd = Strings.end(bytes, key, end);
        if (keyEnd < 0) {
          return false;
        }
        node = child(nodes, container, bytes, key, keyEnd);
        if (node < 0) {
          return false;
        }
        if ((nodes.wanted(node) & NodeTable.ALL) != 0) {
          event.markIncomplete();
        }
        position = valueStart(bytes, (int) keyEnd + 1, end);
        if (position < 0) {
          return false;
        }
      } else {
        node = ~container;
      }
      if (position == end) {
        return false;
      }
      byte first = bytes[position];
      if (first == '"') {
        long valueEnd = Strings.end(bytes, position + 1, end);
        if (valueEnd < 0) {
          return false;
        }
        int flags = (int) (valueEnd >>> Integer.SIZE);
        take(nodes, node, event, position + 1, (int) valueEnd, flags);
        position = (int) valueEnd + 1;
      } else if (first == '{' || first == '[') {
        if (depth == EventScanner.MAX_DEPTH) {
          return false;
        }
        position = Blanks.end(bytes, position + 1, end);
        // Brackets and braces that belong together are two apart in ASCII.
        if (position < end && bytes[position] == first + 2) {
          position++;
        } else {
          open[depth++] = container;
          container = first == '{' ? node : ~node;
          continue;
        }
      } else {
        position = scalar(nodes, node, bytes, position, end, event);
        if (position < 0) {
          return false;
        }
      }
      while (true) {
        position = Blanks.end(bytes, position, end);
        byte next = position < end ? bytes[position++] : 0;
        if (next == ',') {
          position = Blanks.end(bytes, position, end);
          break;
        }
        if (next != (container >= 0 ? '}' : ']')) {
          return false;
        }
        if (--depth == 0) {
          return Blanks.end(bytes, position, end) == end;
        }
        container = open[depth];
      }
    }
  }

  /** The index behind colon and blanks; negative if there is no colon. */
  private static int valueStart(byte[] bytes, int start, int end) {
    int colon = Blanks.end(bytes, start, end);
    return colon < end && bytes[colon] == ':' ? Blanks.end(bytes, colon + 1, end) : -1;
  }

  private static int markLength(byte[] bytes, int start, int end) {
    return end - start >= 3
            && bytes[start] == (byte) 0xEF
            && bytes[start + 1] == (byte) 0xBB
            && bytes[start + 2] == (byte) 0xBF
        ? 3
        : 0;
  }

  /** The node to which the key leads that ends, with flags, at {@code keyEnd}; negative if bad. */
  private static int child(NodeTable nodes, int node, byte[] bytes, int key, long keyEnd) {
    return ((int) (keyEnd >>> Integer.SIZE) & Strings.ESCAPED) == 0
        ? nodes.child(node, bytes, key, (int) keyEnd)
        : escapedChild(nodes, node, Texts.decode(bytes, key, (int) keyEnd, Strings.ESCAPED));
  }

  /** Other than in values, lone surrogates are refused in keys, as the reference refuses them. */
  private static int escapedChild(NodeTable nodes, int node, String key) {
    byte[] plain = key.getBytes(StandardCharsets.UTF_8);
    return Texts.isEncodable(key) ? nodes.child(node, plain, 0, plain.length) : -1;
  }

  private static void take(
      NodeTable nodes, int node, ScannedEvent event, int start, int end, int properties) {
    int wanted = nodes.wanted(node);
    if ((wanted & NodeTable.VALUES) != 0) {
      event.add(wanted & NodeTable.PATH, start, end, properties);
    }
    if ((wanted & NodeTable.PRESENCE) != 0) {
      for (int presence : nodes.presences(node)) {
        event.mark(presence);
      }
    }
  }

  /** Reads a number or literal; the result is the index behind it, negative if there is none. */
  private static int scalar(
      NodeTable nodes, int node, byte[] bytes, int start, int end, ScannedEvent event) {
    ValueKind kind;
    int position;
    switch (bytes[start]) {
      case 't' -> {
        kind = ValueKind.TRUE;
        position = Literals.end(Literals.TRUE, bytes, start, end);
      }
      case 'f' -> {
        kind = ValueKind.FALSE;
        position = Literals.end(Literals.FALSE, bytes, start, end);
      }
      case 'n' -> {
        return Literals.end(Literals.NULL, bytes, start, end);
      }
      default -> {
        kind = ValueKind.NUMBER;
        position = Numbers.end(bytes, start, end);
      }
    }
    if (position >= 0) {
      take(nodes, node, event, start, position, kind.ordinal());
    }
    return position;
  }
}
