// Generated from rules/container/command_and_control_container_to_known_bad_address.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.indicator.IndicatorEntry;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorPlan;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.time.DateRange;

/**
 * Container Connects to a Known Malicious Host.
 *
 * <pre>{@code
 * event.category: network
 *   and container.id: *
 *   and (destination.ip: * or dns.question.name: *)
 * }</pre>
 */
@GeneratedMatcher
public final class CommandAndControlContainerToKnownBadAddress implements EventMatcher {
  private final KeywordField eventCategory;
  private final KeywordField containerId;
  private final IpField destinationIp;
  private final KeywordField dnsQuestionName;
  private final NumberField destinationPort;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public CommandAndControlContainerToKnownBadAddress(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.containerId = fields.keyword("container.id");
    this.destinationIp = fields.ip("destination.ip");
    this.dnsQuestionName = fields.keyword("dns.question.name");
    this.destinationPort = fields.number("destination.port", NumberType.LONG);
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "9b93aaa1-825a-49fc-95dd-692c3011efaf";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "network")
        && containerId.exists(event)
        && (destinationIp.exists(event) || dnsQuestionName.exists(event));
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
                IndicatorEntry.matches(destinationIp, indicators.threatIndicatorIp),
                IndicatorEntry.matches(destinationPort, indicators.threatIndicatorPort))
            .group(
                IndicatorEntry.matches(dnsQuestionName, indicators.threatIndicatorUrlDomain))
            .at("threat.indicator"),
        indicatorFields)
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("20b7cc6369da47bb573ec20f326ab83f");
  }

  /**
   * The indicators to compare events with.
   */
  private static final class Indicators implements EventMatcher {
    private static final DateRange TIMESTAMP_RANGE = DateRange.atLeast("now-30d/d");

    private final DateField timestamp;
    private final KeywordField eventCategory;
    private final KeywordField eventType;
    private final KeywordField threatIndicatorIp;
    private final KeywordField threatIndicatorPort;
    private final KeywordField threatIndicatorUrlDomain;

    private Indicators(Fields fields) {
      this.timestamp = fields.date("@timestamp");
      this.eventCategory = fields.keyword("event.category");
      this.eventType = fields.keyword("event.type");
      this.threatIndicatorIp = fields.keyword("threat.indicator.ip");
      this.threatIndicatorPort = fields.keyword("threat.indicator.port");
      this.threatIndicatorUrlDomain = fields.keyword("threat.indicator.url.domain");
    }

    @Override
    public String ruleId() {
      return "9b93aaa1-825a-49fc-95dd-692c3011efaf";
    }

    @Override
    public boolean matches(Event event) {
      return timestamp.inRange(event, TIMESTAMP_RANGE)
          && eventCategory.is(event, "threat")
          && eventType.is(event, "indicator");
    }
  }
}
