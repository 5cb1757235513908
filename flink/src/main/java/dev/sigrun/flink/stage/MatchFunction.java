package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The first stage, chained to the source: judges each event alone. Alerts of rules that judge
 * single events leave at once; to each timeline goes the event's time, with what rules want of the
 * event.
 */
public final class MatchFunction extends ProcessFunction<PlacedEvent, StreamAlert> {
  private static final long serialVersionUID = 1L;

  private final RulesLocation location;
  private transient @Nullable Work work;

  /** The parts that a stage makes when it is opened. */
  private record Work(SharedRules rules, MatchCounters counters, EventJudge judge) {}

  /** The stage for the rules of {@code location}. */
  public MatchFunction(RulesLocation location) {
    this.location = location;
  }

  @Override
  public void open(OpenContext context) {
    SharedRules rules = SharedRules.open(location, getRuntimeContext().getUserCodeClassLoader());
    MatchCounters counters =
        MatchCounters.of(new StageMetrics(getRuntimeContext().getMetricGroup()));
    work = new Work(rules, counters, new EventJudge(rules, counters));
  }

  @Override
  public void processElement(PlacedEvent event, Context context, Collector<StreamAlert> out) {
    if (work == null) {
      return;
    }
    work.counters.events().inc();
    SideOutputs side = context::output;
    if (work.judge.read(event, side)) {
      work.judge.judge(event, Share.ALL, side, out);
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.rules.close();
    }
  }
}
