package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
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
  private transient @Nullable AnnouncedState announced;
  private transient @Nullable Work work;

  /** The stage of a job that starts with the rules of {@code first}. */
  public VersionedMatchFunction(RulesLocation first, TimeSettings settings) {
    this.first = first;
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    announced = AnnouncedState.of(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    work().known.save();
  }

  @Override
  public void open(OpenContext context) throws Exception {
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    MatchCounters counters = MatchCounters.of(metrics);
    KnownVersions<EventJudge> known =
        KnownVersions.open(
            Objects.requireNonNull(announced),
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
      Announced element, Context context, Collector<StreamAlert> out) throws Exception {
    if (element instanceof RuleVersion version) {
      work().add(version);
    } else if (element instanceof IndicatorList list && work().known.add(list)) {
      work().loading.add(work().give(list));
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.known.close();
    }
  }

  /** The part of the version of a place. */
  private record VersionShare(RuleVersions<EventJudge> versions, int place) implements Share {
    @Override
    public boolean counts(long time) {
      return versions.placeAt(time) == place;
    }

    /** The first version that goes by the timeline does it for all others. */
    @Override
    public boolean ticks(String timeline, long time) {
      if (versions.get(versions.placeAt(time)).timelines().contains(timeline)) {
        return false;
      }
      int first = 0;
      while (!versions.get(first).timelines().contains(timeline)) {
        first++;
      }
      return first == place;
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
        judge.judge(event, Share.ALL, side, out);
      } else {
        judgeByTime(event, judge, side, out);
      }
    }

    private void judgeByTime(
        PlacedEvent event, EventJudge judge, SideOutputs side, Collector<StreamAlert> out) {
      RuleVersions<EventJudge> versions = known.versions();
      boolean[] wanted = new boolean[versions.size()];
      if (haveOneTime()) {
        mark(judge.times(event), wanted);
      } else {
        // Of each timeline somebody has to say what time it is.
        Arrays.fill(wanted, true);
      }
      if (isOnly(likely, wanted)) {
        judge.judge(event, Share.ALL, side, out);
        return;
      }
      likely = versions.placeAt(judge.mainTime(event));
      judge.forget();
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i] && versions.get(i).read(event, side)) {
          versions.get(i).judge(event, new VersionShare(versions, i), side, out);
        }
      }
    }

    /** Whether all versions go by the same timelines. */
    private boolean haveOneTime() {
      RuleVersions<EventJudge> versions = known.versions();
      for (int i = 1; i < versions.size(); i++) {
        if (!versions.get(i).timelines().equals(versions.get(0).timelines())) {
          return false;
        }
      }
      return true;
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
      known.enter(version);
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
