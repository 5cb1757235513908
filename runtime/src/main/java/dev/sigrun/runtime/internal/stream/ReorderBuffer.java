package dev.sigrun.runtime.internal.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for earlier ones, in the order of their turns. Most come in that order already
 * and stand in a row, where nothing has to be looked for; only the others are sorted.
 */
final class ReorderBuffer {
  /** So many move from the end of the row for one that belongs before them. */
  private static final int MOST_MOVED = 32;

  private final Deque<Waiting> row = new ArrayDeque<>();
  private final PriorityQueue<Waiting> others = new PriorityQueue<>(Waiting.BY_TURN);
  private long bytes;

  void add(Waiting event) {
    bytes += event.bytes();
    // A few events that are ahead of all others must not keep these out of the row.
    for (int moved = 0; moved < MOST_MOVED && !isNext(event); moved++) {
      others.add(row.removeLast());
    }
    if (isNext(event)) {
      row.addLast(event);
    } else {
      others.add(event);
    }
  }

  private boolean isNext(Waiting event) {
    Waiting last = row.peekLast();
    return last == null || Waiting.BY_TURN.compare(last, event) <= 0;
  }

  /** The event whose turn comes first; null if there is none. */
  @Nullable Waiting peek() {
    return isRowFirst() ? row.peekFirst() : others.peek();
  }

  /** Takes out the event whose turn comes first, of which there is one. */
  Waiting remove() {
    Waiting first = isRowFirst() ? row.removeFirst() : others.remove();
    bytes -= first.bytes();
    return first;
  }

  private boolean isRowFirst() {
    Waiting ofRow = row.peekFirst();
    Waiting other = others.peek();
    return ofRow != null && (other == null || Waiting.BY_TURN.compare(ofRow, other) <= 0);
  }

  boolean isEmpty() {
    return row.isEmpty() && others.isEmpty();
  }

  int size() {
    return row.size() + others.size();
  }

  /** About how much memory the events take. */
  long bytes() {
    return bytes;
  }

  List<Waiting> inTurn() {
    List<Waiting> inTurn = new ArrayList<>(row);
    inTurn.addAll(others);
    inTurn.sort(Waiting.BY_TURN);
    return inTurn;
  }
}
