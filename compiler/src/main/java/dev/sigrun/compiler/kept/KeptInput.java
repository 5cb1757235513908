package dev.sigrun.compiler.kept;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what {@link KeptOutput} wrote. Whatever the bytes are, it takes no more memory than a small
 * multiple of their number.
 */
public final class KeptInput {
  private final byte[] bytes;
  private int position;

  /** Starts at the first byte. */
  public KeptInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Thrown where the bytes are not what was expected. */
  public static final class DamagedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public DamagedException(String message) {
      super(message);
    }
  }

  private int next() {
    if (position >= bytes.length) {
      throw new DamagedException("The bytes end too early.");
    }
    return bytes[position++];
  }

  /** A number. */
  public long number() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = next();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number >>> 1 ^ -(number & 1);
      }
    }
    throw new DamagedException("A number is too long.");
  }

  /** A number from zero up to {@code most}. */
  public int number(int most) {
    long number = number();
    if (number < 0 || number > most) {
      throw new DamagedException(number + " is not from 0 to " + most + ".");
    }
    return (int) number;
  }

  /** A number of things of which each takes a byte at least. */
  private int count() {
    return number(bytes.length - position);
  }

  /** Whether something is so. */
  public boolean flag() {
    return number(1) == 1;
  }

  /** A text. */
  public String text() {
    boolean wide = flag();
    int length = count();
    if (!wide) {
      position += length;
      return new String(bytes, position - length, length, StandardCharsets.ISO_8859_1);
    }
    if (length > (bytes.length - position) / 2) {
      throw new DamagedException("The bytes end too early.");
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) ((bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF);
      position += 2;
    }
    return new String(chars);
  }

  /** One of these constants of an enum. */
  public <T extends Enum<T>> T constant(T[] constants) {
    return constants[number(constants.length - 1)];
  }

  /** A list of texts. */
  public List<String> texts() {
    return list(KeptInput::text);
  }

  /** A list whose elements {@code element} reads. */
  public <T> List<T> list(Function<KeptInput, T> element) {
    int count = count();
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(element.apply(this));
    }
    return List.copyOf(elements);
  }

  /** What may be absent. */
  public <T> Optional<T> optional(Function<KeptInput, T> present) {
    return flag() ? Optional.of(present.apply(this)) : Optional.empty();
  }

  /** Bytes that were written with their number. */
  public byte[] bytes() {
    int length = count();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }
}
