package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.RuleVersion;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The {@link GroupStage} of a job whose rules change while it runs. */
public final class VersionedGroupFunction
    extends KeyedBroadcastProcessFunction<CellKey, Found, Announced, StreamAlert>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /**
   * How long a version stays after its time, in milliseconds: a late event may still be judged by
   * it, and its alert must find its group.
   */
  private static final long GRACE = 3_600_000;

  private final RulesLocation first;
  private final TimeSettings settings;
  private transient @Nullable BroadcastState<Long, Announced> state;
  private transient @Nullable KnownVersions<StageRules> known;
  private transient @Nullable GroupStage stage;

  /** The groups in a job that starts with the rules of {@code first}. */
  public VersionedGroupFunction(RulesLocation first, TimeSettings settings) {
    this.first = first;
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state = context.getOperatorStateStore().getBroadcastState(Outputs.ANNOUNCED);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // The state holds what is known at any time.
  }

  @Override
  public void open(OpenContext context) throws Exception {
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    KnownVersions<StageRules> opened =
        KnownVersions.open(
            Objects.requireNonNull(state),
            first,
            getRuntimeContext().getUserCodeClassLoader(),
            StageRules::of,
            metrics);
    known = opened;
    stage = new GroupStage(opened.versions(), settings, metrics, getRuntimeContext());
  }

  private GroupStage stage() {
    return Objects.requireNonNull(stage);
  }

  private KnownVersions<StageRules> known() {
    return Objects.requireNonNull(known);
  }

  private void passTo(long watermark) throws Exception {
    if (watermark > Long.MIN_VALUE + GRACE) {
      known().dropBefore(watermark - GRACE);
    }
  }

  @Override
  public void processElement(Found found, ReadOnlyContext context, Collector<StreamAlert> out)
      throws Exception {
    passTo(context.currentWatermark());
    stage()
        .accept(
            found,
            new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output),
            out);
  }

  @Override
  public void processBroadcastElement(
      Announced announced, Context context, Collector<StreamAlert> out) throws Exception {
    passTo(context.currentWatermark());
    if (announced instanceof RuleVersion version) {
      boolean unused = known().add(version);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<StreamAlert> out)
      throws Exception {
    stage()
        .advance(
            time,
            new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output),
            out);
  }

  @Override
  public void close() {
    if (known != null) {
      known.close();
    }
  }
}
