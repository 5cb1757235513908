package dev.sigrun.runtime.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as lines of JSON in UTF-8: the same bytes as those of the text that {@link
 * JsonValues#write} gives. Members that were encoded before are copied. Used again for line after
 * line by one thread.
 */
public final class JsonBytes {
  private static final int INITIAL = 1 << 13;

  /** Enough for most single values. */
  private static final int SMALL = 1 << 8;

  /** More room than this is given back after the lines that needed it. */
  private static final int MOST_KEPT = 1 << 20;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);
  private static final byte[] SHORT_ESCAPES = "btn\0fr".getBytes(ISO_8859_1);

  private byte[] bytes;
  private int length;

  /** The length of the lines that have ended. */
  private int ended;

  private boolean first = true;

  /** Whether members are in the order of their names. */
  private boolean sorted;

  /** A writer of no line yet. */
  public JsonBytes() {
    this(INITIAL);
  }

  private JsonBytes(int room) {
    this.bytes = new byte[room];
  }

  /** Members of an object in their encoded form. */
  public static final class Members {
    private final byte[] encoded;

    private Members(byte[] encoded) {
      this.encoded = encoded;
    }
  }

  /** The members of {@code object}, to be copied wherever they are the same. */
  public static Members encode(Map<String, ? extends @Nullable Object> object) {
    JsonBytes json = new JsonBytes();
    object.forEach(json::add);
    return new Members(Arrays.copyOf(json.bytes, json.length));
  }

  /** The JSON of a value. */
  public static byte[] of(@Nullable Object value) {
    JsonBytes json = new JsonBytes(SMALL);
    json.putValue(value);
    return Arrays.copyOf(json.bytes, json.length);
  }

  /** The JSON of a value whose objects have their members in the order of their names. */
  public static byte[] sorted(@Nullable Object value) {
    JsonBytes json = new JsonBytes();
    json.sorted = true;
    json.putValue(value);
    return Arrays.copyOf(json.bytes, json.length);
  }

  /** Begins a line with an object. A line before that has not ended is forgotten. */
  public void begin() {
    length = ended;
    first = true;
    put('{');
  }

  /** Adds a member. */
  public void add(String key, @Nullable Object value) {
    separate();
    putText(key);
    put(':');
    putValue(value);
  }

  /** Adds encoded members. */
  public void add(Members members) {
    if (members.encoded.length > 0) {
      separate();
      putBytes(members.encoded);
    }
  }

  /** Ends the object and the line. */
  public void endLine() {
    put('}');
    put('\n');
    ended = length;
  }

  /** Ends the object, without a line break. */
  public void end() {
    put('}');
    ended = length;
  }

  /** Takes out all lines that have ended. */
  public byte[] take() {
    byte[] lines = Arrays.copyOf(bytes, ended);
    clear();
    return lines;
  }

  /** Forgets all lines. */
  public void clear() {
    length = 0;
    ended = 0;
    if (bytes.length > MOST_KEPT) {
      bytes = new byte[INITIAL];
    }
  }

  private void separate() {
    if (!first) {
      put(',');
    }
    first = false;
  }

  private void putValue(@Nullable Object value) {
    if (value instanceof String text) {
      putText(text);
    } else if (value instanceof Map<?, ?> map) {
      char before = '{';
      for (Map.Entry<?, ?> each : sorted ? sorted(map) : map.entrySet()) {
        put(before);
        putText(String.valueOf(each.getKey()));
        put(':');
        putValue(each.getValue());
        before = ',';
      }
      putEnd(before, '{', '}');
    } else if (value instanceof Iterable<?> elements) {
      char before = '[';
      for (Object each : elements) {
        put(before);
        putValue(each);
        before = ',';
      }
      putEnd(before, '[', ']');
    } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      putBytes(value.toString().getBytes(ISO_8859_1));
    } else {
      // Anything that is rare enough.
      putBytes(JsonValues.write(value).getBytes(UTF_8));
    }
  }

  private static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
    List<Map.Entry<?, ?>> members = new ArrayList<>(map.entrySet());
    members.sort(Comparator.comparing(member -> String.valueOf(member.getKey())));
    return members;
  }

  private void putEnd(char before, char start, char end) {
    if (before == start) {
      put(start);
    }
    put(end);
  }

  private void putText(String text) {
    // Where a surrogate has lost its other half, Java encodes a question mark.
    byte[] encoded = text.getBytes(UTF_8);
    put('"');
    int copied = 0;
    for (int i = 0; i < encoded.length; i++) {
      byte one = encoded[i];
      if (one < ' ' && one >= 0 || one == '"' || one == '\\') {
        putBytes(encoded, copied, i);
        putEscaped(one);
        copied = i + 1;
      }
    }
    putBytes(encoded, copied, encoded.length);
    put('"');
  }

  private void putEscaped(byte ascii) {
    put('\\');
    int place = ascii - '\b';
    if (ascii == '"' || ascii == '\\') {
      put((char) ascii);
    } else if (place >= 0 && place < SHORT_ESCAPES.length && SHORT_ESCAPES[place] != 0) {
      put((char) SHORT_ESCAPES[place]);
    } else {
      put('u');
      put('0');
      put('0');
      put((char) HEX[ascii >> 4]);
      put((char) HEX[ascii & 0xF]);
    }
  }

  private void put(char ascii) {
    require(1);
    bytes[length++] = (byte) ascii;
  }

  private void putBytes(byte[] encoded) {
    putBytes(encoded, 0, encoded.length);
  }

  private void putBytes(byte[] encoded, int start, int end) {
    require(end - start);
    System.arraycopy(encoded, start, bytes, length, end - start);
    length += end - start;
  }

  private void require(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }
}
