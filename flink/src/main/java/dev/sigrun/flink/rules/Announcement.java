package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.StoredFile;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads an announcement, which is one JSON object:
 *
 * <pre>{@code
 * {"rules": {"name": "2", "from": "2026-11-30T16:00:00Z", "jars": [{"uri": "…", "sha256": "…"}]}}
 * {"indicators": {"rules": ["…"], "file": {"uri": "…", "sha256": "…"}}}
 * }</pre>
 */
final class Announcement {
  /** Longer announcements are refused. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_JARS = 16;
  private static final int MAX_TEXT = 4_096;

  private final List<String> problems = new ArrayList<>();

  private Announcement() {}

  /**
   * The contents of an announcement, without its number.
   *
   * @param json JSON text in UTF-8
   * @throws RefusedAnnouncement if it has another shape
   */
  static Announced read(byte[] json) throws RefusedAnnouncement {
    Announcement reading = new Announcement();
    Optional<Announced> announced = reading.parse(json);
    if (!reading.problems.isEmpty()) {
      throw new RefusedAnnouncement(reading.problems);
    }
    return announced.orElseThrow();
  }

  private Optional<Announced> parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      problems.add(
          String.format(Locale.ROOT, "The announcement is larger than %,d bytes.", MAX_BYTES));
      return Optional.empty();
    }
    Map<String, @Nullable Object> all;
    try {
      all = JsonValues.asObject(JsonValues.read(json)).orElse(Map.of());
    } catch (JsonFormatException e) {
      problems.add("The announcement is not JSON: " + e.getMessage());
      return Optional.empty();
    }
    if (all.size() != 1 || !(all.containsKey("rules") || all.containsKey("indicators"))) {
      problems.add(
          "An announcement is a JSON object with one member, \"rules\" or \"indicators\"; found %s."
              .formatted(all.isEmpty() ? "none" : String.join(", ", all.keySet())));
      return Optional.empty();
    }
    return Optional.of(
        all.containsKey("rules")
            ? version(object("rules", all.get("rules"), List.of("name", "from", "jars")))
            : list(object("indicators", all.get("indicators"), List.of("rules", "file"))));
  }

  private Announced version(Map<String, @Nullable Object> members) {
    String name = text("rules.name", members.get("name"));
    long from = time(text("rules.from", members.get("from")));
    List<StoredFile> jars = new ArrayList<>();
    List<?> given = list("rules.jars", members.get("jars"));
    if (given.size() > MAX_JARS) {
      problems.add("\"rules.jars\" has more than %d elements.".formatted(MAX_JARS));
    } else {
      given.forEach(each -> jars.add(file("rules.jars", each)));
    }
    return new RuleVersion(0, name, from, jars);
  }

  private Announced list(Map<String, @Nullable Object> members) {
    List<String> rules = new ArrayList<>();
    for (Object each : list("indicators.rules", members.get("rules"))) {
      rules.add(text("indicators.rules", each));
    }
    return new IndicatorList(0, rules, file("indicators.file", members.get("file")));
  }

  private StoredFile file(String path, @Nullable Object value) {
    Map<String, @Nullable Object> members = object(path, value, List.of("uri", "sha256"));
    String uri = text(path + ".uri", members.get("uri"));
    String digest = text(path + ".sha256", members.get("sha256")).toLowerCase(Locale.ROOT);
    if (!digest.isEmpty() && !digest.matches("[0-9a-f]{64}")) {
      problems.add("\"%s.sha256\" must be 64 hexadecimal digits.".formatted(path));
    }
    return new StoredFile(uri, digest);
  }

  private Map<String, @Nullable Object> object(
      String path, @Nullable Object value, List<String> known) {
    Optional<Map<String, @Nullable Object>> object = JsonValues.asObject(value);
    if (object.isEmpty()) {
      problems.add("\"%s\" must be an object with %s.".formatted(path, String.join(", ", known)));
      return Map.of();
    }
    TreeSet<String> others = new TreeSet<>(object.get().keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      problems.add(
          "\"%s\" has unknown members: %s. It can have %s."
              .formatted(path, String.join(", ", others), String.join(", ", known)));
    }
    return object.get();
  }

  private String text(String path, @Nullable Object value) {
    if (value instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT) {
      return text;
    }
    problems.add(
        String.format(
            Locale.ROOT, "\"%s\" must be a text of at most %,d characters.", path, MAX_TEXT));
    return "";
  }

  private List<?> list(String path, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    problems.add("\"%s\" must be an array that is not empty.".formatted(path));
    return List.of();
  }

  private long time(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      problems.add(
          "\"rules.from\" is \"%s\"; it must be a time such as 2026-01-31T08:00:00Z."
              .formatted(text));
      return 0;
    }
  }
}
