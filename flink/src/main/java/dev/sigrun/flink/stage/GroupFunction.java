package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Found;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The {@link GroupStage} of a job whose rules stay as they are. */
public final class GroupFunction extends KeyedProcessFunction<CellKey, Found, StreamAlert> {
  private static final long serialVersionUID = 1L;

  private final RulesLocation location;
  private final TimeSettings settings;
  private transient @Nullable RuleVersions<StageRules> versions;
  private transient @Nullable GroupStage stage;

  /** The groups of the rules of {@code location}. */
  public GroupFunction(RulesLocation location, TimeSettings settings) {
    this.location = location;
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    versions = StageRules.ofOne(location, getRuntimeContext().getUserCodeClassLoader());
    stage = new GroupStage(versions, settings, metrics, getRuntimeContext());
  }

  private GroupStage stage() {
    return Objects.requireNonNull(stage);
  }

  @Override
  public void processElement(Found found, Context context, Collector<StreamAlert> out)
      throws Exception {
    stage()
        .accept(
            found,
            new KeyedMoment(context.getCurrentKey(), context.timerService(), context::output),
            out);
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
