package dev.sigrun.compiler.kept;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes numbers, texts and lists as bytes that {@link KeptInput} reads. */
public final class KeptOutput {
  /** Says that each char of a text takes one byte. */
  private static final int NARROW = 0;

  /** Says that each char takes two. */
  private static final int WIDE = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Starts without bytes. */
  public KeptOutput() {}

  /** Writes a number of any sign, small ones in few bytes. */
  public KeptOutput number(long number) {
    long rest = number << 1 ^ number >> 63;
    while (rest >>> 7 != 0) {
      bytes.write((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /** Writes whether something is so. */
  public KeptOutput flag(boolean flag) {
    return number(flag ? 1 : 0);
  }

  /** Writes a text of any chars, also of halves of characters. */
  public KeptOutput text(String text) {
    boolean narrow = text.chars().allMatch(c -> c < 0x100);
    number(narrow ? NARROW : WIDE);
    number(text.length());
    if (narrow) {
      bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      for (int i = 0; i < text.length(); i++) {
        bytes.write(text.charAt(i) >> 8);
        bytes.write(text.charAt(i));
      }
    }
    return this;
  }

  /** Writes which of the constants of an enum it is. */
  public KeptOutput constant(Enum<?> constant) {
    return number(constant.ordinal());
  }

  /** Writes a list of texts. */
  public KeptOutput texts(Collection<String> texts) {
    return list(texts, KeptOutput::text);
  }

  /** Writes a list whose elements {@code element} writes. */
  public <T> KeptOutput list(Collection<T> elements, BiConsumer<KeptOutput, T> element) {
    number(elements.size());
    elements.forEach(each -> element.accept(this, each));
    return this;
  }

  /** Writes what may be absent. */
  public <T> KeptOutput optional(Optional<T> value, BiConsumer<KeptOutput, T> present) {
    flag(value.isPresent());
    value.ifPresent(v -> present.accept(this, v));
    return this;
  }

  /** Writes bytes, with their number. */
  public KeptOutput bytes(byte[] content) {
    number(content.length);
    bytes.writeBytes(content);
    return this;
  }

  /** All that was written. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
