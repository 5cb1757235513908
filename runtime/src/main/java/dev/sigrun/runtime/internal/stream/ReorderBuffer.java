package dev.sigrun.runtime.internal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Events that wait for earlier ones, in the order of their turns. */
final class ReorderBuffer {
  private final PriorityQueue<Waiting> events = new PriorityQueue<>(Waiting.BY_TURN);
  private long bytes;

  void add(Waiting event) {
    events.add(event);
    bytes += event.bytes();
  }

  /** The event whose turn comes first; null if there is none. */
  @Nullable Waiting peek() {
    return events.peek();
  }

  /** Takes out the event whose turn comes first, of which there is one. */
  Waiting remove() {
    Waiting first = events.remove();
    bytes -= first.bytes();
    return first;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  int size() {
    return events.size();
  }

  /** About how much memory the events take. */
  long bytes() {
    return bytes;
  }

  List<Waiting> inTurn() {
    List<Waiting> inTurn = new ArrayList<>(events);
    inTurn.sort(Waiting.BY_TURN);
    return inTurn;
  }
}
