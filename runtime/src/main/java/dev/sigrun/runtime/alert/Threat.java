package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of an attacker that a rule detects, in the terms of a framework: a tactic with
 * techniques.
 *
 * @param framework such as {@code MITRE ATT&CK}
 */
public record Threat(String framework, Tactic tactic, List<Technique> techniques) {
  /** Copies the list. */
  public Threat {
    techniques = List.copyOf(techniques);
  }

  /**
   * A tactic: the goal of the attacker.
   *
   * @param id such as {@code TA0006}
   * @param reference an address with more about it; empty if the rule has none
   */
  public record Tactic(String id, String name, String reference) {}

  /**
   * The technique of the attacker.
   *
   * @param id such as {@code T1552}, or {@code T1552.001} of a subtechnique
   * @param reference an address with more about it; empty if the rule has none
   * @param subtechniques more exactly how
   */
  public record Technique(String id, String name, String reference, List<Technique> subtechniques) {
    /** Copies the list. */
    public Technique {
      subtechniques = List.copyOf(subtechniques);
    }
  }

  /** The threats of a rule, in its order. */
  public static List<Threat> of(Rule rule) {
    return tables(rule.parameters().get("threat")).stream().map(Threat::of).toList();
  }

  private static Threat of(Map<String, @Nullable Object> threat) {
    Map<String, @Nullable Object> tactic =
        JsonValues.asObject(threat.get("tactic")).orElse(Map.of());
    return new Threat(
        text("framework", threat),
        new Tactic(text("id", tactic), text("name", tactic), text("reference", tactic)),
        techniques(threat.get("technique")));
  }

  private static List<Technique> techniques(@Nullable Object list) {
    return tables(list).stream()
        .map(
            each ->
                new Technique(
                    text("id", each),
                    text("name", each),
                    text("reference", each),
                    techniques(each.get("subtechnique"))))
        .toList();
  }

  private static List<Map<String, @Nullable Object>> tables(@Nullable Object list) {
    return list instanceof List<?> entries
        ? entries.stream().map(JsonValues::asObject).flatMap(Optional::stream).toList()
        : List.of();
  }

  private static String text(String key, Map<String, @Nullable Object> table) {
    return table.get(key) instanceof String text ? text : "";
  }
}
