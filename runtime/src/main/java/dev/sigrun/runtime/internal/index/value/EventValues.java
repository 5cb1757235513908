package dev.sigrun.runtime.internal.index.value;

import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.util.Arrays;

/**
 * The values of one event in the forms in which the index compares them, each made at most once.
 * Used again for event after event by one thread.
 */
public final class EventValues {
  private static final int INITIAL_VALUES = 128;
  private static final int INITIAL_BYTES = 4096;

  /** More room than this is given back after the event that needed it. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private static final int NO_FIELD = -1;

  private final ScannedEvent event;
  private final IndexField[] fields;

  /** The numbers of each field's paths among those scanned. */
  private final int[][] paths;

  private final FieldPresence presence;

  private final PatternHits patternHits = new PatternHits();

  private int epoch;

  /** The event for which the folded form of each value was created. */
  private int[] foldedEpoch = new int[INITIAL_VALUES];

  private int[] foldedStart = new int[INITIAL_VALUES];
  private int[] foldedEnd = new int[INITIAL_VALUES];
  private int[] hash = new int[INITIAL_VALUES];

  /** The field for which the class of each value was last determined; and the class. */
  private int[] classifiedFor = new int[INITIAL_VALUES];

  private int[] valueClass = new int[INITIAL_VALUES];

  private byte[] folded = new byte[INITIAL_BYTES];
  private int foldedLength;

  /** The same for the values in their own spelling. */
  private int[] exactEpoch = new int[INITIAL_VALUES];

  private int[] exactStarts = new int[INITIAL_VALUES];
  private int[] exactEnds = new int[INITIAL_VALUES];

  private byte[] exact = new byte[INITIAL_BYTES];
  private int exactLength;

  private byte[] exactBytes = exact;
  private int exactStart;
  private int exactEnd;

  /**
   * Makes room.
   *
   * @param paths the numbers of each field's paths among those scanned
   */
  public EventValues(ScannedEvent event, IndexField[] fields, int[][] paths) {
    this.event = event;
    this.fields = fields;
    this.paths = paths;
    this.presence = new FieldPresence(event, paths);
  }

  /** Looks at the event that was scanned last. */
  public void begin() {
    epoch++;
    foldedLength = 0;
    exactLength = 0;
    presence.find();
    int count = event.valueCount();
    if (count > foldedEpoch.length) {
      int room = Math.max(count, foldedEpoch.length * 2);
      foldedEpoch = Arrays.copyOf(foldedEpoch, room);
      foldedStart = new int[room];
      foldedEnd = new int[room];
      hash = new int[room];
      classifiedFor = new int[room];
      valueClass = new int[room];
      exactEpoch = Arrays.copyOf(exactEpoch, room);
      exactStarts = new int[room];
      exactEnds = new int[room];
    }
    if (folded.length > MAX_KEPT_BYTES) {
      folded = new byte[INITIAL_BYTES];
    }
    if (exact.length > MAX_KEPT_BYTES) {
      exact = new byte[INITIAL_BYTES];
    }
  }

  /** The fields that have a value, 64 to a word, the first in the lowest bit of the first word. */
  public long present(int word) {
    return presence.present(word);
  }

  /** Whether some value, of whichever field, may hold one of the texts. */
  public boolean mayHold(RawTexts texts) {
    byte[] bytes = event.bytes();
    int start = event.offset();
    int end = start + event.length();
    return event.mayHideLetters() || texts.occurs(bytes, start, end);
  }

  /** Counts the grams of the event, as it is written. */
  public void countGrams(GramCounts counts) {
    int start = event.offset();
    RawTexts.count(event.bytes(), start, start + event.length(), counts);
  }

  /** Whether the field has a value. */
  public boolean exists(int field) {
    return presence.exists(field);
  }

  /** The first value of the field, negative if there is none. */
  public int first(int field) {
    if (!presence.exists(field)) {
      return ScannedEvent.NONE;
    }
    return presence.isScattered(field) ? first(paths[field], 0) : event.first(presence.path(field));
  }

  private int first(int[] own, int from) {
    for (int i = from; i < own.length; i++) {
      int value = event.first(own[i]);
      if (value >= 0) {
        return value;
      }
    }
    return ScannedEvent.NONE;
  }

  /** The value of the field that follows {@code value}, negative if there is none. */
  public int next(int field, int value) {
    int following = event.next(value);
    return following >= 0 || !presence.isScattered(field)
        ? following
        : firstBehind(paths[field], event.path(value));
  }

  private int firstBehind(int[] own, int path) {
    int index = 0;
    while (own[index] != path) {
      index++;
    }
    return first(own, index + 1);
  }

  /** The scanned event. */
  public ScannedEvent event() {
    return event;
  }

