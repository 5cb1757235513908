package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.RuleVersion;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A stage that keeps states, in a job whose rules change while it runs.
 *
 * @param <T> what comes to the states
 */
abstract class VersionedStateFunction<T>
    extends KeyedBroadcastProcessFunction<CellKey, T, Announced, StreamAlert>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /**
   * How long a version stays after its time and after another has come into force, in milliseconds:
   * events that it chose for a state may still wait there, as those that judge events hear of
   * another version when they are further.
   */
  private static final long GRACE = 3_600_000;

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final RulesLocation first;
  private transient @Nullable AnnouncedState announced;
  private transient @Nullable KnownVersions<StageRules> known;

  /** The event time until which no version goes; unknown until there is a time after a start. */
  private transient long keptUntil;

  /** A stage of a job that starts with the rules of {@code first}. */
  VersionedStateFunction(RulesLocation first) {
    this.first = first;
  }

  /** Makes the stage. */
  abstract void open(RuleVersions<StageRules> versions, StageMetrics metrics);

  /** Takes what comes to a state. */
  abstract void accept(T record, KeyedMoment at, Collector<StreamAlert> out) throws Exception;

  /** Lets a time come to a state. */
  abstract void advance(long time, KeyedMoment at, Collector<StreamAlert> out) throws Exception;

  @Override
  public final void initializeState(FunctionInitializationContext context) throws Exception {
    announced = AnnouncedState.of(context);
  }

  @Override
  public final void snapshotState(FunctionSnapshotContext context) throws Exception {
    known().save();
  }

  @Override
  public final void open(OpenContext context) throws Exception {
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    KnownVersions<StageRules> opened =
        KnownVersions.open(
            Objects.requireNonNull(announced),
            first,
            getRuntimeContext().getUserCodeClassLoader(),
            StageRules::of,
            metrics);
    known = opened;
    keptUntil = UNKNOWN;
    open(opened.versions(), metrics);
  }

  private KnownVersions<StageRules> known() {
    return Objects.requireNonNull(known);
  }

  private void passTo(long watermark) throws Exception {
    if (watermark == Long.MIN_VALUE) {
      return;
    }
    if (keptUntil == UNKNOWN) {
      keptUntil = graceAfter(watermark);
    }
    if (watermark >= keptUntil) {
      known().dropBefore(watermark - GRACE);
    }
  }

  private static long graceAfter(long watermark) {
    return watermark > Long.MAX_VALUE - GRACE ? Long.MAX_VALUE : watermark + GRACE;
  }

  @Override
  public final void processElement(T record, ReadOnlyContext context, Collector<StreamAlert> out)
      throws Exception {
    passTo(context.currentWatermark());
    accept(
        record,
        new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output),
        out);
  }

  @Override
  public final void processBroadcastElement(
      Announced element, Context context, Collector<StreamAlert> out) throws Exception {
    passTo(context.currentWatermark());
    if (element instanceof RuleVersion version) {
      // It comes once when it is announced, and once when it comes into force.
      if (!known().add(version)) {
        known().enter(version);
        // The hour begins anew, with the next event.
        keptUntil = UNKNOWN;
      }
    }
  }

  @Override
  public final void onTimer(long time, OnTimerContext context, Collector<StreamAlert> out)
      throws Exception {
    advance(
        time,
        new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output),
        out);
  }

  @Override
  public final void close() {
    if (known != null) {
      known.close();
    }
  }
}
