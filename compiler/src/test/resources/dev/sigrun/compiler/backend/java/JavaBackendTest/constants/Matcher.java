// Generated from rules/constants.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Constants.
 *
 * <pre>{@code
 * any where true
 * }</pre>
 */
@GeneratedMatcher
public final class Constants implements EventMatcher {
  /**
   * Registers the fields that it reads.
   */
  public Constants(Fields fields) {
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return true;
  }
}
