package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Ordinal;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.pattern.IpAddress;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The encoding of values in snapshots. */
final class Wire {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int STRING = 5;
  private static final int INTEGER = 6;
  private static final int DECIMAL = 7;
  private static final int LIST = 8;
  private static final int MAP = 9;
  private static final int ADDRESS = 10;

  /** How deep lists and maps may be nested. */
  private static final int MAX_DEPTH = 100;

  private Wire() {}

  static void writeString(String text, DataOutput out) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    boolean wellFormed = new String(utf8, UTF_8).equals(text);
    out.writeBoolean(wellFormed);
    if (wellFormed) {
      writeBytes(utf8, out);
    } else {
      // Half a pair of surrogates, which JSON allows and encodings do not.
      out.writeInt(text.length());
      out.writeChars(text);
    }
  }

  static String readString(DataInputStream in) throws IOException {
    if (in.readBoolean()) {
      return new String(readBytes(in), UTF_8);
    }
    int length = readCount(in);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }

  static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputStream in) throws IOException {
    int length = readCount(in);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** Reads how many things follow. Nothing may be allocated for them before they are read. */
  static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new SnapshotException("The snapshot contains a negative count.");
    }
    return count;
  }

  static void writeKey(Key key, DataOutput out) throws IOException {
    out.writeInt(key.values().size());
    for (Object value : key.values()) {
      writeValue(value, out);
    }
  }

  static Key readKey(DataInputStream in) throws IOException {
    int size = readCount(in);
    if (size == 0) {
      return Key.NONE;
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(readValue(in, 0));
    }
    return new Key(Collections.unmodifiableList(values));
  }

  static void writePending(Pending pending, DataOutputStream out) throws IOException {
    out.writeInt(pending.run().index());
    out.writeInt(pending.position());
    writeKey(pending.selection().key(), out);
    out.writeInt(pending.selection().inputs().size());
    for (int input : pending.selection().inputs()) {
      out.writeInt(input);
    }
    writeValue(pending.selection().values(), out);
    EventRecord event = pending.event();
    out.writeLong(event.ordinal().timestamp());
    writeValue(event.ordinal().tiebreaker(), out);
    out.writeLong(event.ordinal().arrival());
    writeString(event.source(), out);
    out.writeLong(event.line());
    writeBytes(event.json(), out);
  }

  static Optional<Pending> readPending(
      DataInputStream in, IntFunction<@Nullable DetectorRun<?>> runs) throws IOException {
    DetectorRun<?> run = runs.apply(in.readInt());
    int position = in.readInt();
    Key key = readKey(in);
    int size = readCount(in);
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      inputs.add(in.readInt());
    }
    Object values = readValue(in, MAX_DEPTH);
    if (!(values instanceof List<?> list)) {
      throw new SnapshotException("The snapshot contains a selection without values.");
    }
    Ordinal ordinal = new Ordinal(in.readLong(), readValue(in, 0), in.readLong());
    EventRecord event = new EventRecord(ordinal, readString(in), in.readLong(), readBytes(in));
    return run == null
        ? Optional.empty()
        : Optional.of(new Pending(event, run, new Selection(key, inputs, list), position));
  }

  private static void writeValue(@Nullable Object value, DataOutput out) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof Boolean bool) {
      out.writeByte(bool ? TRUE : FALSE);
    } else if (value instanceof Long || value instanceof Integer) {
      out.writeByte(LONG);
      out.writeLong(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      out.writeByte(DOUBLE);
      out.writeDouble(((Number) value).doubleValue());
    } else if (value instanceof BigInteger || value instanceof BigDecimal) {
      out.writeByte(value instanceof BigInteger ? INTEGER : DECIMAL);
      writeString(value.toString(), out);
    } else if (value instanceof String text) {
      out.writeByte(STRING);
      writeString(text, out);
    } else if (value instanceof IpAddress address) {
      out.writeByte(ADDRESS);
      writeString(address.toString(), out);
    } else if (value instanceof Collection<?> list) {
      out.writeByte(LIST);
      out.writeInt(list.size());
      for (Object element : list) {
        writeValue(element, out);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte(MAP);
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writeString(String.valueOf(entry.getKey()), out);
        writeValue(entry.getValue(), out);
      }
    } else {
      throw new IllegalArgumentException("No event holds a " + value.getClass().getName() + ".");
    }
  }

  private static @Nullable Object readValue(DataInputStream in, int depth) throws IOException {
    int type = in.readUnsignedByte();
    return switch (type) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case STRING -> readString(in);
      case INTEGER -> new BigInteger(readString(in));
      case DECIMAL -> new BigDecimal(readString(in));
      case ADDRESS ->
          IpAddress.parse(readString(in))
              .orElseThrow(() -> new SnapshotException("The snapshot contains a bad address."));
      case LIST -> readList(in, depth - 1);
      case MAP -> readMap(in, depth - 1);
      default -> throw new SnapshotException("The snapshot contains a value of type " + type + ".");
    };
  }

  private static List<@Nullable Object> readList(DataInputStream in, int depth) throws IOException {
    int size = readSize(in, depth);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(readValue(in, depth));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<String, @Nullable Object> readMap(DataInputStream in, int depth)
      throws IOException {
    int size = readSize(in, depth);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(readString(in), readValue(in, depth));
    }
    return Collections.unmodifiableMap(map);
  }

  private static int readSize(DataInputStream in, int depth) throws IOException {
    if (depth < 0) {
      throw new SnapshotException("The snapshot nests values too deep.");
    }
    return readCount(in);
  }
}
