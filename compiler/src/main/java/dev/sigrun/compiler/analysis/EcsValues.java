package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The values that the Elastic Common Schema allows in its four categorization fields, and those
 * that agents wrote before it did.
 */
public final class EcsValues {
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "event.kind",
          Set.of(
              "alert",
              "asset",
              "enrichment",
              "event",
              "metric",
              "pipeline_error",
              "signal",
              "state"),
          "event.category",
          Set.of(
              "api",
              "authentication",
              "configuration",
              "database",
              "driver",
              "email",
              "file",
              "host",
              "iam",
              "intrusion_detection",
              "library",
              "malware",
              "network",
              "package",
              "process",
              "registry",
              "session",
              "threat",
              "vulnerability",
              "web"),
          "event.type",
          Set.of(
              "access",
              "admin",
              "allowed",
              "change",
              "connection",
              "creation",
              "deletion",
              "denied",
              "device",
              "end",
              "error",
              "group",
              "indicator",
              "info",
              "installation",
              "protocol",
              "start",
              "user"),
          "event.outcome",
          Set.of("failure", "success", "unknown"));

  /** Values that Auditbeat and Packetbeat wrote before 7.6 and that rules still use. */
  private static final Map<String, Set<String>> FORMER =
      Map.of(
          "event.category",
          Set.of("audit-rule", "dns", "network_traffic", "user-login"),
          "event.type",
          Set.of("process_error", "process_started", "process_stopped"));

  private EcsValues() {}

  /** The values that the schema allows in a field, sorted; empty if it allows any. */
  public static List<String> allowed(String field) {
    return ALLOWED.getOrDefault(field, Set.of()).stream().sorted().toList();
  }

  /** Whether only some values are allowed in the field of this name. */
  static boolean isCategorized(String field) {
    return ALLOWED.containsKey(field);
  }

  /**
   * Whether events may have this value.
   *
   * @param alternatives the other values that the condition accepts: next to a value of the schema,
   *     another spelling of it matches what some source writes
   */
  static boolean isKnown(
      String field, String value, List<String> alternatives, boolean ignoringCase) {
    Set<String> allowed = ALLOWED.getOrDefault(field, Set.of());
    String lower = value.toLowerCase(Locale.ROOT);
    return allowed.contains(ignoringCase ? lower : value)
        || FORMER.getOrDefault(field, Set.of()).contains(lower)
        || (allowed.contains(lower) && alternatives.contains(lower));
  }

  /** Whether a pattern matches any value that events may have. */
  static boolean isPossible(String field, Wildcard pattern, boolean ignoringCase) {
    Wildcards matcher =
        ignoringCase ? Wildcards.ignoringCase(List.of(pattern)) : Wildcards.of(List.of(pattern));
    return Stream.of(ALLOWED, FORMER)
        .flatMap(values -> values.getOrDefault(field, Set.of()).stream())
        .anyMatch(matcher::matches);
  }

  /** A sentence that suggests the nearest allowed value, with a leading blank, or nothing. */
  static DidYouMean didYouMean(String field, String value) {
    return Suggestions.didYouMean(value, ALLOWED.getOrDefault(field, Set.of()));
  }
}
