package dev.sigrun.runtime.detector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that together satisfy a rule.
 *
 * @param ruleId the stable id of the rule
 * @param key the values that tie the events together; {@link Key#NONE} if nothing does
 * @param events in the order of the rule's stages; null for a missing-event stage
 * @param evidence data that depends on the shape of the rule
 */
public record Detection(
    String ruleId, Key key, List<@Nullable EventRecord> events, Evidence evidence) {
  /** Copies the list. */
  public Detection {
    events = Collections.unmodifiableList(new ArrayList<>(events));
  }
}
