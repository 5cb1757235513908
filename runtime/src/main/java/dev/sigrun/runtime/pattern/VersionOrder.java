package dev.sigrun.runtime.pattern;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of Elasticsearch's field type {@code version}: that of semantic versioning, in which
 * {@code 1.9} is less than {@code 1.10}, {@code 1.10-beta} less than {@code 1.10}, and {@code 1.0}
 * less than {@code 1.0.0}. Texts that are not a version are greater than all versions, in the order
 * of their code points.
 */
public final class VersionOrder {
  /** Compares two texts. */
  public static final Comparator<String> COMPARATOR =
      (left, right) -> Arrays.compareUnsigned(key(left), key(right));

  /** A text for {@code text} whose code points sort as versions do. */
  public static String sortKey(String text) {
    return new String(key(text), StandardCharsets.ISO_8859_1);
  }

  // The bytes of Elasticsearch's own encoding, which its index sorts.
  private static final int NUMBER = 1;
  private static final int PRE_RELEASE = 2;
  private static final int RELEASE = 3;
  private static final int DIGIT_COUNT = 0x80;

  private final String text;
  private final ByteArrayOutputStream key = new ByteArrayOutputStream();
  private int position;

  private VersionOrder(String text) {
    this.text = text;
  }

  /** Bytes that sort, taken without sign, as the texts do from which they are made. */
  static byte[] key(String text) {
    if (text.isEmpty()) {
      return new byte[] {RELEASE};
    }
    VersionOrder order = new VersionOrder(text);
    return order.read() ? order.key.toByteArray() : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the text as a version; false if it is not one. */
  private boolean read() {
    do {
      if (!number(position, runOf(VersionOrder::isDigit))) {
        return false;
      }
    } while (accept('.'));
    if (accept('-')) {
      return preRelease() && build();
    }
    key.write(RELEASE);
    return build();
  }

  private boolean preRelease() {
    do {
      int start = position;
      int end = runOf(VersionOrder::isLetterDigitOrHyphen);
      boolean numeric = text.substring(start, end).chars().allMatch(VersionOrder::isDigit);
      if (start == end) {
        return false;
      }
      if (!numeric) {
        write(start, end);
      } else if (!number(start, end)) {
        return false;
      }
    } while (accept('.'));
    return true;
  }

  /** Accepts the part after a plus sign, if there is one; false if anything else remains. */
  private boolean build() {
    if (position == text.length()) {
      return true;
    }
    if (!accept('+')) {
      return false;
    }
    do {
      int start = position;
      int end = runOf(VersionOrder::isLetterDigitOrHyphen);
      if (start == end) {
        return false;
      }
      write(start, end);
    } while (accept('.'));
    return position == text.length();
  }

  /** Adds a number in front of which its length is written; false if it has a leading zero. */
  private boolean number(int start, int end) {
    if (start == end || (text.charAt(start) == '0' && end > start + 1)) {
      return false;
    }
    key.write(NUMBER);
    key.write(DIGIT_COUNT | (end - start));
    write(start, end);
    return true;
  }

  private boolean accept(char separator) {
    if (position == text.length() || text.charAt(position) != separator) {
      return false;
    }
    if (separator == '-') {
      key.write(PRE_RELEASE);
    }
    key.write(separator);
    position++;
    return true;
  }

  /** Skips characters of a kind; the result is where they end. */
  private int runOf(java.util.function.IntPredicate kind) {
    while (position < text.length() && kind.test(text.charAt(position))) {
      position++;
    }
    return position;
  }

  private void write(int start, int end) {
    for (int i = start; i < end; i++) {
      key.write(text.charAt(i));
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetterDigitOrHyphen(int c) {
    return isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '-';
  }
}
