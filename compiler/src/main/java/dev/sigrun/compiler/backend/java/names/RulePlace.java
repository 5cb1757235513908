package dev.sigrun.compiler.backend.java.names;

import dev.sigrun.compiler.rule.RuleHead;
import java.util.Comparator;

/**
 * The place of a rule in a set, which does not depend on the order in which rules are given.
 *
 * @param path of the file, with forward slashes
 * @param ruleId its identity
 * @param content of the file
 */
public record RulePlace(String path, String ruleId, String content)
    implements Comparable<RulePlace> {
  private static final Comparator<RulePlace> ORDER =
      Comparator.comparing(RulePlace::path)
          .thenComparing(RulePlace::ruleId)
          .thenComparing(RulePlace::content);

  /** The place of the rule with this head. */
  public static RulePlace of(RuleHead rule) {
    return new RulePlace(
        rule.source().name().replace('\\', '/'), rule.ruleId(), rule.source().content());
  }

  @Override
  public int compareTo(RulePlace other) {
    return ORDER.compare(this, other);
  }
}
