package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.internal.stream.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a rule set on a stream of events with several threads.
 *
 * <pre>{@code
 * try (PartitionedEngine engine =
 *     Engine.builder(rules)
 *         .onAlert(alert -> send(alert.toJson()))
 *         .partitionedBy("host.id")
 *         .threads(4)
 *         .build()) {
 *   engine.accept(json, "topic-0", offset);
 * }
 * }</pre>
 *
 * <p>Each value of the field belongs to one lane, which is a thread with an engine of its own.
 * Rules that judge single events, and rules that tie events together by the field, run in the lane
 * of the event. All other rules run in one more lane, which gets all events; see {@link
 * #sharedRules}. All lanes agree on the time, so that the alerts are those of a single engine, with
 * the same ids. Only where memory runs out may they differ, because bounds are divided among the
 * lanes.
 *
 * <p>Alerts come one at a time, but on the threads of the lanes: those of one rule and one value of
 * the field in the order of a single engine, others in any order.
 *
 * <p>Each lane has a bounded queue. {@link #accept} waits while the queue of a lane is full, so a
 * slow listener slows down the caller. Called by one thread at a time, like {@link Engine}.
 */
public final class PartitionedEngine implements AutoCloseable {
  private final PartitionPlan plan;
  private final Settings settings;
  private final Listeners listeners;
  private final EventReader reader;
  private final Field field;
  private final List<List<DateField>> timelines = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();

  /** How many lanes share the values of the field; one more may get all events. */
  private final int partitions;

  private final long[] times;
  private final boolean[] chosen;
  private long events;
  private long malformed;
  private boolean closed;

  private PartitionedEngine(Builder builder, PartitionPlan plan) {
    this.plan = plan;
    this.settings = builder.settings;
    this.listeners = builder.listeners;
    this.partitions = builder.threads;
    Fields fields = new Fields();
    this.field = plan.field().map(fields::like).orElseGet(() -> fields.keyword(builder.field));
    EngineState.timelineFields(builder.rules)
        .forEach(
            names -> timelines.add(names.stream().map(name -> fields.date(name.name())).toList()));
    this.reader = EventReader.of(fields);
    this.times = new long[timelines.size()];
    this.chosen = new boolean[partitions];
    Settings divided = settings.dividedBy(partitions + (plan.shared().isEmpty() ? 0 : 1));
    for (int i = 0; i < partitions; i++) {
      lanes.add(lane("sigrun-lane-" + (i + 1), builder, divided, plan.lane(i, partitions)));
    }
    if (!plan.shared().isEmpty()) {
      lanes.add(lane("sigrun-shared-lane", builder, divided, plan.sharedLane()));
    }
    lanes.forEach(Lane::start);
  }

  private Lane lane(String name, Builder builder, Settings divided, Share share) {
    Lane.Queue queue = new Lane.Queue(builder.maxQueuedEvents, builder.maxQueuedBytes);
    return new Lane(name, builder.rules, divided, share, listeners, queue, timelines.size());
  }

  /** Describes a partitioned engine; see {@link EngineBuilder#partitionedBy}. */
  public static final class Builder {
    private final RuleSet rules;
    private final String field;
    private final Settings settings;
    private final Listeners listeners;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int maxQueuedEvents = 1_024;
    private long maxQueuedBytes = 16L << 20;
    private boolean refusing;

    Builder(RuleSet rules, String field, Settings settings, Listeners listeners) {
      this.rules = rules;
      this.field = field;
      this.settings = settings;
      this.listeners = listeners;
    }

    /** How many lanes the values of the field are divided among; one per processor by default. */
    public Builder threads(int threads) {
      this.threads = EngineBuilder.positive(threads);
      return this;
    }

    /** How many events may wait for each lane, 1,024 by default. */
    public Builder maxQueuedEvents(int events) {
      this.maxQueuedEvents = EngineBuilder.positive(events);
      return this;
    }

    /** About how many bytes the events may take that wait for each lane, 16 MiB by default. */
    public Builder maxQueuedBytes(long bytes) {
      this.maxQueuedBytes = EngineBuilder.positive(bytes);
      return this;
    }

    /** Refuses rules that cannot be divided by the field, instead of giving them a shared lane. */
    public Builder refuseSharedRules() {
      this.refusing = true;
      return this;
    }

    /**
     * The engine, whose threads run from now on.
     *
     * @throws IllegalArgumentException if rules cannot be divided by the field and are to be
     *     refused; the message names them and the reasons
     */
    public PartitionedEngine build() {
      PartitionPlan plan = new PartitionPlan(rules, field);
      if (refusing && !plan.shared().isEmpty()) {
        throw new IllegalArgumentException(
            plan.shared().entrySet().stream()
                .map(each -> "The rule " + each.getKey() + " " + each.getValue() + ".")
                .collect(
                    Collectors.joining(
                        "\n",
                        "Not all rules can be partitioned by " + field + ":\n",
                        "\nPartition by another field, remove these rules, or let them share a"
                            + " lane.")));
      }
      return new PartitionedEngine(this, plan);
    }
  }

  /** The ids of the rules that run in the lane that gets all events, with the reason for each. */
  public Map<String, String> sharedRules() {
    return plan.shared();
  }

  /**
   * Accepts an event; blocks while the queue of a lane that needs it is full.
   *
   * @param json one JSON object in UTF-8; not copied, so it must not change any more
   * @param source the name of the input
   * @param line the line there, from 1; 0 if there are no lines
   * @return whether it was an event
   * @throws IllegalStateException if the engine is closed, or a lane had to stop because a listener
   *     failed
   */
  public boolean accept(byte[] json, String source, long line) {
    checkOpen();
    events++;
    Event event;
    try {
      event = reader.read(json);
    } catch (EventFormatException e) {
      malformed++;
      return false;
    }
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
    return true;
  }

  /** Accepts an event that is part of a buffer, which may change afterwards. */
  public boolean accept(byte[] buffer, int offset, int length, String source, long line) {
    return accept(Arrays.copyOfRange(buffer, offset, offset + length), source, line);
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

  /** As {@link Engine#advanceTo}. Returns when all lanes have done so. */
  public void advanceTo(long time) {
    onAllLanes(engine -> engine.advanceTo(time));
  }

  /** As {@link Engine#advanceBy}. Returns when all lanes have done so. */
  public void advanceBy(Duration duration) {
    onAllLanes(engine -> engine.advanceBy(duration));
  }

  /** As {@link Engine#flush}. Returns when all lanes have done so. */
  public void flush() {
    onAllLanes(Engine::flush);
  }

  /** As {@link Engine#finish}. Returns when all lanes have done so. */
  public void finish() {
    onAllLanes(Engine::finish);
  }

  /** Returns the counters of all lanes together, after they have processed all accepted events. */
  public Counters counters() {
    List<Counters> ofLanes = Collections.synchronizedList(new ArrayList<>());
    List<Counters> ofPartitions = Collections.synchronizedList(new ArrayList<>());
    List<CountDownLatch> done = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      boolean isPartition = i < partitions;
      done.add(
          lanes
              .get(i)
              .control(
                  engine -> {
                    ofLanes.add(engine.counters());
                    if (isPartition) {
                      ofPartitions.add(engine.counters());
                    }
                  }));
    }
    done.forEach(PartitionedEngine::await);
    Map<String, RuleCounters> ofRule = new LinkedHashMap<>();
    for (Counters each : ofLanes) {
      each.ofRule().forEach((id, counters) -> ofRule.merge(id, counters, RuleCounters::plus));
    }
    return new Counters(
        events,
        malformed,
        ofLanes.stream().mapToLong(Counters::matches).sum(),
        ofPartitions.stream().mapToLong(Counters::withoutTime).sum(),
        ofPartitions.stream().mapToLong(Counters::late).sum(),
        ofPartitions.stream().mapToLong(Counters::ahead).sum(),
        ofLanes.stream().mapToLong(Counters::dropped).sum(),
        ofLanes.stream().mapToLong(Counters::forced).sum(),
        0,
        listeners.failures(),
        ofRule);
  }

  /**
   * Decides everything that waits, as {@link #finish} does, and ends the threads. If a lane had to
   * stop because a listener failed, what waits is lost. Closing an engine again does nothing.
   */
  @Override
  public void close() {
    if (!closed && !listeners.isBroken()) {
      finish();
    }
    abandon();
  }

  /** Ends the threads without deciding what waits, which is lost. */
  public void abandon() {
    if (!closed) {
      closed = true;
      lanes.stream().map(Lane::stop).toList().forEach(PartitionedEngine::await);
    }
  }

  private void onAllLanes(Consumer<Engine> action) {
    checkOpen();
    lanes.stream().map(lane -> lane.control(action)).toList().forEach(PartitionedEngine::await);
    checkOpen();
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

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The engine is closed.");
    }
    for (Lane lane : lanes) {
      Throwable problem = lane.problem();
      if (problem != null) {
        throw new IllegalStateException("The engine has stopped:  " + problem, problem);
      }
    }
  }
}
