// Generated from rules/addresses.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.address.IpRange;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Addresses.
 *
 * <pre>{@code
 * source.ip:(10.0.0.0/8 or "192.0.2.1") and not destination.ip >= "203.0.113.0"
 * }</pre>
 */
@GeneratedMatcher
public final class Addresses implements EventMatcher {
  private static final IpBlocks SOURCE_IP_BLOCKS = IpBlocks.of("10.0.0.0/8", "192.0.2.1");

  private static final IpRange DESTINATION_IP_RANGE = IpRange.atLeast("203.0.113.0");

  private final IpField sourceIp;
  private final IpField destinationIp;

  /**
   * Registers the fields that it reads.
   */
  public Addresses(Fields fields) {
    this.sourceIp = fields.ip("source.ip");
    this.destinationIp = fields.ip("destination.ip");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return sourceIp.isIn(event, SOURCE_IP_BLOCKS)
        && !destinationIp.inRange(event, DESTINATION_IP_RANGE);
  }
}
