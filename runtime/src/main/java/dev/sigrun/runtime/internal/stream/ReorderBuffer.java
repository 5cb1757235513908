package dev.sigrun.runtime.internal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for earlier ones, in the order of their turns. Most events come nearly in that
 * order: they are in a ring, each at its place. Those that belong far before its end are in a heap.
 */
final class ReorderBuffer {
  /** An event that belongs before more of the others in the ring is too far from its end. */
  private static final int MOST_STEPS = 16;

  private static final int INITIAL = 64;

  /** With more room than this, the ring gives half of it back when a quarter is enough. */
  private static final int MOST_KEPT = 1 << 12;

  /** The length is a power of two. */
  private @Nullable Waiting[] ring = new Waiting[INITIAL];

  private int first;
  private int inRing;
  private final PriorityQueue<Waiting> others = new PriorityQueue<>(Waiting.BY_TURN);
  private long bytes;

  void add(Waiting event) {
    bytes += event.bytes();
    int place = inRing;
    int least = Math.max(0, inRing - MOST_STEPS);
    while (place > least && Waiting.BY_TURN.compare(at(place - 1), event) > 0) {
      place--;
    }
    if (place > 0 && place == least && Waiting.BY_TURN.compare(at(place - 1), event) > 0) {
      others.add(event);
      return;
    }
    if (inRing == ring.length) {
      resize(inRing * 2);
    }
    inRing++;
    for (int i = inRing - 1; i > place; i--) {
      ring[slot(i)] = ring[slot(i - 1)];
    }
    ring[slot(place)] = event;
  }

  private int slot(int place) {
    return first + place & ring.length - 1;
  }

  private Waiting at(int place) {
    Waiting event = ring[slot(place)];
    if (event == null) {
      throw new IllegalStateException("There is no event at a place in the ring.");
    }
    return event;
  }

  private void resize(int length) {
    @Nullable Waiting[] resized = new Waiting[length];
    for (int i = 0; i < inRing; i++) {
      resized[i] = at(i);
    }
    ring = resized;
    first = 0;
  }

  /** The event whose turn comes first; null if there is none. */
  @Nullable Waiting peek() {
    return isFirstInRing() ? at(0) : others.peek();
  }

  private boolean isFirstInRing() {
    Waiting other = others.peek();
    return inRing > 0 && (other == null || Waiting.BY_TURN.compare(at(0), other) <= 0);
  }

  /** Takes out the event whose turn comes first, of which there is one. */
  Waiting remove() {
    Waiting next = isFirstInRing() ? removeFromRing() : others.remove();
    bytes -= next.bytes();
    return next;
  }

  private Waiting removeFromRing() {
    Waiting next = at(0);
    ring[first] = null;
    first = slot(1);
    inRing--;
    if (ring.length > MOST_KEPT && inRing < ring.length / 4) {
      resize(ring.length / 2);
    }
    return next;
  }

  boolean isEmpty() {
    return inRing == 0 && others.isEmpty();
  }

  int size() {
    return inRing + others.size();
  }

  /** About how much memory the events take. */
  long bytes() {
    return bytes;
  }

  List<Waiting> inTurn() {
    List<Waiting> inTurn = new ArrayList<>(others);
    for (int i = 0; i < inRing; i++) {
      inTurn.add(at(i));
    }
    inTurn.sort(Waiting.BY_TURN);
    return inTurn;
  }
}
