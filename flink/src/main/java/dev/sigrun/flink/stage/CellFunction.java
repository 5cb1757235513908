package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Wanted;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The {@link CellStage} of a job whose rules stay as they are. */
public final class CellFunction extends KeyedProcessFunction<CellKey, Wanted, StreamAlert> {
  private static final long serialVersionUID = 1L;

  private final String timeline;
  private final RulesLocation location;
  private transient @Nullable RuleVersions<StageRules> versions;
  private transient @Nullable CellStage stage;

  /** The states of one of the timelines that the rules of {@code location} go by. */
  public CellFunction(String timeline, RulesLocation location) {
    this.timeline = timeline;
    this.location = location;
  }

  @Override
  public void open(OpenContext context) {
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    versions = StageRules.ofOne(location, getRuntimeContext().getUserCodeClassLoader());
    stage = new CellStage(timeline, versions, metrics, getRuntimeContext());
  }

  private CellStage stage() {
    return Objects.requireNonNull(stage);
  }

  @Override
  public void processElement(Wanted wanted, Context context, Collector<StreamAlert> out)
      throws Exception {
    stage()
        .accept(
            wanted,
            new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output));
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
    if (versions != null) {
      versions.close();
    }
  }
}
