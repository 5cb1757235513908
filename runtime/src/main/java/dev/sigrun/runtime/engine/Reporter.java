package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.AlertSuppression;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.MemoryBudget;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reports detections to the listener, except for suppressed ones. */
final class Reporter {
  private final Listeners listener;
  private final Map<String, SuppressorRun> suppressors = new LinkedHashMap<>();

  /**
   * A reporter for these rules.
   *
   * @param timelines gives the timeline of some fields; that of all events if there are none
   */
  Reporter(
      RuleSet rules,
      EventReader reader,
      Function<List<DateField>, Timeline> timelines,
      MemoryBudget budget,
      Settings settings,
      Listeners listener) {
    this.listener = listener;
    int index = rules.detectors().size();
    for (Suppressor suppressor : rules.suppressors()) {
      Rule rule = rules.rule(suppressor.ruleId()).orElseThrow();
      Timeline timeline = timelines.apply(timestampFields(suppressor, rules));
      suppressors.put(
          suppressor.ruleId(),
          new SuppressorRun(
              index++,
              rule,
              new AlertSuppression(rule, suppressor, reader),
              timeline,
              budget,
              settings,
              listener));
    }
  }

  /** The time in the suppressor's own fields, or else the time that the rule's detector uses. */
  static List<DateField> timestampFields(Suppressor suppressor, RuleSet rules) {
    return suppressor.timestampFields().isEmpty()
        ? rules.detectors().stream()
            .filter(detector -> detector.ruleId().equals(suppressor.ruleId()))
            .findFirst()
            .map(Detector::timestampFields)
            .orElse(List.of())
        : suppressor.timestampFields();
  }

  void detected(Rule rule, Detection detection) {
    SuppressorRun suppressor = suppressors.get(rule.ruleId());
    if (suppressor == null) {
      listener.detected(rule, detection);
    } else {
      suppressor.detected(detection);
    }
  }

  /** All counts of a rule, of which {@code known} lacks those of its suppression. */
  RuleCounters counted(String ruleId, RuleCounters known) {
    SuppressorRun suppressor = suppressors.get(ruleId);
    return suppressor == null ? known : known.plus(suppressor.counters());
  }

  void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(suppressors.size(), out);
    for (SuppressorRun each : suppressors.values()) {
      Binary.writeText(each.ruleId(), out);
      Binary.writeText(each.fingerprint().text(), out);
      each.write(out);
    }
  }

  void read(SnapshotInput in, Share share) throws IOException {
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      SuppressorRun run = suppressors.get(in.readText());
      Fingerprint fingerprint = new Fingerprint(in.readText());
      if (run != null && run.continues(fingerprint) && share.runs(run.ruleId())) {
        run.read(in, share);
      } else {
        SuppressorRun.skip(in);
      }
    }
  }
}
