// Generated from rules/new_terms.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * First logon.
 *
 * <pre>{@code
 * event.outcome: success
 * }</pre>
 */
@GeneratedMatcher
public final class NewTerms implements EventMatcher {
  private final KeywordField eventOutcome;
  private final KeywordField userName;
  private final IpField sourceIp;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public NewTerms(Fields fields) {
    this.eventOutcome = fields.keyword("event.outcome");
    this.userName = fields.keyword("user.name");
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
    return eventOutcome.is(event, "success");
  }

  /**
   * Finds values that have not been seen for some time.
   */
  public NewTermsDetector detector() {
    return new NewTermsDetector(
        this,
        NewTermsPlan.unseenFor(Duration.ofDays(7), userName, sourceIp))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("04d90202d366d2cedb7b33fd478a67ab");
  }
}
