package dev.sigrun.compiler.rule;

import java.util.List;
import java.util.Optional;

/**
 * Properties of an alert that its event may override.
 *
 * @param timestamp the field that gives the time, before {@code @timestamp}
 * @param timestampFallbackDisabled whether {@code @timestamp} is not used when that field is
 *     missing
 * @param ruleName the field that gives alerts their name
 * @param severities the highest severity of those that apply wins
 * @param riskScores only the first is used
 */
public record AlertOverrides(
    Optional<FieldName> timestamp,
    boolean timestampFallbackDisabled,
    Optional<FieldName> ruleName,
    List<SeverityMapping> severities,
    List<RiskScoreMapping> riskScores) {
  /** Events change nothing. */
  public static final AlertOverrides NONE =
      new AlertOverrides(Optional.empty(), false, Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  public AlertOverrides {
    severities = List.copyOf(severities);
    riskScores = List.copyOf(riskScores);
  }

  /**
   * The severity when a field has a value.
   *
   * @param field the field
   * @param value compared as text
   * @param severity the severity then
   */
  public record SeverityMapping(FieldName field, String value, RuleSeverity severity) {}

  /**
   * The field that holds the risk score.
   *
   * @param field the field
   * @param value ignored by Kibana, usually empty
   */
  public record RiskScoreMapping(FieldName field, String value) {}
}
