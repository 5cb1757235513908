package dev.sigrun.runtime.detector;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells apart what rules look for: a state may go on under a rule of another release or another jar
 * if that has the same id and the same fingerprint. Whatever keeps states for several rules keeps
 * them by fingerprint and key, so that a rule that has changed starts without state.
 *
 * <p>The form of a state is not part of it: states say themselves in which version they are
 * written, and codecs read all versions that a release ever wrote.
 *
 * @param text 64 hexadecimal digits
 */
public record Fingerprint(String text) {
  /** The name of the timeline of rules that name no field for the time of events. */
  private static final String DEFAULT_TIME = "@timestamp";

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

  /** The fingerprint of what a rule looks for. */
  public static Fingerprint of(Rule rule, Detector<?> detector) {
    DetectorSettings settings = detector.settings();
    List<@Nullable Object> meaning = new ArrayList<>();
    meaning.add(
        settings.timestampFields().isEmpty()
            ? DEFAULT_TIME
            : settings.timestampFields().stream()
                .map(Field::name)
                .collect(Collectors.joining(",")));
    meaning.add(settings.tiebreakerField().map(Object::toString).orElse(""));
    meaning.add(settings.fingerprint());
    if (settings.fingerprint().isEmpty()) {
      meaning.addAll(meaningOf(rule));
    }
    return hash(meaning);
  }

  /** The fingerprint of how alerts of a rule are suppressed, under which groups are kept. */
  public static Fingerprint ofSuppression(Rule rule) {
    return hash(meaningOf(rule));
  }

  private static List<@Nullable Object> meaningOf(Rule rule) {
    List<@Nullable Object> meaning = new ArrayList<>();
    for (String key : MEANING) {
      meaning.add(rule.parameters().get(key));
    }
    return meaning;
  }

  private static Fingerprint hash(List<@Nullable Object> meaning) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(JsonValues.write(meaning).getBytes(UTF_16BE));
      return new Fingerprint(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
