package dev.sigrun.cli;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests everything that compiled rules depend on. */
final class CacheKey {
  private final MessageDigest digest = sha256();

  /** A key for what this very build of Sigrun compiles. */
  static CacheKey ofThisBuild() {
    CacheKey key = new CacheKey().add(Version.name());
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      File file = new File(entry);
      key.add(entry).add(file.length() + " " + file.lastModified());
    }
    return key;
  }

  /** A key that depends on {@code part}, too. */
  CacheKey add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    // With its length, so that parts cannot be taken for one another.
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** The key, which takes no more parts. */
  String toHex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of {@code bytes}. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
