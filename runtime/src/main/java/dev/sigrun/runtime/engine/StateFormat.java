package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.ChunkedBuffer;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.Losses;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.internal.stream.Waiting;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an engine as bytes. A state may read several of them, of engines that shared the
 * work on one stream, and keeps what falls to its {@link Share}.
 */
final class StateFormat {
  private final EngineState state;
  private final Share share;

  private StateFormat(EngineState state, Share share) {
    this.state = state;
    this.share = share;
  }

  static void write(EngineState state, DataOutput out) throws IOException {
    Binary.writeSigned(state.arrivals(), out);
    state.counts().write(out);
    writePositions(state.positions(), out);
    writeMatchers(state, out);
    Binary.writeUnsigned(state.detectors().size(), out);
    for (DetectorRun<?> run : state.detectors()) {
      Binary.writeText(run.ruleId(), out);
      Binary.writeText(run.fingerprint().text(), out);
      run.write(out);
    }
    state.reporter().write(out);
    Binary.writeUnsigned(state.timelines().size(), out);
    for (Map.Entry<String, Timeline> each : state.timelines().entrySet()) {
      Binary.writeText(each.getKey(), out);
      each.getValue().write(out);
    }
  }

  private static void writePositions(Map<String, InputPosition> positions, DataOutput out)
      throws IOException {
    Binary.writeUnsigned(positions.size(), out);
    for (Map.Entry<String, InputPosition> each : positions.entrySet()) {
      Binary.writeText(each.getKey(), out);
      Binary.writeSigned(each.getValue().lines(), out);
      Binary.writeSigned(each.getValue().bytes(), out);
      Binary.writeSigned(each.getValue().beginning(), out);
    }
  }

  /** Rules with several matchers have an entry for each of them. */
  private static void writeMatchers(EngineState state, DataOutput out) throws IOException {
    Map<String, List<MatcherRun>> sorted = new TreeMap<>();
    for (MatcherRun run : state.matchers()) {
      if (run.hasCounted()) {
        sorted.computeIfAbsent(run.rule().ruleId(), ruleId -> new ArrayList<>()).add(run);
      }
    }
    Binary.writeUnsigned(sorted.values().stream().mapToInt(List::size).sum(), out);
    for (Map.Entry<String, List<MatcherRun>> each : sorted.entrySet()) {
      for (MatcherRun run : each.getValue()) {
        Binary.writeText(each.getKey(), out);
        Binary.writeSigned(run.matches(), out);
        run.health().write(out);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote, in any format.
   *
   * @param state one that is new, or has read from engines that shared the work with this one
   * @param share what of it the state takes over
   */
  static void read(EngineState state, SnapshotInput in, Share share) throws IOException {
    new StateFormat(state, share).read(in);
  }

  /** Reads what {@link #write} wrote in this process. */
  static void read(EngineState state, ChunkedBuffer bytes, Share share) throws IOException {
    DataInputStream in = new DataInputStream(bytes.read());
    read(state, SnapshotInput.of(in, SnapshotInput.NEWEST_FORMAT), share);
  }

  private void read(SnapshotInput in) throws IOException {
    state.arrivedBefore(in.readLong());
    StreamCounts read = StreamCounts.read(in);
    read.skippedRules = 0;
    share.takeCounts(read, state.counts());
    readPositions(in);
    readMatchers(in);
    List<@Nullable DetectorRun<?>> restored = readRuns(in);
    state.reporter().read(in, share);
    state.budget().enforce();
    int timelines = in.readCount();
    for (int i = 0; i < timelines; i++) {
      Timeline known = state.timelines().get(in.readText());
      Timeline timeline =
          known == null
              ? new Timeline(List.of(), state.settings().timeLimits(), new Losses())
              : known;
      timeline.read(in, each -> readWaiting(each, restored));
    }
  }

  private void readPositions(SnapshotInput in) throws IOException {
    int sources = in.readCount();
    for (int i = 0; i < sources; i++) {
      String source = in.readText();
      long lines = in.readLong();
      long bytes = in.readLong();
      long beginning = in.format() < 3 ? InputPosition.UNKNOWN : in.readLong();
      state.positions().put(source, new InputPosition(lines, bytes, beginning));
    }
  }

  private void readMatchers(SnapshotInput in) throws IOException {
    Map<String, MatcherRun> firstOfRule = new HashMap<>();
    for (MatcherRun run : state.matchers()) {
      // Only the first of several matchers of one rule takes what they counted together.
      if (share.counts(run.rule().ruleId())) {
        firstOfRule.putIfAbsent(run.rule().ruleId(), run);
      }
    }
    int entries = in.readCount();
    for (int i = 0; i < entries; i++) {
      MatcherRun run = firstOfRule.get(in.readText());
      long matches = in.readLong();
      RuleHealth.Saved health = in.format() < 4 ? RuleHealth.failures(0) : RuleHealth.read(in);
      if (run != null) {
        run.restore(matches, health);
      }
    }
    int failures = in.format() < 4 ? in.readCount() : 0;
    for (int i = 0; i < failures; i++) {
      MatcherRun run = firstOfRule.get(in.readText());
      RuleHealth.Saved health = RuleHealth.failures(in.readLong());
      if (run != null) {
        run.restore(0, health);
      }
    }
  }

  /** The rules of the snapshot by their numbers; null for those whose states were skipped. */
  private List<@Nullable DetectorRun<?>> readRuns(SnapshotInput in) throws IOException {
    Map<String, DetectorRun<?>> known = new HashMap<>();
    for (DetectorRun<?> run : state.detectors()) {
      known.put(run.ruleId(), run);
    }
    List<@Nullable DetectorRun<?>> restored = new ArrayList<>();
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      String ruleId = in.readText();
      Fingerprint fingerprint = new Fingerprint(in.readText());
      DetectorRun<?> run = known.remove(ruleId);
      if (run != null && run.fingerprint().equals(fingerprint)) {
        restored.add(readRun(run, in));
      } else {
        DetectorRun.skip(in);
        state.counts().skippedRules += share.reportsRules() ? 1 : 0;
        restored.add(null);
      }
    }
    return restored;
  }

  private @Nullable DetectorRun<?> readRun(DetectorRun<?> run, SnapshotInput in)
      throws IOException {
    if (!share.runs(run.ruleId())) {
      DetectorRun.skip(in);
      return null;
    }
    boolean readable = run.read(in, share);
    state.counts().skippedRules += readable ? 0 : 1;
    return readable ? run : null;
  }

  private Optional<Waiting> readWaiting(SnapshotInput in, List<@Nullable DetectorRun<?>> restored)
      throws IOException {
    int number = in.readInt();
    if (number < 0 || number >= restored.size()) {
      throw new IOException("There is no rule " + number + ".");
    }
    DetectorRun<?> run = restored.get(number);
    int position = in.readInt();
    Selection selection = in.readSelection();
    EventRecord event = in.readEvent();
    return run == null || !share.restores(run.index(), selection.key())
        ? Optional.empty()
        : Optional.of(new WaitingEvent(event, run, selection, position));
  }
}
