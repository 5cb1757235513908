// Generated from rules/sample.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.number.NumberSet;
import java.time.Duration;

/**
 * Scan and logon.
 *
 * <pre>{@code
 * sample by host.id
 *   [network where destination.port == 22]
 *   [authentication where event.outcome == "success"]
 * }</pre>
 */
@GeneratedMatcher
public final class Sample {
  private static final NumberSet DESTINATION_PORT = NumberSet.of(22);

  private final KeywordField hostId;
  private final KeywordField eventCategory;
  private final NumberField destinationPort;
  private final KeywordField eventOutcome;

  /**
   * Registers the fields that it reads.
   */
  public Sample(Fields fields) {
    this.hostId = fields.keyword("host.id");
    this.eventCategory = fields.keyword("event.category");
    this.destinationPort = fields.number("destination.port", NumberType.LONG);
    this.eventOutcome = fields.keyword("event.outcome");
  }

  /**
   * Finds a sample of events.
   */
  public SampleDetector detector() {
    KeyReader keys = KeyReader.by(hostId);
    return SampleDetector.of("00000000-0000-4000-8000-000000000001")
        .item(this::stage1, keys)
        .item(this::stage2, keys)
        .forgetAfter(Duration.ofMinutes(6))
        .fingerprint("079b1502c18ceee38a864ec94c1a189a")
        .build();
  }

  /**
   * {@code network where destination.port == 22}
   */
  private boolean stage1(Event event) {
    return eventCategory.is(event, "network")
        && destinationPort.isAnyOf(event, DESTINATION_PORT);
  }

  /**
   * {@code authentication where event.outcome == "success"}
   */
  private boolean stage2(Event event) {
    return eventCategory.is(event, "authentication") && eventOutcome.is(event, "success");
  }
}
