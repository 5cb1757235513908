package dev.sigrun.flink.record;

import java.nio.charset.StandardCharsets;

/**
 * An alert as it leaves the job. The same rule and events always give the same id, so that
 * duplicates from several attempts can be recognized.
 *
 * @param id the {@code kibana.alert.uuid}
 * @param ruleId of the rule that raised it
 * @param time the time of its last event, in milliseconds since 1970
 * @param document the alert in the format of Elastic Security, JSON in UTF-8. Must not be changed
 */
public record StreamAlert(String id, String ruleId, long time, byte[] document) {
  /** The document as text. */
  public String json() {
    return new String(document, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return ruleId + " " + id;
  }
}
