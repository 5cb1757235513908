package dev.sigrun.flink;

import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes announcements. */
public final class Announcements {
  private Announcements() {}

  /** Says that the rules of a jar count from a time on. */
  public static String rules(String name, long from, Path jar) throws IOException {
    return rules(name, from, jar, sha256(jar));
  }

  /** The same with any digest. */
  public static String rules(String name, long from, Path jar, String sha256) {
    return JsonValues.write(
        Map.of(
            "rules",
            Map.of(
                "name",
                name,
                "from",
                Instant.ofEpochMilli(from).toString(),
                "jars",
                List.of(Map.of("uri", jar.toUri().toString(), "sha256", sha256)))));
  }

  /** Says that some rules have these indicators from now on. */
  public static String indicators(List<String> rules, Path file, String sha256) {
    return JsonValues.write(
        Map.of(
            "indicators",
            Map.of(
                "rules", rules, "file", Map.of("uri", file.toUri().toString(), "sha256", sha256))));
  }

  /** The digest of a file. */
  public static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
