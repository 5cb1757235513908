// Generated from rules/sequence.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.pattern.Wildcards;
import java.time.Duration;

/**
 * Logon after failures.
 *
 * <pre>{@code
 * sequence by user.name, ?host.id with maxspan=30s
 *   [authentication where event.outcome == "failure"] with runs=3
 *   ![authentication where event.action == "password-reset" and user.name != null and host.name : "a*"]
 *   [authentication where event.outcome == "success"]
 * until [authentication where event.action == "logoff"]
 * }</pre>
 */
@GeneratedMatcher
public final class Sequence {
  private static final Wildcards HOST_NAME_PATTERN = Wildcards.ignoringCase("a*");

  private final KeywordField userName;
  private final KeywordField hostId;
  private final KeywordField eventCategory;
  private final KeywordField eventOutcome;
  private final KeywordField eventAction;
  private final KeywordField hostName;
  private final DateField eventCreated;
  private final NumberField eventSequence;

  /**
   * Registers the fields that it reads.
   */
  public Sequence(Fields fields) {
    this.userName = fields.keyword("user.name");
    this.hostId = fields.keyword("host.id");
    this.eventCategory = fields.keyword("event.category");
    this.eventOutcome = fields.keyword("event.outcome");
    this.eventAction = fields.keyword("event.action");
    this.hostName = fields.keyword("host.name");
    this.eventCreated = fields.date("event.created");
    this.eventSequence = fields.number("event.sequence", NumberType.LONG);
  }

  /**
   * Finds a sequence of events.
   */
  public SequenceDetector detector() {
    KeyReader keys = KeyReader.by(userName).orMissing(hostId);
    return SequenceDetector.of("00000000-0000-4000-8000-000000000001")
        .within(Duration.ofSeconds(30))
        .repeated(3, this::stage1, keys)
        .missing(this::stage2, keys)
        .stage(this::stage3, keys)
        .until(this::until, keys)
        .timestamp(eventCreated)
        .tiebreaker(eventSequence)
        .fingerprint("8d8b7ad038180e17de475623fe7caacd")
        .build();
  }

  /**
   * {@code authentication where event.outcome == "failure"}
   */
  private boolean stage1(Event event) {
    return eventCategory.is(event, "authentication") && eventOutcome.is(event, "failure");
  }

  /**
   * {@code authentication where event.action == "password-reset" and user.name != null and host.name
   * : "a*"}
   */
  private boolean stage2(Event event) {
    return eventCategory.is(event, "authentication")
        && eventAction.is(event, "password-reset")
        && userName.exists(event)
        && hostName.matches(event, HOST_NAME_PATTERN);
  }

  /**
   * {@code authentication where event.outcome == "success"}
   */
  private boolean stage3(Event event) {
    return eventCategory.is(event, "authentication") && eventOutcome.is(event, "success");
  }

  /**
   * {@code authentication where event.action == "logoff"}
   */
  private boolean until(Event event) {
    return eventCategory.is(event, "authentication") && eventAction.is(event, "logoff");
  }
}
