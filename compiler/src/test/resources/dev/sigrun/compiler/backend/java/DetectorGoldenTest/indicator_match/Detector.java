// Generated from rules/indicator_match.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.indicator.IndicatorEntry;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorPlan;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Known address.
 *
 * <pre>{@code
 * event.category: network
 * }</pre>
 */
@GeneratedMatcher
public final class IndicatorMatch implements EventMatcher {
  private final KeywordField eventCategory;
  private final IpField sourceIp;
  private final IpField destinationIp;
  private final NumberField destinationPort;

  /**
   * Registers the fields that it reads.
   */
  public IndicatorMatch(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.sourceIp = fields.ip("source.ip");
    this.destinationIp = fields.ip("destination.ip");
    this.destinationPort = fields.number("destination.port", NumberType.LONG);
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "network");
  }

  /**
   * Finds events that share values with indicators.
   */
  public IndicatorMatchDetector detector() {
    Fields indicatorFields = new Fields();
    Indicators indicators = new Indicators(indicatorFields);
    return new IndicatorMatchDetector(
        this,
        IndicatorPlan.where(indicators)
            .group(
                IndicatorEntry.matches(sourceIp, indicators.threatIndicatorIp))
            .group(
                IndicatorEntry.matches(destinationIp, indicators.threatIndicatorIp),
                IndicatorEntry.matches(destinationPort, indicators.threatIndicatorPort))
            .at("threat.indicator"),
        indicatorFields)
        .withFingerprint("c25aff4fd7280475907f0b0c2c68fa94");
  }

  /**
   * The indicators to compare events with.
   */
  private static final class Indicators implements EventMatcher {
    private final KeywordField threatIndicatorType;
    private final KeywordField threatIndicatorIp;
    private final KeywordField threatIndicatorPort;

    private Indicators(Fields fields) {
      this.threatIndicatorType = fields.keyword("threat.indicator.type");
      this.threatIndicatorIp = fields.keyword("threat.indicator.ip");
      this.threatIndicatorPort = fields.keyword("threat.indicator.port");
    }

    @Override
    public String ruleId() {
      return "00000000-0000-4000-8000-000000000001";
    }

    @Override
    public boolean matches(Event event) {
      return threatIndicatorType.is(event, "ipv4-addr");
    }
  }
}
