// Generated from rules/sequence_without_span.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import java.time.Duration;

/**
 * The same twice.
 *
 * <pre>{@code
 * sequence
 *   [process where process.name : "a.exe"] by process.entity_id
 *   [process where process.name : "b.exe"] by process.parent.entity_id
 *   [process where process.name : "a.exe"] by process.entity_id
 * }</pre>
 */
@GeneratedMatcher
public final class SequenceWithoutSpan {
  private static final StringSet PROCESS_NAME = StringSet.ignoringCase("a.exe");

  private static final StringSet PROCESS_NAME_2 = StringSet.ignoringCase("b.exe");

  private final KeywordField processEntityId;
  private final KeywordField processParentEntityId;
  private final KeywordField eventCategory;
  private final KeywordField processName;

  /**
   * Registers the fields that it reads.
   */
  public SequenceWithoutSpan(Fields fields) {
    this.processEntityId = fields.keyword("process.entity_id");
    this.processParentEntityId = fields.keyword("process.parent.entity_id");
    this.eventCategory = fields.keyword("event.category");
    this.processName = fields.keyword("process.name");
  }

  /**
   * Finds a sequence of events.
   */
  public SequenceDetector detector() {
    Condition stage1 = this::stage1;
    KeyReader keys = KeyReader.by(processEntityId);
    return SequenceDetector.of("00000000-0000-4000-8000-000000000001")
        .forgetAfter(Duration.ofMinutes(6))
        .stage(stage1, keys)
        .stage(this::stage2, KeyReader.by(processParentEntityId))
        .stage(stage1, keys)
        .fingerprint("688738d5ac575dd271bf3c3c36feae13")
        .build();
  }

  /**
   * {@code process where process.name : "a.exe"}
   */
  private boolean stage1(Event event) {
    return eventCategory.is(event, "process") && processName.isAnyOf(event, PROCESS_NAME);
  }

  /**
   * {@code process where process.name : "b.exe"}
   */
  private boolean stage2(Event event) {
    return eventCategory.is(event, "process") && processName.isAnyOf(event, PROCESS_NAME_2);
  }
}
