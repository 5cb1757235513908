// Generated from rules/container/execution_prompt_in_container.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Interactive Session Started in a Container.
 *
 * <pre>
 * process where event.type == "start" and container.id != null and process.interactive == true and
 *   (
 *     (process.entry_leader.same_as_process == true and process.entry_leader.entry_meta.type == "container") or
 *     /* where the sensor does not say how a session began, the parent does *&#47;
 *     (process.entry_leader.entry_meta.type == null and
 *       process.parent.name : ("runc*", "crun*", "containerd-shim*", "conmon*", "dockerd"))
 *   )
 * </pre>
 */
@GeneratedMatcher
public final class ExecutionPromptInContainer implements EventMatcher {
  private static final Wildcards PROCESS_PARENT_NAME_PATTERNS = Wildcards.ignoringCase(
      "runc*", "crun*", "containerd-shim*", "conmon*");

  private static final StringSet PROCESS_PARENT_NAME = StringSet.ignoringCase("dockerd");

  private final KeywordField eventCategory;
  private final KeywordField eventType;
  private final KeywordField containerId;
  private final BooleanField processInteractive;
  private final BooleanField processEntryLeaderSameAsProcess;
  private final KeywordField processEntryLeaderEntryMetaType;
  private final KeywordField processParentName;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public ExecutionPromptInContainer(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.eventType = fields.keyword("event.type");
    this.containerId = fields.keyword("container.id");
    this.processInteractive = fields.bool("process.interactive");
    this.processEntryLeaderSameAsProcess = fields.bool("process.entry_leader.same_as_process");
    this.processEntryLeaderEntryMetaType = fields.keyword("process.entry_leader.entry_meta.type");
    this.processParentName = fields.keyword("process.parent.name");
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "28fd9603-d3f0-426d-98f2-211a3feb33f5";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "process")
        && eventType.is(event, "start")
        && containerId.exists(event)
        && processInteractive.is(event, true)
        && processEntryLeaderSameAsProcessOrOthers(event);
  }

  /**
   * <code>(process.entry_leader.same_as_process == true and process.entry_leader.entry_meta.type ==
   * "container") or /* where the sensor does not say how a session began, the parent does *&#47;
   * (process.entry_leader…</code>
   */
  private boolean processEntryLeaderSameAsProcessOrOthers(Event event) {
    return (processEntryLeaderSameAsProcess.is(event, true)
            && processEntryLeaderEntryMetaType.is(event, "container"))
        || processEntryLeaderEntryMetaTypeAndProcessParentName(event);
  }

  /**
   * {@code process.entry_leader.entry_meta.type == null and process.parent.name : ("runc*", "crun*",
   * "containerd-shim*", "conmon*", "dockerd")}
   */
  private boolean processEntryLeaderEntryMetaTypeAndProcessParentName(Event event) {
    return !processEntryLeaderEntryMetaType.exists(event)
        && (processParentName.matches(event, PROCESS_PARENT_NAME_PATTERNS)
            || processParentName.isAnyOf(event, PROCESS_PARENT_NAME));
  }

  /**
   * Suppresses alerts of the same group.
   */
  public Suppressor suppressor() {
    return new Suppressor(
        "28fd9603-d3f0-426d-98f2-211a3feb33f5",
        SuppressionPlan.groupedByWhole(Duration.ofMinutes(15), containerId))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("421c85749054bd462d80b40344310c5c");
  }
}
