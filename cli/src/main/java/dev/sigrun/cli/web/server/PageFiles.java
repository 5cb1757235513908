package dev.sigrun.cli.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The page and its parts. They are the same for everybody and come from the jar: nothing else can
 * be asked for.
 */
final class PageFiles {
  /** In the page, where the nonce goes that lets the editor add its own styles. */
  private static final String NONCE = "@NONCE@";

  private static final Map<String, String> FILES =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/app.js", "text/javascript; charset=utf-8",
          "/app.css", "text/css; charset=utf-8",
          "/icon.svg", "image/svg+xml");

  private final Map<String, File> files = new LinkedHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record File(String type, byte[] content, String tag) {}

  PageFiles() {
    FILES.forEach(
        (path, type) -> {
          byte[] content = load(path.equals("/") ? "index.html" : path.substring(1));
          files.put(path, new File(type, content, tag(content)));
        });
  }

  private static byte[] load(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            PageFiles.class.getResourceAsStream("/dev/sigrun/cli/web/page/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has it.", e);
    }
  }

  /**
   * The file at a path; empty if there is none.
   *
   * @param nonce of this reply
   * @param known the version that the browser has, if it has one
   */
  Optional<Reply> find(String path, String nonce, Optional<String> known) {
    File file = files.get(path);
    if (file == null) {
      return Optional.empty();
    }
    if (path.equals("/")) {
      String page = new String(file.content(), StandardCharsets.UTF_8).replace(NONCE, nonce);
      return Optional.of(
          new Reply(
              Reply.OK,
              file.type(),
              page.getBytes(StandardCharsets.UTF_8),
              Map.of("Cache-Control", "no-store")));
    }
    Map<String, String> headers = Map.of("Cache-Control", "no-cache", "ETag", file.tag());
    return Optional.of(
        known.filter(file.tag()::equals).isPresent()
            ? new Reply(Reply.NOT_MODIFIED, file.type(), new byte[0], headers)
            : new Reply(Reply.OK, file.type(), file.content(), headers));
  }
}
