package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.Wanted;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CellStage} of a job whose rules change while it runs. A rule that is the same in two
 * versions has the same key, so that its states go on; those of other rules are dropped when they
 * are due.
 */
public final class VersionedCellFunction
    extends KeyedBroadcastProcessFunction<CellKey, Wanted, Announced, StreamAlert>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String timeline;
  private final RulesLocation first;
  private transient @Nullable BroadcastState<Long, Announced> state;
  private transient @Nullable KnownVersions<StageRules> known;
  private transient @Nullable CellStage stage;

  /** The states of a timeline in a job that starts with the rules of {@code first}. */
  public VersionedCellFunction(String timeline, RulesLocation first) {
    this.timeline = timeline;
    this.first = first;
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
    stage = new CellStage(timeline, opened.versions(), metrics, getRuntimeContext());
  }

  private CellStage stage() {
    return Objects.requireNonNull(stage);
  }

  private KnownVersions<StageRules> known() {
    return Objects.requireNonNull(known);
  }

  @Override
  public void processElement(Wanted wanted, ReadOnlyContext context, Collector<StreamAlert> out)
      throws Exception {
    known().dropBefore(context.currentWatermark());
    stage()
        .accept(
            wanted,
            new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output));
  }

  @Override
  public void processBroadcastElement(
      Announced announced, Context context, Collector<StreamAlert> out) throws Exception {
    known().dropBefore(context.currentWatermark());
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
