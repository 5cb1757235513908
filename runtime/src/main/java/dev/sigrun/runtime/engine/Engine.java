package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.ahead.Preparation;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.EngineMXBean;
import dev.sigrun.runtime.engine.report.FailureListener;
import dev.sigrun.runtime.engine.report.RuleReplacement;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.internal.codec.ChunkedBuffer;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.json.JsonValues;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a rule set on a stream of events.
 *
 * <pre>{@code
 * RuleSet rules = RuleSet.load(getClass().getClassLoader());
 * try (Engine engine = Engine.builder(rules).onAlert(alert -> send(alert.toJson())).build()) {
 *   for (ConsumerRecord<String, byte[]> each : records) {
 *     engine.accept(each.value(), each.topic() + "-" + each.partition(), each.offset() + 1);
 *   }
 * }
 * }</pre>
 *
 * <p>Rules that judge single events answer when the event comes. Rules that need memory get their
 * events in the order of time: an event waits until the newest one is later by more than the
 * allowed lateness. Memory is bounded; evicted and dropped items are counted.
 *
 * <p>{@link #close} decides what still waits, so that a try statement loses nothing; an engine
 * whose state was saved with {@link #snapshot} leaves that to the one that is restored from it.
 *
 * <p>Not safe for concurrent use: one thread at a time calls an engine. To use several threads, see
 * {@link EngineBuilder#partitionedBy}.
 *
 * <p>When the code of a rule fails, that rule skips the event, and the failure is counted and
 * reported to the {@link FailureListener}; a rule that fails often is paused ({@link PausePolicy}).
 * When a {@link DetectionListener} or failure listener throws, the engine passes it on and must not
 * be used afterwards; it can be restored from a snapshot.
 */
public final class Engine implements AutoCloseable {
  private final Settings settings;
  private final Share share;
  private final Listeners listeners;
  private RuleSet rules;
  private Preparation inTurn;
  private EventReader reader;
  private EngineState state;
  private boolean saved;
  private boolean finished;
  private boolean closed;
  private @Nullable Monitor monitor;
  private int untilPublished = Integer.MAX_VALUE;

  Engine(RuleSet rules, Settings settings, Share share, Listeners listeners) {
    this.settings = settings;
    this.share = share;
    this.listeners = listeners;
    this.rules = rules;
    this.inTurn = inTurn(rules);
    this.reader = rules.reader(ruleTime());
    this.state = new EngineState(rules, reader, settings, share, listeners);
  }

  /** The value of {@code now} in rules. */
  private Now ruleTime() {
    return settings.now().map(fixed -> Now.of(() -> fixed)).orElse(Now.ofEventOr(this::now));
  }

  private Preparation inTurn(RuleSet ofRules) {
    return Preparation.inTurn(ofRules, ruleTime(), EngineState.timelineFields(ofRules));
  }

  /** Starts to describe an engine that runs {@code rules}. */
  public static EngineBuilder builder(RuleSet rules) {
    return new EngineBuilder(rules);
  }

  /**
   * Accepts an event. Input that is not a valid event is counted.
   *
   * @param json one JSON object in UTF-8; not copied, so it must not change any more
   * @param source the name of the input
   * @param line the line there, from 1; 0 if there are no lines
   * @return whether it was an event
   */
  public boolean accept(byte[] json, String source, long line) {
    return accept(json, source, line, true);
  }

  /** Accepts an event that another engine may also get; see {@link EngineState#accept}. */
  boolean accept(byte[] json, String source, long line, boolean home) {
    checkOpen();
    return accept(inTurn.prepare(json), source, line, home);
  }

  /**
   * Prepares events for {@link #accept(PreparedEvent, String, long)} on another thread while the
   * engine works. Each thread needs one of its own. Events are judged as if each had come in its
   * turn, whatever the order in which they are prepared.
   */
  public Preparation newPreparation() {
    OptionalLong now = settings.now().map(OptionalLong::of).orElseGet(OptionalLong::empty);
    return Preparation.ahead(rules, now, EngineState.timelineFields(rules), !settings.timed());
  }

  /**
   * Accepts an event that was prepared before. Does the same as for the bytes of the event, and
   * prepares it if that was not done, or not for the rules that are run now.
   *
   * @param source the name of the input
   * @param line the line there, from 1; 0 if there are no lines
   * @return whether it was an event
   */
  public boolean accept(PreparedEvent event, String source, long line) {
    checkOpen();
    return accept(event.isFor(rules) ? event : inTurn.prepare(event.json()), source, line, true);
  }

  private boolean accept(PreparedEvent event, String source, long line, boolean home) {
    state.counts().events += home ? 1 : 0;
    if (event.problem().isPresent()) {
      state.counts().malformed += home ? 1 : 0;
      return false;
    }
    state.accept(event, source, line, home);
    if (--untilPublished <= 0) {
      publish();
    }
    return true;
  }

  /** Advances time for an event that another engine processes; see {@link EngineState#pass}. */
  void pass(long[] times, int from) {
    checkOpen();
    state.pass(times, from);
  }

  /**
   * Accepts an event.
   *
   * @param json one JSON object
   * @param source the name of the input
   * @param line the line there, from 1; 0 if there are no lines
   * @return whether it was an event
   */
  public boolean accept(String json, String source, long line) {
    return accept(json.getBytes(StandardCharsets.UTF_8), source, line);
  }

  /**
   * Accepts an event that is part of a buffer, which may change afterwards.
   *
   * @return whether it was an event
   */
  public boolean accept(byte[] buffer, int offset, int length, String source, long line) {
    return accept(Arrays.copyOfRange(buffer, offset, offset + length), source, line);
  }

  /**
   * Accepts an event that is held as a tree of maps, iterables, arrays, strings, numbers, booleans
   * and null; any other object counts as the string that it prints. It is written as JSON first,
   * which is what alerts and snapshots keep: if you have the bytes, pass them instead.
   *
   * @param event not kept, and not changed
   * @param source the name of the input
   * @param line the place there, from 1; 0 if there are no places
   * @return whether it was an event
   */
  public boolean accept(Map<String, ?> event, String source, long line) {
    checkOpen();
    byte[] json;
    try {
      json = JsonValues.write(event).getBytes(StandardCharsets.UTF_8);
    } catch (UncheckedIOException e) {
      // Nested too deep, or a tree that contains itself.
      state.counts().events++;
      state.counts().malformed++;
      return false;
    }
    return accept(json, source, line);
  }

  /**
   * Advances time without an event, as if one with this {@code time} had arrived: waiting results
   * are decided, and older events become late. For streams that fall silent, from time to time with
   * the wall clock.
   *
   * @param time milliseconds since 1970; nothing happens if a later event has come
   */
  public void advanceTo(long time) {
    checkOpen();
    long limited = Math.min(time, Timeline.END_OF_TIME);
    state.timelines().values().forEach(timeline -> timeline.advanceTo(limited));
    publish();
  }

  /**
   * Advances time relative to the newest event, as {@link #advanceTo} does, independently of the
   * current time: a replayed stream that falls silent does not jump to the present. Nothing happens
   * before the first event.
   *
   * @param duration how much more time has passed
   */
  public void advanceBy(Duration duration) {
    checkOpen();
    state.timelines().values().forEach(timeline -> timeline.advanceBy(duration.toMillis()));
    publish();
  }

  /**
   * Processes everything that arrived without waiting for late events: those that come from now on
   * are late if they are older than the newest so far. Results that depend on time advancing, such
   * as missing-event stages, keep waiting, and so do events that are far ahead of all others.
   */
  public void flush() {
    checkOpen();
    state.timelines().values().forEach(Timeline::flush);
    publish();
  }

  /**
   * Decides everything that waits, as if the stream had ended: processes all events that arrived,
   * however far ahead they may be, and lets time go to its end. Events that come afterwards are
   * late. The counters can still be read, and the engine still has to be closed.
   */
  public void finish() {
    checkOpen();
    state.finish();
    finished = true;
    publish();
  }

  /** The time of the newest event; that of the wall clock before the first. */
  public long now() {
    return state.now();
  }

  /** The time up to which events have been processed; later events of such times are late. */
  public OptionalLong watermark() {
    return state.watermark();
  }

  /** Returns the counters up to now. */
  public Counters counters() {
    return CounterSums.of(state, listeners.failures());
  }

  /**
   * The engine for monitoring, which other threads may read while this one works. Counters are
   * published from the first call on.
   */
  public EngineMXBean monitor() {
    Monitor known = monitor;
    if (known == null) {
      known = new Monitor(counters(), now());
      monitor = known;
      untilPublished = Monitor.EVENTS;
    }
    return known;
  }

  private void publish() {
    untilPublished = Integer.MAX_VALUE;
    if (monitor != null) {
      monitor.publish(counters(), now());
      untilPublished = Monitor.EVENTS;
    }
  }

  /**
   * Records how far an input has been read, which becomes part of snapshots: a program that
   * restores one continues reading there. To be called after the events up to there were accepted
   * and before the snapshot.
   */
  public void recordPosition(String source, InputPosition position) {
    checkOpen();
    state.positions().put(source, position);
  }

  /** The positions up to which inputs have been read, by their names. */
  public Map<String, InputPosition> positions() {
    return Collections.unmodifiableMap(new TreeMap<>(state.positions()));
  }

  /**
   * Writes all that the engine remembers: states, waiting events, times, counters and positions.
   * The engine stays as it is, and the stream stays open.
   *
   * @throws IOException if writing fails
   */
  public void snapshot(OutputStream stream) throws IOException {
    checkOpen();
    SnapshotFile.write(state, stream);
    saved = true;
  }

  /**
   * Replaces all that the engine remembers by what {@link #snapshot} wrote. The rules may differ
   * from those of the snapshot: states of rules that still look for the same are carried over,
   * those of other rules are skipped and counted. Reads no more than the snapshot, and does not
   * close the stream.
   *
   * @throws SnapshotException if the bytes are not a snapshot, damaged, or of a newer release; the
   *     engine has not changed then
   * @throws IOException if reading fails; the engine has not changed then
   */
  public void restore(InputStream stream) throws IOException {
    restore(stream, false);
  }

  /** As {@link #restore}, but of a stream that must end where the snapshot ends. */
  void restoreWhole(InputStream stream) throws IOException {
    restore(stream, true);
  }

  /** Writes the state in the form in which {@link #takeOver} and {@link StateFormat} read it. */
  void writeState(ChunkedBuffer bytes) {
    try {
      StateFormat.write(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
  }

  /** Replaces all that the engine remembers by its share of the written state. */
  void takeOver(ChunkedBuffer bytes) {
    EngineState taken = new EngineState(rules, reader, settings, share, listeners);
    try {
      StateFormat.read(taken, bytes, share);
    } catch (IOException e) {
      throw new UncheckedIOException("The state cannot be divided among lanes.", e);
    }
    state = taken;
    publish();
  }

  private void restore(InputStream stream, boolean whole) throws IOException {
    checkOpen();
    EngineState restored = new EngineState(rules, reader, settings, share, listeners);
    SnapshotFile.read(restored, stream, whole);
    state = restored;
    finished = false;
    publish();
  }

  /**
   * Runs other rules from now on. Rules that look for the same as before keep what they remember
   * and their waiting events: those with the same id and the same query, fields and options that
   * matter to it. The others start with nothing. No event is lost or seen twice; indicators have to
   * be given to the new rules before.
   *
   * @return what became of the rules
   */
  public RuleReplacement replaceRules(RuleSet replacement) {
    checkOpen();
    Preparation newPreparation = inTurn(replacement);
    EventReader newReader = replacement.reader(ruleTime());
    EngineState after = new EngineState(replacement, newReader, settings, share, listeners);
    try {
      ChunkedBuffer bytes = new ChunkedBuffer();
      StateFormat.write(state, new DataOutputStream(bytes));
      StateFormat.read(after, bytes, share);
    } catch (IOException e) {
      throw new UncheckedIOException("The state cannot be transferred to the new rules.", e);
    }
    RuleReplacement changes = RuleChanges.between(rules, replacement);
    rules = replacement;
    inTurn = newPreparation;
    reader = newReader;
    state = after;
    publish();
    return changes;
  }

  /** The rules that are run now. */
  public RuleSet rules() {
    return rules;
  }

  /**
   * Decides all waiting results, as {@link #finish} does, and closes the engine. Leaves them
   * undecided if {@link #snapshot} was ever called, because the stream then continues in the engine
   * that is restored from the snapshot, which has to be given the events after the snapshot again;
   * if the stream has ended instead, call {@link #finish} first. Also leaves them if a listener
   * threw what the engine had to pass on. Closing an engine again does nothing.
   */
  @Override
  public void close() {
    if (!closed && !saved && !finished && !listeners.isBroken()) {
      finish();
    }
    closed = true;
  }

  /** Closes the engine without deciding what waits, which is lost unless a snapshot holds it. */
  public void abandon() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The engine is closed.");
    }
  }
}
