// Generated from rules/suppressed_event.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Folded.
 *
 * <pre>{@code
 * process.name: a
 * }</pre>
 */
@GeneratedMatcher
public final class SuppressedEvent implements EventMatcher {
  private final KeywordField processName;
  private final KeywordField hostId;
  private final KeywordField userName;

  /**
   * Registers the fields that it reads.
   */
  public SuppressedEvent(Fields fields) {
    this.processName = fields.keyword("process.name");
    this.hostId = fields.keyword("host.id");
    this.userName = fields.keyword("user.name");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return processName.is(event, "a");
  }

  /**
   * Suppresses alerts of the same group.
   */
  public Suppressor suppressor() {
    return new Suppressor(
        "00000000-0000-4000-8000-000000000001",
        SuppressionPlan.groupedByElement(Duration.ofMinutes(5), hostId, userName).orEachWithoutField())
        .withFingerprint("dd18efd1fc9a29841c65e0f8f2cea293");
  }
}
