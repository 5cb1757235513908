package dev.sigrun.flink;

import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes announcements. */
public final class Announcements {
  private Announcements() {}

  /** Says that the rules of some jars count from a time on. */
  public static String rules(String name, long from, Path... jars) throws IOException {
    List<Map<String, String>> files = new ArrayList<>();
    for (Path jar : jars) {
      files.add(file(jar, sha256(jar)));
    }
    return rules(name, from, files);
  }

  /** The same of one jar, with any digest. */
  public static String rules(String name, long from, Path jar, String sha256) {
    return rules(name, from, List.of(file(jar, sha256)));
  }

  private static String rules(String name, long from, List<Map<String, String>> jars) {
    String time = Instant.ofEpochMilli(from).toString();
    return JsonValues.write(Map.of("rules", Map.of("name", name, "from", time, "jars", jars)));
  }

  private static Map<String, String> file(Path file, String sha256) {
    return Map.of("uri", file.toUri().toString(), "sha256", sha256);
  }

  /** Says that some rules have these indicators from now on. */
  public static String indicators(List<String> rules, Path file, String sha256) {
    return JsonValues.write(
        Map.of("indicators", Map.of("rules", rules, "file", file(file, sha256))));
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
