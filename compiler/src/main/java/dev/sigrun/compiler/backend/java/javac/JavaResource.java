package dev.sigrun.compiler.backend.java.javac;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file that generated classes need at run time. */
public final class JavaResource {
  private final String path;
  private final byte[] bytes;

  private JavaResource(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * A file of text.
   *
   * @param path where it belongs on the class path, with forward slashes
   * @param content its text, with line feeds
   */
  public static JavaResource of(String path, String content) {
    return new JavaResource(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A file of bytes.
   *
   * @param path where it belongs on the class path, with forward slashes
   */
  public static JavaResource of(String path, byte[] bytes) {
    return new JavaResource(path, bytes.clone());
  }

  /** The location on the class path, with forward slashes. */
  public String path() {
    return path;
  }

  /** Its content. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JavaResource resource
        && path.equals(resource.path)
        && Arrays.equals(bytes, resource.bytes);
  }

  @Override
  public int hashCode() {
    return path.hashCode() * 31 + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return path;
  }
}
