// Generated from rules/threshold.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Many failures.
 *
 * <pre>{@code
 * event.outcome: failure
 * }</pre>
 */
@GeneratedMatcher
public final class Threshold implements EventMatcher {
  private final KeywordField eventOutcome;
  private final KeywordField userName;
  private final KeywordField hostId;
  private final IpField sourceIp;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public Threshold(Fields fields) {
    this.eventOutcome = fields.keyword("event.outcome");
    this.userName = fields.keyword("user.name");
    this.hostId = fields.keyword("host.id");
    this.sourceIp = fields.ip("source.ip");
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return eventOutcome.is(event, "failure");
  }

  /**
   * Counts events.
   */
  public ThresholdDetector detector() {
    return new ThresholdDetector(
        this,
        ThresholdPlan.atLeast(10, Duration.ofHours(1))
            .groupedBy(userName, hostId)
            .distinct(sourceIp, 3))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("66abd2a994e38d30607ac51097514e7a");
  }

  /**
   * Suppresses alerts of the same group.
   */
  public Suppressor suppressor() {
    return new Suppressor(
        "00000000-0000-4000-8000-000000000001",
        SuppressionPlan.groupedByKey(Duration.ofHours(5)))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("5d19c507320451e0abe2b654f5b63413");
  }
}
