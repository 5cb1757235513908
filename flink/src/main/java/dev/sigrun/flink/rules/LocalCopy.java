package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/**
 * A temporary copy of a file whose digest is known, so that nothing else, and no half of it, can be
 * taken for the file.
 *
 * @param file the copy
 */
record LocalCopy(Path file) implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /**
   * Copies a file.
   *
   * @param suffix of the name of the copy
   * @param maxBytes how large it may be
   * @throws IOException if it cannot be read, is too large or has another digest; the message says
   *     which file
   */
  static LocalCopy of(StoredFile stored, String suffix, long maxBytes) throws IOException {
    Path copy = Files.createTempFile("sigrun-", suffix);
    try {
      String digest = copy(stored, copy, maxBytes);
      if (!digest.equals(stored.sha256())) {
        throw new IOException(
            "The file %s has the SHA-256 digest %s, but %s was announced."
                .formatted(stored.uri(), digest, stored.sha256()));
      }
      return new LocalCopy(copy);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  private static String copy(StoredFile stored, Path copy, long maxBytes) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = open(stored.uri());
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
        if (total > maxBytes) {
          throw new IOException(
              String.format(
                  Locale.ROOT, "The file %s is larger than %,d bytes.", stored.uri(), maxBytes));
        }
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static FSDataInputStream open(String uri) throws IOException {
    try {
      org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(uri);
      FileSystem files = path.getFileSystem();
      FileStatus status = files.getFileStatus(path);
      if (status.isDir()) {
        throw new IOException("it is a folder");
      }
      return files.open(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("The file " + uri + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }

  /** Deletes the copy. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The copy " + file + " cannot be deleted.", e);
    }
  }
}