  /** Whether the value is in the event unescaped and in ASCII. */
  public boolean isPlain(int value) {
    return event.isAscii(value) && !event.hasEscapes(value);
  }

  /** The number of bytes of the value in the event. */
  public int length(int value) {
    return event.end(value) - event.start(value);
  }

  /** The buffer of the folded values. */
  public byte[] folded() {
    return folded;
  }

  /** The start of the folded value, which is preceded by {@link FoldedText#START}. */
  public int foldedStart(int value) {
    if (foldedEpoch[value] != epoch) {
      fold(value);
    }
    return foldedStart[value];
  }

  /** The end of the folded value, with {@link FoldedText#END}, once its start was requested. */
  public int foldedEnd(int value) {
    return foldedEnd[value];
  }

  /** The hash of the folded value. */
  public int hash(int value) {
    if (foldedEpoch[value] != epoch) {
      fold(value);
    }
    return hash[value];
  }

  /** The class of the value among the constants of the field. */
  public int valueClass(int field, int value) {
    int hashed = hash(value);
    if (classifiedFor[value] != field) {
      classifiedFor[value] = field;
      valueClass[value] = classify(fields[field].values(), value, hashed);
    }
    return valueClass[value];
  }

  private int classify(ValueTable table, int value, int hashed) {
    int constant = table.find(folded, foldedStart[value], foldedEnd[value], hashed);
    if (constant < 0) {
      return ValueTable.UNKNOWN;
    }
    if (!table.hasSpellings(constant)) {
      return table.classOf(constant);
    }
    makeExact(value);
    return table.classOf(constant, exactBytes, exactStart, exactEnd);
  }

  private void fold(int value) {
    foldedEpoch[value] = epoch;
    classifiedFor[value] = NO_FIELD;
    int start = event.start(value);
    int end = event.end(value);
    int at = foldedLength;
    makeRoom(at, end - start);
    folded[at] = FoldedText.START;
    at++;
    int to;
    if (isPlain(value)) {
      to = at + end - start;
      hash[value] = foldPlain(event.bytes(), start, end, at);
    } else {
      to = JsonText.decode(event.bytes(), start, end, folded, at, true);
      hash[value] = Words.hash(folded, at, to);
    }
    folded[to] = FoldedText.END;
    foldedStart[value] = at;
    foldedEnd[value] = to;
    foldedLength = to + 1;
  }

  /** Copies ASCII in lower case; the result is the hash. */
  private int foldPlain(byte[] bytes, int start, int end, int at) {
    long hashed = Words.hashStart(end - start);
    int from = start;
    int to = at;
    for (; from <= end - Long.BYTES; from += Long.BYTES, to += Long.BYTES) {
      long word = Words.lower(Words.longAt(bytes, from));
      Words.put(folded, to, word);
      hashed = Words.hash(hashed, word);
    }
    if (from < end) {
      long word = 0;
      if (from <= bytes.length - Long.BYTES) {
        word = Words.lowest(Words.longAt(bytes, from), end - from);
      } else {
        word = Words.rest(bytes, from, end);
      }
      word = Words.lower(word);
      Words.put(folded, to, word);
      hashed = Words.hash(hashed, word);
    }
    return (int) hashed;
  }

  private void makeRoom(int at, int length) {
    // Folding may make three bytes of two.
    int needed = at + length + length / 2 + 2 + 2 * FoldedText.SLACK;
    if (needed > folded.length) {
      folded = Arrays.copyOf(folded, Math.max(needed, folded.length * 2));
    }
  }

  /** Provides the value in its own spelling, until this is called for another value. */
  public void makeExact(int value) {
    if (!event.hasEscapes(value)) {
      exactBytes = event.bytes();
      exactStart = event.start(value);
      exactEnd = event.end(value);
      return;
    }
    if (exactEpoch[value] != epoch) {
      decode(value);
    }
    exactBytes = exact;
    exactStart = exactStarts[value];
    exactEnd = exactEnds[value];
  }

  private void decode(int value) {
    exactEpoch[value] = epoch;
    int start = event.start(value);
    int end = event.end(value);
    int needed = exactLength + 1 + end - start + FoldedText.SLACK;
    if (needed > exact.length) {
      exact = Arrays.copyOf(exact, Math.max(needed, exact.length * 2));
    }
    // No surrogate at the start may join one at the end of the value before.
    exact[exactLength++] = FoldedText.START;
    exactStarts[value] = exactLength;
    exactLength = JsonText.decode(event.bytes(), start, end, exact, exactLength, false);
    exactEnds[value] = exactLength;
  }

  /** Used to try patterns on one value after the other. */
  PatternHits patternHits() {
    return patternHits;
  }

  public byte[] exactBytes() {
    return exactBytes;
  }

  public int exactStart() {
    return exactStart;
  }

  public int exactEnd() {
    return exactEnd;
  }
}
