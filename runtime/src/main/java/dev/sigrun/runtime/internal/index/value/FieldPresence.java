package dev.sigrun.runtime.internal.index.value;

import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.util.Arrays;

/**
 * Which fields have values in an event, by the paths that occur in it. The answers for some of the
 * sets of paths are remembered, because few occur. For one thread.
 */
final class FieldPresence {
  private static final int SLOT_BITS = 6;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int[] NO_FIELDS = {};

  private final ScannedEvent event;
  private final int fieldCount;

  /** For each path the fields that have its values. */
  private final int[][] fieldsOfPath;

  /** By a hash of the paths that occur. */
  private final Answer[] answers = new Answer[1 << SLOT_BITS];

  private Answer current;

  /** The answer for one set of paths. */
  private static final class Answer {
    private final long[] paths;
    private final long[] present;
    private final long[] scattered;
    private final int[] pathOfField;

    Answer(int pathWords, int fieldCount) {
      int words = (fieldCount + Long.SIZE - 1) / Long.SIZE;
      this.paths = new long[pathWords];
      this.present = new long[words];
      this.scattered = new long[words];
      this.pathOfField = new int[fieldCount];
    }

    boolean isFor(ScannedEvent event) {
      for (int i = 0; i < paths.length; i++) {
        if (paths[i] != event.occurringWord(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Knows no answers so far.
   *
   * @param paths the numbers of each field's paths among those scanned
   */
  FieldPresence(ScannedEvent event, int[][] paths) {
    this.event = event;
    this.fieldCount = paths.length;
    this.fieldsOfPath = new int[event.occurringWords() * Long.SIZE][];
    Arrays.fill(fieldsOfPath, NO_FIELDS);
    for (int field = 0; field < paths.length; field++) {
      for (int path : paths[field]) {
        int[] others = fieldsOfPath[path];
        fieldsOfPath[path] = Arrays.copyOf(others, others.length + 1);
        fieldsOfPath[path][others.length] = field;
      }
    }
    // The answer where nothing occurs, which is also right in the slots of others.
    this.current = new Answer(event.occurringWords(), fieldCount);
    Arrays.fill(answers, current);
  }

  /** Looks at the event that was scanned last. */
  void find() {
    int slot = slot();
    Answer known = answers[slot];
    if (!known.isFor(event)) {
      // Two sets of paths may share a slot: of the two, the one that was found last comes first.
      Answer other = answers[slot ^ 1];
      answers[slot ^ 1] = known;
      known = other.isFor(event) ? other : find(other);
      answers[slot] = known;
    }
    current = known;
  }

  private int slot() {
    // Products that do not wait for each other.
    long hash = 0;
    for (int i = 0; i < event.occurringWords(); i++) {
      hash += event.occurringWord(i) * (MULTIPLIER * (2L * i + 1));
    }
    return (int) (hash >>> -SLOT_BITS);
  }

  /** The answer for the paths that occur, in the place of another one. */
  private Answer find(Answer replaced) {
    // The first answer is in many slots.
    boolean empty = Arrays.stream(replaced.paths).allMatch(word -> word == 0);
    Answer answer = empty ? new Answer(replaced.paths.length, fieldCount) : replaced;
    Arrays.fill(answer.present, 0);
    Arrays.fill(answer.scattered, 0);
    for (int i = 0; i < answer.paths.length; i++) {
      answer.paths[i] = event.occurringWord(i);
      for (long word = answer.paths[i]; word != 0; word &= word - 1) {
        int path = i * Long.SIZE + Long.numberOfTrailingZeros(word);
        for (int field : fieldsOfPath[path]) {
          long bit = 1L << field;
          answer.scattered[field >>> 6] |= answer.present[field >>> 6] & bit;
          answer.present[field >>> 6] |= bit;
          answer.pathOfField[field] = path;
        }
      }
    }
    return answer;
  }

  /** The fields that have a value, 64 to a word, the first in the lowest bit of the first word. */
  long present(int word) {
    return current.present[word];
  }

  /** Whether the field has a value. */
  boolean exists(int field) {
    return (current.present[field >>> 6] & 1L << field) != 0;
  }

  /** Whether the field, which has a value, has values at several paths. */
  boolean isScattered(int field) {
    return (current.scattered[field >>> 6] & 1L << field) != 0;
  }

  /** The only path at which the field, which is not scattered, has values. */
  int path(int field) {
    return current.pathOfField[field];
  }
}
