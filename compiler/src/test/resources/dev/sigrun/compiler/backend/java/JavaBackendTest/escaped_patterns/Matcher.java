// Generated from rules/escaped_patterns.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Escaped patterns.
 *
 * <pre>{@code
 * user.name:(a\*b* or "c?d") and host.name:x*
 * }</pre>
 */
@GeneratedMatcher
public final class EscapedPatterns implements EventMatcher {
  private static final Wildcards USER_NAME_PATTERN = Wildcards.ofEscaped("a\\*b*");

  private static final Wildcards HOST_NAME_PATTERN = Wildcards.of("x*");

  private final KeywordField userName;
  private final KeywordField hostName;

  /**
   * Registers the fields that it reads.
   */
  public EscapedPatterns(Fields fields) {
    this.userName = fields.keyword("user.name");
    this.hostName = fields.keyword("host.name");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return (userName.matches(event, USER_NAME_PATTERN) || userName.is(event, "c?d"))
        && hostName.matches(event, HOST_NAME_PATTERN);
  }
}
