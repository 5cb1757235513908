package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * {@link MatchFunction} for rules that change while the job runs: each rule judges an event if its
 * version counts at the time of the event by which the rule goes. Two inputs cannot be chained to a
 * source, which costs an exchange in the same process for each event.
 */
public final class VersionedMatchFunction
    extends BroadcastProcessFunction<PlacedEvent, Announced, StreamAlert>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final RulesLocation first;
  private final TimeSettings settings;
  private transient @Nullable BroadcastState<Long, Announced> state;
  private transient @Nullable Work work;

  /** The stage of a job that starts with the rules of {@code first}. */
  public VersionedMatchFunction(RulesLocation first, TimeSettings settings) {
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
    MatchCounters counters = MatchCounters.of(metrics);
    KnownVersions<EventJudge> known =
        KnownVersions.open(
            Objects.requireNonNull(state),
            first,
            getRuntimeContext().getUserCodeClassLoader(),
            rules -> new EventJudge(rules, counters),
            metrics);
    Work at =
        new Work(known, counters, metrics.counter("lateVersions"), new PartitionClocks(settings));
    work = at;
    metrics.group().gauge("indicatorLists", at.lists::get);
    for (IndicatorList list : known.all(IndicatorList.class)) {
      at.give(list).join();
    }
  }

  private Work work() {
    return Objects.requireNonNull(work);
  }

  @Override
  public void processElement(PlacedEvent event, ReadOnlyContext context, Collector<StreamAlert> out)
      throws Exception {
    work().process(event, context::output, out);
    work().passTime(context.currentWatermark(), settings);
  }

  @Override
  public void processBroadcastElement(
      Announced announced, Context context, Collector<StreamAlert> out) throws Exception {
    if (announced instanceof RuleVersion version) {
      work().add(version);
    } else if (announced instanceof IndicatorList list && work().known.add(list)) {
      work().loading.add(work().give(list));
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.known.close();
    }
  }

  /** The parts that a stage makes when it is opened. */
  private static final class Work {
    /** How many events come between two looks at the time, as long as there is one version. */
    private static final int LOOK = 1_024;

    private final KnownVersions<EventJudge> known;
    private final MatchCounters counters;
    private final Counter lateVersions;
    private final PartitionClocks clocks;
    private final List<CompletableFuture<Void>> loading = new ArrayList<>();

    /** How many lists of indicators came into use. */
    private final AtomicInteger lists = new AtomicInteger();

    /** The place of the version that is likely to count for the next event. */
    private int likely;

    private int sinceLook = LOOK;
    private OptionalLong slowest = OptionalLong.empty();

    Work(
        KnownVersions<EventJudge> known,
        MatchCounters counters,
        Counter lateVersions,
        PartitionClocks clocks) {
      this.known = known;
      this.counters = counters;
      this.lateVersions = lateVersions;
      this.clocks = clocks;
    }

    void process(PlacedEvent event, SideOutputs side, Collector<StreamAlert> out) {
      if (!loading.isEmpty()) {
        loading.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
        loading.removeIf(CompletableFuture::isDone);
      }
      counters.events().inc();
      RuleVersions<EventJudge> versions = known.versions();
      EventJudge judge = versions.get(likely);
      if (!judge.read(event, side)) {
        return;
      }
      clocks.hear(event.source(), System.currentTimeMillis()).arrive(judge.mainTime(event));
      lookAtTime();
      if (versions.size() == 1) {
        judge.judge(event, EventJudge.ALWAYS, side, out);
      } else {
        judgeByTime(event, judge, side, out);
      }
    }

    private void judgeByTime(
        PlacedEvent event, EventJudge judge, SideOutputs side, Collector<StreamAlert> out) {
      RuleVersions<EventJudge> versions = known.versions();
      boolean[] wanted = new boolean[versions.size()];
      mark(judge.times(event), wanted);
      for (int i = 0; i < wanted.length; i++) {
        EventJudge other = versions.get(i);
        if (!judge.knowsTimesOf(other) && other.read(event, side)) {
          mark(other.times(event), wanted);
          other.forget();
        }
      }
      if (isOnly(likely, wanted)) {
        judge.judge(event, EventJudge.ALWAYS, side, out);
        return;
      }
      judge.forget();
      for (int i = 0; i < wanted.length; i++) {
        int place = i;
        if (wanted[i] && versions.get(i).read(event, side)) {
          versions.get(i).judge(event, time -> versions.placeAt(time) == place, side, out);
          likely = i;
        }
      }
    }

    /** Notes which versions count at these times. */
    private void mark(long[] times, boolean[] wanted) {
      for (long time : times) {
        wanted[known.versions().placeAt(time)] = true;
      }
    }

    private static boolean isOnly(int place, boolean[] wanted) {
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i] != (i == place)) {
          return false;
        }
      }
      return true;
    }

    /** Lets indicators grow old, and knows how far the slowest partition is. */
    private void lookAtTime() {
      if (++sinceLook >= LOOK || known.versions().size() > 1) {
        sinceLook = 0;
        slowest = clocks.slowest(System.currentTimeMillis());
        if (slowest.isPresent()) {
          known.versions().rules(likely).passTo(slowest.getAsLong());
        }
      }
    }

    /** Drops versions whose time is over. */
    void passTime(long sourceWatermark, TimeSettings settings) throws Exception {
      int count = known.versions().size();
      // Before its first watermark, the source has not read all of its partitions.
      if (count > 1 && slowest.isPresent() && sourceWatermark != Long.MIN_VALUE) {
        known.dropBefore(slowest.getAsLong() - settings.lateness().toMillis() - 1);
        likely = known.versions().size() == count ? likely : 0;
      }
    }

    void add(RuleVersion version) throws Exception {
      if (!known.add(version)) {
        return;
      }
      likely = 0;
      if (clocks.latest() >= version.from()) {
        // Events of its time were judged by the rules before it.
        lateVersions.inc();
      }
      for (IndicatorList list : known.all(IndicatorList.class)) {
        loading.add(give(list));
      }
    }

    /** Gives a list to all versions, in the background: it may be long. */
    CompletableFuture<Void> give(IndicatorList list) {
      RuleVersions<EventJudge> versions = known.versions();
      List<CompletableFuture<Void>> given = new ArrayList<>();
      for (int i = 0; i < versions.size(); i++) {
        given.add(versions.loading(i).thenAcceptAsync(rules -> rules.take(list), Work::start));
      }
      return CompletableFuture.allOf(given.toArray(new CompletableFuture<?>[0]))
          .thenRun(lists::incrementAndGet);
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "sigrun-indicators");
      thread.setDaemon(true);
      thread.start();
    }
  }
}
