package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.EngineMXBean;
import dev.sigrun.runtime.engine.report.RuleReplacement;
import dev.sigrun.runtime.event.EventFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final Lanes.Options options;
  private final boolean refusing;
  private final Settings settings;
  private final Listeners listeners;
  private final Map<String, InputPosition> positions = new TreeMap<>();
  private Lanes lanes;
  private long events;
  private long malformed;
  private boolean saved;
  private boolean closed;
  private @Nullable Monitor monitor;

  /** The totals at the end; null while the engine is open. */
  private @Nullable Totals last;

  PartitionedEngine(
      RuleSet rules,
      Lanes.Options options,
      boolean refusing,
      Settings settings,
      Listeners listeners) {
    this.options = options;
    this.refusing = refusing;
    this.settings = settings;
    this.listeners = listeners;
    this.lanes = new Lanes(rules, plan(rules), options, settings, listeners);
  }

  private PartitionPlan plan(RuleSet rules) {
    PartitionPlan plan = new PartitionPlan(rules, options.field());
    if (refusing) {
      plan.requireNoneShared();
    }
    return plan;
  }

  /** The ids of the rules that run in the lane that gets all events, with the reason for each. */
  public Map<String, String> sharedRules() {
    return lanes.plan().shared();
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
    if (monitor != null && events % Monitor.EVENTS == 0) {
      // Does not wait: lanes get there in their own time.
      CompletableFuture<Void> unused = publish();
    }
    try {
      lanes.accept(json, source, line);
      return true;
    } catch (EventFormatException e) {
      malformed++;
      return false;
    }
  }

  /** Accepts an event that is part of a buffer, which may change afterwards. */
  public boolean accept(byte[] buffer, int offset, int length, String source, long line) {
    return accept(Arrays.copyOfRange(buffer, offset, offset + length), source, line);
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

  /**
   * Returns the counters of all lanes together, after they have processed all accepted events;
   * after {@link #close}, those at the end.
   */
  public Counters counters() {
    Totals totals = last;
    return totals != null ? totals.counters() : count().join().counters();
  }

  /**
   * The engine for monitoring, which other threads may read while this one works; see {@link
   * Engine#monitor}. Events that wait in the queues of lanes are counted once a lane has taken
   * them.
   */
  public EngineMXBean monitor() {
    Monitor known = monitor;
    if (known == null) {
      Totals totals = last;
      Totals now = totals != null ? totals : count().join();
      known = new Monitor(now.counters(), now.now());
      monitor = known;
    }
    return known;
  }

  /** The summed counts of all lanes. */
  private record Totals(Counters counters, long now) {}

  /** The totals once the lanes have processed what was accepted. */
  private CompletableFuture<Totals> count() {
    long accepted = events;
    long refused = malformed;
    return lanes
        .count()
        .thenApply(
            counts ->
                new Totals(
                    CounterSums.ofLanes(
                        accepted,
                        refused,
                        counts.ofLanes(),
                        counts.ofPartitions(),
                        listeners.failures()),
                    counts.now()));
  }

  /** Lets the monitor show the totals, once lanes have got there. */
  private CompletableFuture<Void> publish() {
    Monitor shown = monitor;
    return shown == null
        ? CompletableFuture.completedFuture(null)
        : count().thenAccept(totals -> shown.publish(totals.counters(), totals.now()));
  }

  /** As {@link Engine#recordPosition}. */
  public void recordPosition(String source, InputPosition position) {
    checkOpen();
    positions.put(source, position);
  }

  /** The positions up to which inputs have been read, by their names. */
  public Map<String, InputPosition> positions() {
    return Collections.unmodifiableMap(new TreeMap<>(positions));
  }

  /**
   * Writes the state of the engine, once the lanes have processed all accepted events. The snapshot
   * is that of a single engine: an {@link Engine}, or a partitioned one with another field or
   * another number of threads, can be restored from it.
   *
   * @throws IOException if writing fails
   */
  public void snapshot(OutputStream stream) throws IOException {
    checkOpen();
    EngineState all = lanes.gather();
    checkOpen();
    SnapshotFile.write(withOwn(all), stream);
    saved = true;
  }

  private EngineState withOwn(EngineState all) {
    all.counts().events = events;
    all.counts().malformed = malformed;
    all.positions().clear();
    all.positions().putAll(positions);
    return all;
  }

  /**
   * Replaces all that the engine remembers by a snapshot of an {@link Engine} or a partitioned one,
   * whatever its field and number of threads; see {@link Engine#restore}.
   *
   * @throws SnapshotException if the bytes are not a snapshot, damaged, or of a newer release; the
   *     engine has not changed then
   * @throws IOException if reading fails; the engine has not changed then
   */
  public void restore(InputStream stream) throws IOException {
    restore(stream, false);
  }

  /** As {@link #restore}, but of a stream that must end where the snapshot ends. */
  void restore(InputStream stream, boolean whole) throws IOException {
    checkOpen();
    EngineState all = lanes.empty();
    SnapshotFile.read(all, stream, whole);
    takeOver(all);
  }

  private void takeOver(EngineState all) {
    lanes.divide(all);
    events = all.counts().events;
    malformed = all.counts().malformed;
    positions.clear();
    positions.putAll(all.positions());
    checkOpen();
  }

  /**
   * Runs other rules from now on, as {@link Engine#replaceRules} does: rules that look for the same
   * as before keep what they remember and their waiting events, even if another lane runs them now.
   *
   * @return what became of the rules
   * @throws IllegalArgumentException if some of the rules cannot be divided and are to be refused;
   *     the old rules then continue
   */
  public RuleReplacement replaceRules(RuleSet replacement) {
    checkOpen();
    PartitionPlan plan = plan(replacement);
    EngineState all = withOwn(lanes.gather());
    checkOpen();
    Lanes before = lanes;
    lanes = new Lanes(replacement, plan, options, settings, listeners);
    before.stop();
    takeOver(all);
    return RuleChanges.between(before.rules(), replacement);
  }

  /** The rules that are run now. */
  public RuleSet rules() {
    return lanes.rules();
  }

  /**
   * Decides everything that waits, as {@link #finish} does, and ends the threads. If a lane had to
   * stop because a listener failed, waiting events are lost. After any {@link #snapshot} it decides
   * nothing, as {@link Engine#close} explains. Closing an engine again does nothing.
   */
  @Override
  public void close() {
    try {
      if (!closed && !saved && !listeners.isBroken()) {
        finish();
      }
    } finally {
      abandon();
    }
  }

  /** Ends the threads without deciding what waits, which is lost. */
  public void abandon() {
    if (!closed) {
      closed = true;
      try {
        last = count().join();
        if (monitor != null) {
          monitor.publish(last.counters(), last.now());
        }
      } finally {
        lanes.stop();
      }
    }
  }

  private void onAllLanes(Consumer<Engine> action) {
    checkOpen();
    lanes.onAll(action);
    publish().join();
    checkOpen();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The engine is closed.");
    }
    Optional<Throwable> problem = lanes.problem();
    if (problem.isPresent()) {
      throw new IllegalStateException("The engine had to stop: " + problem.get(), problem.get());
    }
  }
}
