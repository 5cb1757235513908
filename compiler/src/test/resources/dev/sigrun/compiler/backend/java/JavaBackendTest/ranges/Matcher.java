// Generated from rules/ranges.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.number.NumberRange;
import dev.sigrun.runtime.pattern.StringRange;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Ranges.
 *
 * <pre>{@code
 * process.name <= "m"
 * }</pre>
 */
@GeneratedMatcher
public final class Ranges implements EventMatcher {
  private static final StringRange PROCESS_NAME_RANGE = StringRange.atMost("m");

  private static final NumberRange EVENT_RISK_SCORE_RANGE = NumberRange.between(1.5, true, 2.5, false);

  private final KeywordField processName;
  private final NumberField eventRiskScore;

  /**
   * Registers the fields that it reads.
   */
  public Ranges(Fields fields) {
    this.processName = fields.keyword("process.name");
    this.eventRiskScore = fields.number("event.risk_score", NumberType.FLOAT);
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return processName.inRange(event, PROCESS_NAME_RANGE)
        && eventRiskScore.inRange(event, EVENT_RISK_SCORE_RANGE);
  }
}
