package dev.sigrun.compiler.backend.java.javac;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A generated Java file.
 *
 * @param qualifiedName of the class that it declares
 * @param path where it belongs in a source folder, with forward slashes
 * @param content its text, with line feeds
 */
public record JavaSource(String qualifiedName, String path, String content) {
  /** A digest of the path and the content, in hexadecimal digits. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((path + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
