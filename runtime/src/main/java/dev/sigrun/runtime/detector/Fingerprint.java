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
 * Distinguishes what rules look for, and how their states are written: a rule of another release or
 * another jar may continue with a state if it has the same id and the same fingerprint. Code that
 * keeps states for several rules keeps them by fingerprint and key, so that a rule that has changed
 * starts without state.
 *
 * <p>States begin with a version, and codecs read earlier versions as long as possible. When one no
 * longer can, its detector gets another {@link StateForm}, which is part of the fingerprint.
 *
 * @param text 64 hexadecimal digits
 */
public record Fingerprint(String text) {
  /** The name of the timeline of rules that name no field for the time of events. */
  private static final String DEFAULT_TIME = "@timestamp";

  /** As {@link StateForm}, for the state of a group of suppressed alerts. */
  private static final int GROUP_FORM = 1;

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
    addForm(detector.stateForm(), meaning);
    if (settings.fingerprint().isEmpty()) {
      meaning.addAll(meaningOf(rule));
    }
    return hash(meaning);
  }

  /**
   * The fingerprint of how alerts of a rule are suppressed, under which groups are kept.
   *
   * @param fingerprint that of the suppressor; empty if it has none, as was usual once: what the
   *     rule looks for is then seen from its parameters
   */
  public static Fingerprint ofSuppression(Rule rule, String fingerprint) {
    return ofSuppression(rule, fingerprint, GROUP_FORM);
  }

  static Fingerprint ofSuppression(Rule rule, String fingerprint, int groupForm) {
    List<@Nullable Object> meaning = new ArrayList<>();
    if (fingerprint.isEmpty()) {
      meaning.addAll(meaningOf(rule));
    } else {
      meaning.add(fingerprint);
    }
    addForm(groupForm, meaning);
    return hash(meaning);
  }

  /** The first form adds nothing, because states were kept before forms were counted. */
  private static void addForm(int form, List<@Nullable Object> meaning) {
    if (form > 1) {
      meaning.add("state form " + form);
    }
  }

  /** The number of the form in which states of a class, or of detectors of a class, are written. */
  public static int stateForm(Class<?> type) {
    StateForm form = type.getAnnotation(StateForm.class);
    return form == null ? 1 : form.value();
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
