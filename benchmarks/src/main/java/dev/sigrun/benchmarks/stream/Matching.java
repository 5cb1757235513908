package dev.sigrun.benchmarks.stream;

import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertWriter;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A session that counts its matches, or writes an alert for each as a job does. */
final class Matching implements Rounds.Contender {
  private final MatchSession session;
  private final LongSupplier times;
  private final AlertWriter writer = new AlertWriter();
  private final boolean writes;
  private long matches;
  private long bytes;

  Matching(RuleSet rules, boolean writes) {
    this.session = rules.newSession();
    this.times = session.times(List.of(rules.timestamp()));
    this.writes = writes;
  }

  /** How many there were. */
  long matches() {
    return matches;
  }

  @Override
  public void run(byte[][] events, int round) {
    for (int i = 0; i < events.length; i++) {
      byte[] event = events[i];
      long line = (long) round * events.length + i + 1;
      try {
        session.match(event, 0, event.length, (rule, matched) -> matched(rule, event, line));
      } catch (EventFormatException e) {
        throw new IllegalStateException("Generated events are events.", e);
      }
    }
  }

  private void matched(Rule rule, byte[] event, long line) {
    matches++;
    if (writes) {
      long time = times.getAsLong();
      EventRecord record =
          new EventRecord(new EventOrder(time, null, line - 1), "memory-0", line, event);
      Detection detection =
          new Detection(rule.ruleId(), Key.NONE, List.of(record), new Evidence.Events());
      Alert alert = Alert.of(rule, detection, Instant.ofEpochMilli(time));
      bytes += writer.line(alert, Map.of()).length;
    }
  }

  @Override
  public String toString() {
    return matches + " matches, alerts of " + bytes + " bytes";
  }
}
