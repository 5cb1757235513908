package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Wanted;
import java.util.Objects;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CellStage} of a job whose rules change while it runs. A rule that is the same in two
 * versions has the same key, so that its states go on; those of other rules are dropped when they
 * are due.
 */
public final class VersionedCellFunction extends VersionedStateFunction<Wanted> {
  private static final long serialVersionUID = 1L;

  private final String timeline;
  private transient @Nullable CellStage stage;

  /** The states of a timeline in a job that starts with the rules of {@code first}. */
  public VersionedCellFunction(String timeline, RulesLocation first) {
    super(first);
    this.timeline = timeline;
  }

  @Override
  void open(RuleVersions<StageRules> versions, StageMetrics metrics) {
    stage = new CellStage(timeline, versions, metrics, getRuntimeContext());
  }

  private CellStage stage() {
    return Objects.requireNonNull(stage);
  }

  @Override
  void accept(Wanted wanted, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    stage().accept(wanted, at);
  }

  @Override
  void advance(long time, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    stage().advance(time, at, out);
  }
}
