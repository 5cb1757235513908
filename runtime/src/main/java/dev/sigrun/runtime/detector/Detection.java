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

  /**
   * When the last of its events happened, in milliseconds since 1970; 0 if it has none. Homes that
   * may process events twice date alerts by it, because it is the same each time.
   */
  public long time() {
    if (evidence instanceof Evidence.Threshold threshold) {
      return threshold.to();
    }
    if (evidence instanceof Evidence.Row row) {
      return row.to();
    }
    long latest = Long.MIN_VALUE;
    for (EventRecord event : events) {
      latest = event == null ? latest : Math.max(latest, event.timestamp());
    }
    return latest == Long.MIN_VALUE ? 0 : latest;
  }
}
