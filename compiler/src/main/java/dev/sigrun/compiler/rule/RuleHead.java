package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;

/**
 * The metadata of a rule.
 *
 * @param source the rule file, which may hold more rules
 * @param ruleId its stable identity
 * @param ruleIdOrigin where the identity is written
 * @param name the title
 * @param nameOrigin where the title is written; diagnostics about the rule as a whole are reported
 *     there
 * @param description what it finds, in a sentence or two
 * @param severity how bad a detection is
 * @param riskScore the same as a number from 0 to 100
 * @param tags labels
 * @param threats tactics and techniques it looks for
 * @param deprecated whether it is no longer in use
 */
public record RuleHead(
    SourceText source,
    String ruleId,
    Origin ruleIdOrigin,
    String name,
    Origin nameOrigin,
    String description,
    RuleSeverity severity,
    int riskScore,
    List<String> tags,
    List<ThreatMapping> threats,
    boolean deprecated) {
  /** Copies the lists. */
  public RuleHead {
    tags = List.copyOf(tags);
    threats = List.copyOf(threats);
  }

  /** The head of a rule of low severity that says nothing more about itself. */
  public static RuleHead of(String ruleId, Origin ruleIdOrigin, String name, Origin nameOrigin) {
    return new RuleHead(
        nameOrigin.source().outermost(),
        ruleId,
        ruleIdOrigin,
        name,
        nameOrigin,
        name,
        RuleSeverity.LOW,
        RuleSeverity.LOW.highestScore(),
        List.of(),
        List.of(),
        false);
  }

  /** The head of the same rule under another identity. */
  public RuleHead withRuleId(String other) {
    return new RuleHead(
        source,
        other,
        ruleIdOrigin,
        name,
        nameOrigin,
        description,
        severity,
        riskScore,
        tags,
        threats,
        deprecated);
  }
}
