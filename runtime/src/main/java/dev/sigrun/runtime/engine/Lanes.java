package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.internal.codec.ChunkedBuffer;
import dev.sigrun.runtime.internal.stream.Timeline;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The lanes of a partitioned engine for one set of rules. */
final class Lanes {
  private final RuleSet rules;
  private final PartitionPlan plan;
  private final Settings settings;
  private final Listeners listeners;
  private final EventReader reader;
  private final Field field;
  private final List<List<DateField>> timelines = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();

  /** The number of lanes that share the values of the field; one more may get all events. */
  private final int partitions;

  private final long[] times;
  private final boolean[] chosen;

  /**
   * The number of lanes, and the bounds of what may wait for each.
   *
   * @param field the name of the field whose values are divided
   */
  record Options(String field, int threads, int maxQueuedEvents, long maxQueuedBytes) {}

  /** Lanes whose threads run from now on. */
  Lanes(
      RuleSet rules, PartitionPlan plan, Options options, Settings settings, Listeners listeners) {
    this.rules = rules;
    this.plan = plan;
    this.settings = settings;
    this.listeners = listeners;
    this.partitions = options.threads();
    Fields fields = new Fields();
    this.field = plan.field().map(fields::like).orElseGet(() -> fields.keyword(options.field()));
    EngineState.timelineFields(rules)
        .forEach(
            names -> timelines.add(names.stream().map(name -> fields.date(name.name())).toList()));
    this.reader = EventReader.of(fields);
    this.times = new long[timelines.size()];
    this.chosen = new boolean[partitions];
    Settings divided = settings.dividedBy(partitions + (plan.shared().isEmpty() ? 0 : 1));
    for (int i = 0; i < partitions; i++) {
      lanes.add(lane("sigrun-lane-" + (i + 1), options, divided, plan.lane(i, partitions)));
    }
    if (!plan.shared().isEmpty()) {
      lanes.add(lane("sigrun-shared-lane", options, divided, plan.sharedLane()));
    }
    lanes.forEach(Lane::start);
  }

  private Lane lane(String name, Options options, Settings divided, Share share) {
    Lane.Queue queue = new Lane.Queue(options.maxQueuedEvents(), options.maxQueuedBytes());
    return new Lane(name, rules, divided, share, listeners, queue, timelines.size());
  }

  RuleSet rules() {
    return rules;
  }

  PartitionPlan plan() {
    return plan;
  }

  /**
   * Gives an event to the lanes that need it; waits while one of them has too many waiting.
   *
   * @throws EventFormatException if it is not an event
   */
  void accept(byte[] json, String source, long line) throws EventFormatException {
    Event event = reader.read(json);
    int home = choose(event);
    long wall = settings.wallClock().getAsLong();
    for (int i = 0; i < times.length; i++) {
      times[i] = EventOrder.timeOf(event, timelines.get(i)).orElse(Timeline.NO_TIME);
    }
    for (int i = 0; i < lanes.size(); i++) {
      if (i >= partitions || chosen[i]) {
        boolean isHome = i == home || i >= partitions;
        lanes.get(i).accept(new Lane.Task.Accept(json, source, line, isHome, wall));
      } else {
        lanes.get(i).pass(wall, times);
      }
    }
  }

  /** Finds the lanes of all values of the field; the result is that of the first. */
  private int choose(Event event) {
    Arrays.fill(chosen, false);
    List<?> values = field.values(event);
    if (values.isEmpty()) {
      int home = PartitionPlan.laneOf(null, partitions);
      chosen[home] = true;
      return home;
    }
    for (Object value : values) {
      chosen[laneOf(value)] = true;
    }
    return laneOf(values.get(0));
  }

  private int laneOf(Object value) {
    return PartitionPlan.laneOf(Key.of(value).values().get(0), partitions);
  }

  /** Does something with the engine of each lane, after all that it was given; waits until done. */
  void onAll(Consumer<Engine> action) {
    List<CountDownLatch> done = lanes.stream().map(lane -> lane.control(action)).toList();
    done.forEach(Lanes::await);
  }

  /**
   * The counts of the lanes.
   *
   * @param ofLanes the counters of each lane
   * @param ofPartitions of each lane but the one that gets all events
   * @param now the time of the newest event, in milliseconds since 1970
   */
  record Counts(List<Counters> ofLanes, List<Counters> ofPartitions, long now) {}

  /** The counters once each lane has done all that it was given; does not wait for that. */
  CompletableFuture<Counts> count() {
    AtomicReferenceArray<Counters> counters = new AtomicReferenceArray<>(lanes.size());
    AtomicLong now = new AtomicLong(Long.MIN_VALUE);
    AtomicInteger missing = new AtomicInteger(lanes.size());
    CompletableFuture<Counts> counts = new CompletableFuture<>();
    for (int i = 0; i < lanes.size(); i++) {
      int lane = i;
      lanes
          .get(i)
          .control(
              engine -> {
                try {
                  counters.set(lane, engine.counters());
                  now.accumulateAndGet(engine.now(), Math::max);
                  if (missing.decrementAndGet() == 0) {
                    List<Counters> all =
                        IntStream.range(0, counters.length()).mapToObj(counters::get).toList();
                    counts.complete(new Counts(all, all.subList(0, partitions), now.get()));
                  }
                } catch (RuntimeException | Error e) {
                  // Or whoever waits for the counts would wait forever.
                  counts.completeExceptionally(e);
                  throw e;
                }
              });
    }
    return counts;
  }

  /** The failure that stopped a lane, if one did. */
  Optional<Throwable> problem() {
    return lanes.stream().flatMap(lane -> Optional.ofNullable(lane.problem()).stream()).findFirst();
  }

  /** All that the lanes remember, as one engine would. */
  EngineState gather() {
    List<ChunkedBuffer> ofPartitions = new ArrayList<>();
    List<ChunkedBuffer> ofShared = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      ChunkedBuffer bytes = new ChunkedBuffer();
      (i < partitions ? ofPartitions : ofShared).add(bytes);
      await(lanes.get(i).control(engine -> engine.writeState(bytes)));
    }
    EngineState all = empty();
    try {
      for (ChunkedBuffer each : ofPartitions) {
        StateFormat.read(all, each, Share.ALL);
      }
      for (ChunkedBuffer each : ofShared) {
        StateFormat.read(all, each, Share.OTHER_RULES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The states of the lanes do not fit together.", e);
    }
    return all;
  }

  /** An empty state for all that the lanes remember. */
  EngineState empty() {
    return new EngineState(rules, reader, settings.unbounded(), Share.ALL, listeners);
  }

  /** Divides what one engine would remember among the lanes, in place of what they remember. */
  void divide(EngineState all) {
    ChunkedBuffer bytes = new ChunkedBuffer();
    try {
      StateFormat.write(all, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
    onAll(engine -> engine.takeOver(bytes));
  }

  /** Ends the threads after all that they were given. */
  void stop() {
    lanes.stream().map(Lane::stop).toList().forEach(Lanes::await);
  }

  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
