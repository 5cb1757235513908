package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.rules.AnnouncementCheck;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.stage.AnnouncementTrials.Outcome;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads announcements, in one place for the whole job: tries each in the background, refuses it
 * with a reason, or numbers it and tells the stages.
 *
 * <p>The stages that keep states learn of a version at once. Those that judge events learn of it
 * when a checkpoint is complete that began after that: barriers follow what was sent before them,
 * so that by then every stage knows the version, and a restore does, too. No event is ever judged
 * by rules whose states nobody knows how to keep.
 *
 * <p>For watermarks this input does not exist: it is idle from the start.
 */
public final class AnnouncementOperator extends AbstractStreamOperator<Announced>
    implements OneInputStreamOperator<PlacedEvent, Announced> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementOperator.class);

  /** How many announcements may be on trial before further ones wait. */
  private static final int MOST = 64;

  /** How often the outcome of trials is looked for, in milliseconds. */
  private static final long INTERVAL = 20;

  private final RulesLocation first;
  private final ArrayList<String> timelines;

  private transient @Nullable ListState<PlacedEvent> untriedState;

  private transient @Nullable ListState<Long> numberState;
  private transient @Nullable ListState<Announced> currentState;
  private transient @Nullable ListState<Announced> waitingState;
  private transient @Nullable Work work;

  /** The stage of a job that has stages for these timelines. */
  public AnnouncementOperator(RulesLocation first, List<String> timelines) {
    this.first = first;
    this.timelines = new ArrayList<>(timelines);
  }

  /** The parts that a stage makes when it is opened. */
  private static final class Work {
    final AnnouncementTrials trials;
    final Counter accepted;
    final Counter refused;

    /** The number of the last announcement that was accepted. */
    long number;

    /** The rules that were accepted last. */
    RuleVersion current;

    /** Whether outcomes will be looked for. */
    boolean looks;

    /** The announcements that the stages that judge events do not know yet. */
    final List<Announced> waiting = new ArrayList<>();

    /** The announcements that were waiting in the checkpoint that the job goes on from. */
    final List<Announced> restored = new ArrayList<>();

    /** By the ids of checkpoints, the last number that a checkpoint makes known to all. */
    final TreeMap<Long, Long> covered = new TreeMap<>();

    Work(AnnouncementTrials trials, RuleVersion current, Counter accepted, Counter refused) {
      this.trials = trials;
      this.current = current;
      this.accepted = accepted;
      this.refused = refused;
    }
  }

  private Work work() {
    return Objects.requireNonNull(work);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    numberState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("number-v1", Types.LONG));
    currentState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("current-v1", WireTypes.ANNOUNCED));
    untriedState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("untried-v1", WireTypes.PLACED_EVENT));
    waitingState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("waiting-v1", WireTypes.ANNOUNCED));
  }

  @Override
  public void open() throws Exception {
    super.open();
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    RuleVersion last = RuleVersion.FIRST;
    for (Announced each : Objects.requireNonNull(currentState).get()) {
      last = (RuleVersion) each;
    }
    ClassLoader loader = getUserCodeClassloader();
    AnnouncementCheck check = new AnnouncementCheck(first, timelines, loader);
    Work at =
        new Work(
            new AnnouncementTrials(check, last, loader),
            last,
            metrics.counter("acceptedAnnouncements"),
            metrics.counter("refusedAnnouncements"));
    work = at;
    metrics.group().gauge("rulesVersion", () -> at.current.number());
    for (long number : Objects.requireNonNull(numberState).get()) {
      at.number = number;
    }
    Objects.requireNonNull(untriedState).get().forEach(at.trials::add);
    // Stages that keep states have these in the same checkpoint.
    Objects.requireNonNull(waitingState).get().forEach(at.restored::add);
    // What is sent now would be lost in a restore.
    long now = getProcessingTimeService().getCurrentProcessingTime();
    var unused = getProcessingTimeService().registerTimer(now + 1, time -> begin());
  }

  private void begin() {
    output.emitWatermarkStatus(WatermarkStatus.IDLE);
    work().restored.forEach(each -> output.collect(Outputs.IN_FORCE, new StreamRecord<>(each)));
    work().restored.clear();
    look();
  }

  /** Takes the outcomes that are known, and looks again for others. */
  private void look() {
    AnnouncementTrials trials = work().trials;
    for (var next = trials.poll(); next.isPresent(); next = trials.poll()) {
      take(next.get());
    }
    if (trials.size() > 0 && !work().looks) {
      work().looks = true;
      long now = getProcessingTimeService().getCurrentProcessingTime();
      var unused =
          getProcessingTimeService()
              .registerTimer(
                  now + INTERVAL,
                  time -> {
                    work().looks = false;
                    look();
                  });
    }
  }

  @Override
  public void processElement(StreamRecord<PlacedEvent> element) {
    AnnouncementTrials trials = work().trials;
    trials.add(element.getValue());
    if (trials.size() > MOST) {
      take(trials.take());
    }
    look();
  }

  /** At the end of the input, all outcomes have to be waited for. */
  @Override
  public void finish() throws Exception {
    while (work().trials.size() > 0) {
      take(work().trials.take());
    }
    super.finish();
  }

  private void take(Outcome outcome) {
    PlacedEvent announcement = outcome.announcement();
    Work at = work();
    if (outcome.accepted().isEmpty()) {
      at.refused.inc();
      LOG.warn("The announcement {} is refused: {}", announcement, outcome.reason());
      DeadLetter letter = new DeadLetter(announcement, outcome.reason());
      output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(letter));
      return;
    }
    at.accepted.inc();
    at.number++;
    if (outcome.accepted().get() instanceof RuleVersion version) {
      at.current = version.numbered(at.number);
      accept(at, at.current);
    } else if (outcome.accepted().get() instanceof IndicatorList list) {
      accept(at, list.numbered(at.number));
    }
    LOG.info("The announcement {} is accepted, with the number {}.", announcement, at.number);
  }

  private void accept(Work at, Announced announced) {
    at.waiting.add(announced);
    output.collect(new StreamRecord<>(announced));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Work at = work();
    Objects.requireNonNull(numberState).update(List.of(at.number));
    Objects.requireNonNull(currentState).update(List.of(at.current));
    Objects.requireNonNull(untriedState).update(at.trials.pending());
    List<Announced> untold = new ArrayList<>(at.restored);
    untold.addAll(at.waiting);
    Objects.requireNonNull(waitingState).update(untold);
    at.covered.put(context.getCheckpointId(), at.number);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    Work at = work();
    Map.Entry<Long, Long> covered = at.covered.floorEntry(checkpoint);
    if (covered == null) {
      return;
    }
    for (Announced each : at.waiting) {
      if (each.number() <= covered.getValue()) {
        output.collect(Outputs.IN_FORCE, new StreamRecord<>(each));
      }
    }
    at.waiting.removeIf(each -> each.number() <= covered.getValue());
    at.covered.headMap(checkpoint, true).clear();
  }

  /** Time does not come from announcements. */
  @Override
  public void processWatermark(Watermark mark) {}

  /** The input is idle for those that come next, whatever it is. */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void close() throws Exception {
    if (work != null) {
      work.trials.close();
    }
    super.close();
  }
}
