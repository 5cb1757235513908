package dev.sigrun.runtime.internal.detector;

import dev.sigrun.runtime.detector.Key;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint of 112 bits that represents a combination of values. Cryptographic, because who can
 * make two combinations collide can pass off a new term as a known one.
 *
 * @param high the first 64 bits
 * @param low the other 48 bits
 */
public record TermHash(long high, long low) {
  public static final long LOW_MASK = (1L << 48) - 1;

  /**
   * The last fingerprints that were made, by hash codes of keys: streams repeat what they say.
   * Threads may overwrite each other's entries, which then are made again.
   */
  private static final @Nullable Recent[] RECENT = new @Nullable Recent[1 << 12];

  /** A longer key is not kept. */
  private static final int LONG_KEY = 256;

  private record Recent(Key key, TermHash hash) {}

  /** The fingerprint of the values of {@code key}: the same on every machine. */
  public static TermHash of(Key key) {
    int code = key.hashCode();
    int place = (code ^ code >>> 16) & (RECENT.length - 1);
    Recent recent = RECENT[place];
    if (recent != null && recent.key.equals(key)) {
      return recent.hash;
    }
    TermHash hash = made(key);
    if (isShort(key)) {
      RECENT[place] = new Recent(key, hash);
    }
    return hash;
  }

  private static boolean isShort(Key key) {
    int length = 0;
    for (Object value : key.values()) {
      length += value instanceof String text ? text.length() : 0;
    }
    return length <= LONG_KEY;
  }

  private static TermHash made(Key key) {
    MessageDigest digest = sha256();
    for (Object value : key.values()) {
      add(value, digest);
    }
    byte[] bytes = digest.digest();
    return new TermHash(bits(bytes, 0), bits(bytes, 8) >>> 16);
  }

  private static void add(@Nullable Object value, MessageDigest digest) {
    if (value == null) {
      digest.update((byte) 'n');
    } else if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((byte) 's');
      addBits(bytes.length, digest);
      digest.update(bytes);
    } else if (value instanceof Long number) {
      digest.update((byte) 'l');
      addBits(number, digest);
    } else if (value instanceof Boolean bool) {
      digest.update((byte) (bool ? 't' : 'f'));
    } else {
      digest.update((byte) 'o');
      add(value.toString(), digest);
    }
  }

  private static void addBits(long number, MessageDigest digest) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      digest.update((byte) (number >>> shift));
    }
  }

  private static long bits(byte[] bytes, int start) {
    long bits = 0;
    for (int i = start; i < start + 8; i++) {
      bits = bits << 8 | bytes[i] & 0xFF;
    }
    return bits;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
