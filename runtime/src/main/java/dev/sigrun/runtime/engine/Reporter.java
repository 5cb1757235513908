package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
      Room room,
      Settings settings,
      Listeners listener) {
    this.listener = listener;
    int index = rules.detectors().size();
    for (Suppressor suppressor : rules.suppressors()) {
      Rule rule = rules.rule(suppressor.ruleId()).orElseThrow();
      Timeline timeline = timelines.apply(suppressor.timestampFields());
      suppressors.put(
          suppressor.ruleId(),
          new SuppressorRun(index++, rule, suppressor, reader, timeline, room, settings, listener));
    }
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

  /** The rules whose alerts are suppressed, each with what it is suppressed by. */
  Map<String, String> fingerprints() {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    suppressors.forEach((ruleId, run) -> fingerprints.put(ruleId, run.fingerprint()));
    return fingerprints;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(suppressors.size());
    for (SuppressorRun each : suppressors.values()) {
      Wire.writeString(each.ruleId(), out);
      Wire.writeString(each.fingerprint(), out);
      each.write(out);
    }
  }

  void read(DataInputStream in) throws IOException {
    int count = Wire.readCount(in);
    for (int i = 0; i < count; i++) {
      SuppressorRun run = suppressors.get(Wire.readString(in));
      String fingerprint = Wire.readString(in);
      if (run != null && run.fingerprint().equals(fingerprint)) {
        run.read(in);
      } else {
        SuppressorRun.skip(in);
      }
    }
  }
}
