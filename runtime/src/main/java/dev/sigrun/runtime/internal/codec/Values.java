package dev.sigrun.runtime.internal.codec;

import dev.sigrun.runtime.address.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of events as bytes: a byte for the type, then the value. */
public final class Values {
  private static final int NULL = 0;
  private static final int LONG = 1;
  private static final int DOUBLE = 2;
  private static final int STRING = 3;
  private static final int INTEGER = 4;
  private static final int ADDRESS = 5;
  private static final int FALSE = 6;
  private static final int TRUE = 7;
  private static final int DECIMAL = 8;
  private static final int LIST = 9;
  private static final int MAP = 10;

  /** The maximum nesting depth of lists and maps. */
  private static final int MAX_DEPTH = 100;

  private Values() {}

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if it is of a type that no event holds
   */
  public static void write(@Nullable Object value, DataOutput out) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof String text) {
      out.writeByte(STRING);
      Binary.writeText(text, out);
    } else if (value instanceof Long || value instanceof Integer) {
      out.writeByte(LONG);
      Binary.writeSigned(((Number) value).longValue(), out);
    } else if (value instanceof Double || value instanceof Float) {
      out.writeByte(DOUBLE);
      out.writeDouble(((Number) value).doubleValue());
    } else if (value instanceof Boolean bool) {
      out.writeByte(bool ? TRUE : FALSE);
    } else if (value instanceof BigInteger || value instanceof BigDecimal) {
      out.writeByte(value instanceof BigInteger ? INTEGER : DECIMAL);
      Binary.writeText(value.toString(), out);
    } else if (value instanceof IpAddress address) {
      out.writeByte(ADDRESS);
      Binary.writeText(address.toString(), out);
    } else if (value instanceof Collection<?> list) {
      out.writeByte(LIST);
      writeAll(list, out);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else {
      throw new IllegalArgumentException("No event holds a " + value.getClass().getName() + ".");
    }
  }

  /** Writes how many values there are, and each of them. */
  public static void writeAll(Collection<?> values, DataOutput out) throws IOException {
    Binary.writeUnsigned(values.size(), out);
    for (Object each : values) {
      write(each, out);
    }
  }

  private static void writeMap(Map<?, ?> map, DataOutput out) throws IOException {
    out.writeByte(MAP);
    Binary.writeUnsigned(map.size(), out);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Binary.writeText(String.valueOf(entry.getKey()), out);
      write(entry.getValue(), out);
    }
  }

  /** Reads a value that is neither a list nor a map. */
  public static @Nullable Object readScalar(DataInput in) throws IOException {
    return read(in, 0);
  }

  /** Reads values that are neither lists nor maps, as {@link #writeAll} wrote them. */
  public static List<@Nullable Object> readScalars(DataInput in) throws IOException {
    return readList(in, 0);
  }

  /** Reads what {@link #writeAll} wrote. */
  public static List<@Nullable Object> readAll(DataInput in) throws IOException {
    return readList(in, MAX_DEPTH);
  }

  private static @Nullable Object read(DataInput in, int depth) throws IOException {
    int type = in.readUnsignedByte();
    return switch (type) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> Binary.readSigned(in);
      case DOUBLE -> in.readDouble();
      case STRING -> Binary.readText(in);
      case INTEGER -> number(BigInteger::new, in);
      case DECIMAL -> number(BigDecimal::new, in);
      case ADDRESS -> address(in);
      case LIST -> readList(in, inner(depth));
      case MAP -> readMap(in, inner(depth));
      default -> throw new IOException("A value of type " + type + " is unknown.");
    };
  }

  private static IpAddress address(DataInput in) throws IOException {
    String text = Binary.readText(in);
    return IpAddress.parse(text)
        .orElseThrow(() -> new IOException("'" + text + "' is not an address."));
  }

  private static <N> N number(Function<String, N> parser, DataInput in) throws IOException {
    String text = Binary.readText(in);
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is not a number.", e);
    }
  }

  private static int inner(int depth) throws IOException {
    if (depth == 0) {
      throw new IOException("Values are nested too deep.");
    }
    return depth - 1;
  }

  private static List<@Nullable Object> readList(DataInput in, int depth) throws IOException {
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in, depth));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<String, @Nullable Object> readMap(DataInput in, int depth) throws IOException {
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      String key = Binary.readText(in);
      map.put(key, read(in, depth));
    }
    return Collections.unmodifiableMap(map);
  }
}
