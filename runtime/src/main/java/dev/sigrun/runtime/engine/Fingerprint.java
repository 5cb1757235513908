package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells apart what rules look for, so that no rule gets the state of another meaning. */
final class Fingerprint {
  /** Parameters that say what a rule looks for; names and texts for people are not among them. */
  private static final List<String> MEANING =
      List.of(
          "type",
          "language",
          "query",
          "index",
          "filters",
          "exceptions_list",
          "event_category_override",
          "timestamp_field",
          "timestamp_override",
          "timestamp_override_fallback_disabled",
          "tiebreaker_field",
          "from",
          "to",
          "interval",
          "threshold",
          "new_terms",
          "new_terms_fields",
          "history_window_start",
          "threat_query",
          "threat_language",
          "threat_filters",
          "threat_index",
          "threat_mapping",
          "threat_indicator_path",
          "alert_suppression");

  private Fingerprint() {}

  static String of(Rule rule, Detector<?> detector, String timeline) {
    List<@Nullable Object> meaning = new ArrayList<>();
    meaning.add(timeline);
    meaning.add(detector.tiebreakerField().map(Object::toString).orElse(""));
    meaning.add(detector.fingerprint());
    if (detector.fingerprint().isEmpty()) {
      meaning.addAll(meaningOf(rule));
    }
    return hash(meaning);
  }

  /** Tells apart by what alerts are suppressed. */
  static String ofSuppression(Rule rule) {
    return hash(meaningOf(rule));
  }

  private static List<@Nullable Object> meaningOf(Rule rule) {
    List<@Nullable Object> meaning = new ArrayList<>();
    for (String key : MEANING) {
      meaning.add(rule.parameters().get(key));
    }
    return meaning;
  }

  private static String hash(List<@Nullable Object> meaning) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(JsonValues.write(meaning).getBytes(UTF_16BE)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
