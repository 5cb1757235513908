package dev.sigrun.runtime.internal.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes between the values of earlier events. Events of one source are alike: from one value to
 * the next it is nearly always the same few bytes, so these are compared with the bytes that were
 * there before instead of being understood again. If too much is new, because keys are in random
 * order, this gives up for a while.
 *
 * <p>Bounded: when the bound is reached, all seams are dropped with the next event and remembered
 * from scratch, without allocating again. Belongs to one thread.
 */
final class SeamMemory {
  private static final int MAX_PLACES = 1024;
  private static final int MAX_SEAMS = 4096;

  /** Parsing and remembering one seam takes the time that is saved by recognising a few. */
  private static final int BYTES_PER_MISS = 128;

  /** The number of further times that something may be new before this gives up. */
  private static final int PATIENCE = 1 << 14;

  /** The number of events for which it gives up. */
  private static final int PAUSE = 1 << 13;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final NodeTable nodes;
  private final Nesting nesting;

  /** Before the event. */
  private final Place start = new Place();

  private final @Nullable Place[] places = new @Nullable Place[MAX_PLACES];
  private int placeCount;

  /** The places by what they are: a hash table with free slots in it. */
  private final @Nullable Place[] placeTable = new @Nullable Place[2 * MAX_PLACES];

  /** The first of the seams that are in no place, in a list. */
  private @Nullable Seam unused;

  private int seamCount;

  private boolean full;
  private int patience = PATIENCE;
  private int pause;

  /** A place and a seam that are not remembered. */
  private final Place passingPlace = new Place();

  private final Seam passingSeam = new Seam();

  SeamMemory(NodeTable nodes) {
    this.nodes = nodes;
    this.nesting = new Nesting(nodes);
  }

  /** Whether this is for events that are scanned with {@code others}. */
  boolean isFor(NodeTable others) {
    return nodes == others;
  }

  /** The place before an event of this many bytes; nothing is dropped before the next event. */
  Place start(int length) {
    patience = Math.min(patience + length / BYTES_PER_MISS, PATIENCE);
    if (pause > 0) {
      pause--;
      patience = PATIENCE;
    } else if (patience < 0) {
      forget();
      pause = PAUSE;
    } else if (full) {
      forget();
    }
    return start;
  }

  private void forget() {
    Arrays.fill(placeTable, null);
    for (int i = 0; i < placeCount; i++) {
      free(places[i]);
    }
    free(start);
    placeCount = 0;
    full = false;
  }

  /**
   * Parses the bytes after the value at {@code from} one by one, and remembers them.
   *
   * @return the seam there; valid until the next call
   */
  Seam understand(Place from, byte[] bytes, int position, int end) {
    patience--;
    int value;
    if (from == start) {
      value = nesting.first(bytes, position, end);
    } else {
      if (from != passingPlace) {
        from.restore(nesting);
      }
      value = nesting.next(bytes, position, end);
    }
    if (value == Nesting.MALFORMED) {
      passingSeam.pass(0, false, Place.NOWHERE);
      return passingSeam;
    }
    boolean isLast = value == Nesting.END;
    int seamEnd = isLast ? end : value;
    Place to = isLast ? Place.END : place();
    if (from == passingPlace || to == passingPlace || seamEnd - position > Seam.MAX_LENGTH) {
      passingSeam.pass(seamEnd - position, nesting.incomplete, to);
      return passingSeam;
    }
    Seam seam = seamBehind(from);
    seam.remember(bytes, position, seamEnd, nesting.incomplete, to);
    return seam;
  }

  /** A seam that is remembered after {@code from}, to be filled. */
  private Seam seamBehind(Place from) {
    if (from.isFull()) {
      // With this many possible seams, the last one is likely to be the next one.
      free(from);
    }
    Seam seam = unused;
    if (seam != null) {
      unused = seam.next;
    } else if (seamCount < MAX_SEAMS) {
      seam = new Seam();
      seamCount++;
    } else {
      full = true;
      return passingSeam;
    }
    from.add(seam);
    return seam;
  }

  private void free(Place place) {
    Seam seam = place.removeSeams();
    while (seam != null) {
      Seam next = seam.next;
      seam.next = unused;
      unused = seam;
      seam = next;
    }
  }

  /** The place of the value that is next. */
  private Place place() {
    int wanted = nodes.wanted(nesting.node);
    int slot = pause == 0 && nesting.depth <= Place.MAX_DEPTH ? slot() : -1;
    Place found = slot < 0 ? null : placeTable[slot];
    if (found != null) {
      return found;
    }
    full |= placeCount == MAX_PLACES;
    if (slot < 0 || full) {
      passingPlace.pass(nesting.node, wanted);
      return passingPlace;
    }
    Place place = places[placeCount];
    if (place == null) {
      place = new Place();
      places[placeCount] = place;
    }
    placeCount++;
    place.remember(nesting, wanted);
    placeTable[slot] = place;
    return place;
  }

  /** The slot of the place of the value that is next, or the one that is free for it. */
  private int slot() {
    long hash = (nesting.keyMark + nesting.node) * MULTIPLIER + nesting.container;
    hash = (hash + nesting.depth) * MULTIPLIER;
    int slot = (int) (hash >>> 40) % placeTable.length;
    for (Place place = placeTable[slot];
        place != null && !place.isAt(nesting);
        place = placeTable[slot]) {
      slot = (slot + 1) % placeTable.length;
    }
    return slot;
  }
}
