// Generated from rules/numbers.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.number.NumberRange;
import dev.sigrun.runtime.number.NumberSet;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Numbers.
 *
 * <pre>{@code
 * network where destination.port in (22, 3389) and source.port >= 1024 and source.port < 2048 and destination.bytes > 5000000000
 * }</pre>
 */
@GeneratedMatcher
public final class Numbers implements EventMatcher {
  private static final NumberSet DESTINATION_PORTS = NumberSet.of(22, 3389);

  private static final NumberRange SOURCE_PORT_RANGE = NumberRange.atLeast(1024);

  private static final NumberRange SOURCE_PORT_RANGE_2 = NumberRange.below(2048);

  private static final NumberRange DESTINATION_BYTES_RANGE = NumberRange.above(5000000000L);

  private final KeywordField eventCategory;
  private final NumberField destinationPort;
  private final NumberField sourcePort;
  private final NumberField destinationBytes;

  /**
   * Registers the fields that it reads.
   */
  public Numbers(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.destinationPort = fields.number("destination.port", NumberType.LONG);
    this.sourcePort = fields.number("source.port", NumberType.LONG);
    this.destinationBytes = fields.number("destination.bytes", NumberType.LONG);
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "network")
        && destinationPort.isAnyOf(event, DESTINATION_PORTS)
        && sourcePort.inRange(event, SOURCE_PORT_RANGE)
        && sourcePort.inRange(event, SOURCE_PORT_RANGE_2)
        && destinationBytes.inRange(event, DESTINATION_BYTES_RANGE);
  }
}
