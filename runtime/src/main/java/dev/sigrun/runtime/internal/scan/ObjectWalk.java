package dev.sigrun.runtime.internal.scan;

/**
 * The one pass over an event's bytes, from value to value. The bytes between two values are
 * compared with those in earlier events and parsed only if they are new.
 */
final class ObjectWalk {
  private ObjectWalk() {}

  /** Walks the event; false if the bytes are not a valid event. */
  static boolean walk(NodeTable nodes, byte[] bytes, int start, int end, ScannedEvent event) {
    SeamMemory memory = event.memory;
    Place place = memory.start(end - start);
    int position = start;
    int properties = 0;
    while (true) {
      Seam seam = place.find(bytes, position, end);
      if (seam == null) {
        seam = memory.understand(place, bytes, position, end);
      }
      if (seam.isIncomplete()) {
        event.markIncomplete();
      }
      position += seam.length();
      place = seam.to();
      if (place == Place.END) {
        event.note(properties);
        return true;
      }
      if (place == Place.NOWHERE) {
        return false;
      }
      if (bytes[position] == '"') {
        long valueEnd = Strings.end(bytes, position + 1, end);
        if (valueEnd < 0) {
          return false;
        }
        int flags = (int) (valueEnd >>> Integer.SIZE);
        properties |= flags;
        take(nodes, place, event, position + 1, (int) valueEnd, flags);
        position = (int) valueEnd + 1;
      } else {
        position = scalar(nodes, place, bytes, position, end, event);
        if (position < 0) {
          return false;
        }
      }
    }
  }

  private static void take(
      NodeTable nodes, Place place, ScannedEvent event, int start, int end, int properties) {
    int wanted = place.wanted();
    if ((wanted & NodeTable.VALUES) != 0) {
      event.add(wanted & NodeTable.PATH, start, end, properties);
    }
    if ((wanted & NodeTable.PRESENCE) != 0) {
      for (int presence : nodes.presences(place.node())) {
        event.mark(presence);
      }
    }
  }

  /** Reads a number or literal; the result is the index after it, negative if there is none. */
  private static int scalar(
      NodeTable nodes, Place place, byte[] bytes, int start, int end, ScannedEvent event) {
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
      default -> {
        kind = ValueKind.NUMBER;
        position = Numbers.end(bytes, start, end);
      }
    }
    if (position >= 0) {
      take(nodes, place, event, start, position, kind.ordinal());
    }
    return position;
  }
}
