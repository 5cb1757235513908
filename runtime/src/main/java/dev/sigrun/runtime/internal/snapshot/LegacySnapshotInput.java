package dev.sigrun.runtime.internal.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats 1 to 3, in which numbers have a fixed width and states are next to their cells. */
final class LegacySnapshotInput extends SnapshotInput {
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

  /** The maximum nesting depth of lists and maps. */
  private static final int MAX_DEPTH = 100;

  private final DataInputStream in;

  LegacySnapshotInput(DataInputStream in, int format) {
    super(format);
    this.in = in;
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public int readCount() throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new IOException("The snapshot contains a negative count.");
    }
    return count;
  }

  @Override
  public String readText() throws IOException {
    if (in.readBoolean()) {
      return new String(readBytes(), UTF_8);
    }
    // Unpaired surrogates, which JSON allows and encodings do not.
    int length = readCount();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }

  private byte[] readBytes() throws IOException {
    int length = readCount();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private Key readKey() throws IOException {
    int size = readCount();
    if (size == 0) {
      return Key.NONE;
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(readValue(0));
    }
    return new Key(Collections.unmodifiableList(values));
  }

  @Override
  public StoredCell readCell() throws IOException {
    MemoryCell<byte[]> cell = new MemoryCell<>(readKey());
    long serial = in.readLong();
    cell.wakeAt(in.readLong());
    if (in.readBoolean()) {
      cell.set(readBytes());
    }
    return new StoredCell(serial, cell);
  }

  @Override
  public Selection readSelection() throws IOException {
    Key key = readKey();
    int size = readCount();
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      inputs.add(in.readInt());
    }
    if (readValue(MAX_DEPTH) instanceof List<?> values) {
      return new Selection(key, inputs, values);
    }
    throw new IOException("The snapshot contains a selection without values.");
  }

  @Override
  public EventRecord readEvent() throws IOException {
    EventOrder order = new EventOrder(in.readLong(), readValue(0), in.readLong());
    return new EventRecord(order, readText(), in.readLong(), readBytes());
  }

  private @Nullable Object readValue(int depth) throws IOException {
    int type = in.readUnsignedByte();
    return switch (type) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case STRING -> readText();
      case INTEGER -> new BigInteger(readText());
      case DECIMAL -> new BigDecimal(readText());
      case ADDRESS ->
          IpAddress.parse(readText())
              .orElseThrow(() -> new IOException("The snapshot contains a bad address."));
      case LIST -> readList(depth - 1);
      case MAP -> readMap(depth - 1);
      default -> throw new IOException("The snapshot contains a value of type " + type + ".");
    };
  }

  private List<@Nullable Object> readList(int depth) throws IOException {
    int size = readSize(depth);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(readValue(depth));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> readMap(int depth) throws IOException {
    int size = readSize(depth);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(readText(), readValue(depth));
    }
    return Collections.unmodifiableMap(map);
  }

  private int readSize(int depth) throws IOException {
    if (depth < 0) {
      throw new IOException("The snapshot nests values too deep.");
    }
    return readCount();
  }
}
