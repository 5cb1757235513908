package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The texts that commands hide in: base64, at each of its offsets, of UTF-8 or UTF-16. */
final class Encodings {
  private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xFF, (byte) 0xFE};

  /** How many characters depend on the text before, by the number of its bytes modulo 3. */
  private static final int[] UNSTABLE_AT_START = {0, 2, 3};

  /** How many characters depend on the text after, by the number of all bytes modulo 3. */
  private static final int[] UNSTABLE_AT_END = {0, 3, 2};

  private Encodings() {}

  /** The bytes of {@code text} in the encoding that {@code kind} names. */
  static byte[] bytes(Kind kind, String text) {
    return switch (kind) {
      case WIDE -> text.getBytes(StandardCharsets.UTF_16LE);
      case UTF16BE -> text.getBytes(StandardCharsets.UTF_16BE);
      case UTF16 -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(LITTLE_ENDIAN_MARK);
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
        yield bytes.toByteArray();
      }
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** The bytes as a text of one character each, as logs show UTF-16 that they take for ASCII. */
  static String shown(byte[] bytes) {
    Charset latin = StandardCharsets.ISO_8859_1;
    return new String(bytes, latin);
  }

  /** The bytes in base64. */
  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The texts in the base64 of any longer text that holds the bytes, one for each offset modulo 3.
   */
  static List<String> base64Offsets(byte[] bytes) {
    List<String> texts = new ArrayList<>();
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      Arrays.fill(shifted, 0, shift, (byte) ' ');
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String text = base64(shifted);
      int end = text.length() - UNSTABLE_AT_END[shifted.length % 3];
      int start = UNSTABLE_AT_START[shift];
      texts.add(start < end ? text.substring(start, end) : "");
    }
    return texts;
  }
}
