package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Found;
import java.util.Objects;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The {@link GroupStage} of a job whose rules change while it runs. */
public final class VersionedGroupFunction extends VersionedStateFunction<Found> {
  private static final long serialVersionUID = 1L;

  private final TimeSettings settings;
  private transient @Nullable GroupStage stage;

  /** The groups in a job that starts with the rules of {@code first}. */
  public VersionedGroupFunction(RulesLocation first, TimeSettings settings) {
    super(first);
    this.settings = settings;
  }

  @Override
  void open(RuleVersions<StageRules> versions, StageMetrics metrics) {
    stage = new GroupStage(versions, settings, metrics, getRuntimeContext());
  }

  private GroupStage stage() {
    return Objects.requireNonNull(stage);
  }

  @Override
  void accept(Found found, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    stage().accept(found, at, out);
  }

  @Override
  void advance(long time, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    stage().advance(time, at, out);
  }
}
