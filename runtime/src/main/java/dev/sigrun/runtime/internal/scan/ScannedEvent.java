package dev.sigrun.runtime.internal.scan;

import java.util.Arrays;

/**
 * The positions of the values of the required paths in the bytes of one event. Filled by an {@link
 * EventScanner}, again and again for event after event, without allocating; so one belongs to one
 * thread, and all it says holds until the next scan, and only as long as the bytes are not changed.
 *
 * <p>Values are numbered in the order of the event. The values of a path are linked: {@code for
 * (int v = event.first(path); v >= 0; v = event.next(v))}.
 */
public final class ScannedEvent {
  /** The result of {@link #first} and {@link #next} if there is not a value, or no further one. */
  public static final int NONE = -1;

  static final int ESCAPED = 4;
  static final int NOT_ASCII = 8;

  /**
   * The bytes may hide letters of ASCII: behind escapes with numbers, or as others that are equal
   * to them but for case.
   */
  static final int HIDING = 16;

  private static final int KIND_MASK = 3;
  static final int PATH_SHIFT = 5;

  static final int STRIDE = 4;
  static final int END = 1;
  static final int PROPERTIES = 2;
  private static final int NEXT = 3;

  private static final int INITIAL_VALUES = 128;

  /** More room than this is given back after the event that needed it. */
  private static final int MAX_KEPT_VALUES = 1 << 16;

  private static final byte[] NO_BYTES = {};
  private static final ValueKind[] KINDS = ValueKind.values();

  private final long[] occurring;

  /** What occurred in some event so far. */
  private final long[] ever;

  private final int[] first;
  private final int[] last;

  /** Four numbers for each value: start, end, properties, next. */
  private int[] values = new int[INITIAL_VALUES * STRIDE];

  private int used;
  private boolean complete;

  /** Whether the bytes are only those of the event, and never change. */
  private boolean lasting;

  /** The properties of all strings that are values, wanted or not. */
  private int properties;

  private byte[] bytes = NO_BYTES;
  private int offset;
  private int length;

  /** The seams remembered from earlier events. */
  final SeamMemory memory;

  /** Makes room for the paths of {@code keys}. */
  public ScannedEvent(KeyTrie keys) {
    this.occurring = new long[(keys.numberCount() + Long.SIZE - 1) / Long.SIZE];
    this.ever = new long[occurring.length];
    this.first = new int[keys.numberCount()];
    this.last = new int[keys.numberCount()];
    this.memory = new SeamMemory(keys.nodes());
    // Presences never get one.
    Arrays.fill(first, NONE);
  }

  void begin(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    for (int i = 0; i < occurring.length; i++) {
      ever[i] |= occurring[i];
      occurring[i] = 0;
    }
    used = 0;
    complete = true;
    lasting = false;
    properties = 0;
    if (values.length > MAX_KEPT_VALUES * STRIDE) {
      values = new int[INITIAL_VALUES * STRIDE];
    }
  }

  /** Releases the bytes, and everything that was found in them. */
  public void clear() {
    if (bytes != NO_BYTES) {
      begin(NO_BYTES, 0, 0);
    }
  }

  /** What was found so far was not an event. */
  void forget() {
    Arrays.fill(occurring, 0);
  }

  /** The event now has a value that only a general reader understands. */
  void markIncomplete() {
    complete = false;
  }

  /** Some strings have the properties. */
  void note(int ofStrings) {
    properties |= ofStrings;
  }

  void mark(int number) {
    occurring[number >>> 6] |= 1L << number;
  }

  void add(int path, int start, int end, int properties) {
    int at = used;
    if (at == values.length) {
      values = Arrays.copyOf(values, at * 2);
    }
    values[at] = start;
    values[at + END] = end;
    values[at + PROPERTIES] = path << PATH_SHIFT | properties;
    values[at + NEXT] = NONE;
    used = at + STRIDE;
    if (occurs(path)) {
      values[last[path] + NEXT] = at / STRIDE;
    } else {
      mark(path);
      first[path] = at / STRIDE;
    }
    last[path] = at;
  }

  /** The bytes that were scanned; the caller's own. */
  public byte[] bytes() {
    return bytes;
  }

  /** The start of the event in {@link #bytes()}. */
  public int offset() {
    return offset;
  }

  /** The number of bytes of the event. */
  public int length() {
    return length;
  }

  /**
   * Whether the values are complete: false when the event holds something at a place that was
   * marked as one that only a general reader understands.
   */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Whether the bytes of some value, required or not, may hide letters of ASCII: behind escapes
   * with numbers, or as others that are equal to them but for case.
   */
  public boolean mayHideLetters() {
    return (properties & HIDING) != 0;
  }

  /** Whether the path has a value, or, for the number of a presence, something is there. */
  public boolean occurs(int number) {
    return (occurring[number >>> 6] & 1L << number) != 0;
  }

  /** Whether {@link #occurs} was true for this or an earlier event. */
  public boolean everOccurred(int number) {
    return ((ever[number >>> 6] | occurring[number >>> 6]) & 1L << number) != 0;
  }

  /**
   * The bytes of the event are all that was passed, and nobody changes them any more, even after
   * the next scan. So they need not be copied.
   */
  public void bytesLast() {
    lasting = true;
  }

  /** The number of words of {@link #occurringWord}. */
  public int occurringWords() {
    return occurring.length;
  }

  /** The numbers that occur, 64 to a word, the smallest in the lowest bit of the first word. */
  public long occurringWord(int index) {
    return occurring[index];
  }

  /** The number of values of all paths. */
  public int valueCount() {
    return used / STRIDE;
  }

  /** The first value of a path, or {@link #NONE}; a presence has none. */
  public int first(int path) {
    return occurs(path) ? first[path] : NONE;
  }

  /** The value that follows {@code value} at its path, or {@link #NONE}. */
  public int next(int value) {
    return values[value * STRIDE + NEXT];
  }

  /** The path of a value. */
  public int path(int value) {
    return values[value * STRIDE + PROPERTIES] >>> PATH_SHIFT;
  }

  /** Index in {@link #bytes()} of the first byte of a value; of strings, after the quote. */
  public int start(int value) {
    return values[value * STRIDE];
  }

  /** Index in {@link #bytes()} after the last byte of a value; of strings, of the quote. */
  public int end(int value) {
    return values[value * STRIDE + END];
  }

  /** The JSON type of a value. */
  public ValueKind kind(int value) {
    return kindOf(values[value * STRIDE + PROPERTIES]);
  }

  static ValueKind kindOf(int properties) {
    return KINDS[properties & KIND_MASK];
  }

  /** Whether the bytes of a value hold escapes, so that they are not what the value means. */
  public boolean hasEscapes(int value) {
    return (values[value * STRIDE + PROPERTIES] & ESCAPED) != 0;
  }

  /** Whether all bytes of a value are ASCII; escapes may still represent other characters. */
  public boolean isAscii(int value) {
    return (values[value * STRIDE + PROPERTIES] & NOT_ASCII) == 0;
  }

  /** The values, to be kept longer than until the next scan. */
  public KeptValues keep() {
    return new KeptValues(
        lasting ? bytes : Arrays.copyOfRange(bytes, offset, offset + length),
        offset,
        Arrays.copyOf(values, used),
        occurring.clone());
  }

  /** The meaning of a value: a string without its escapes, any other value unchanged. */
  public String text(int value) {
    return Texts.decode(bytes, start(value), end(value), values[value * STRIDE + PROPERTIES]);
  }
}
