package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.json.JsonValues;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/**
 * Runs a rule set on a stream of events. Event rules answer when the event comes. Rules that need
 * memory get their events in the order of time: an event waits until the newest one is later by
 * more than the allowed lateness. Memory is bounded, and what is given up is counted.
 *
 * <p>Not safe for concurrent use: one thread at a time calls one engine. Whoever has several
 * threads splits the stream into partitions by a field that all rules tie events together by, and
 * gives each partition its own engine; the rule set may be shared among them.
 *
 * <p>When the code of a rule fails, that rule passes the event over, and the failure is counted and
 * told. When the listener throws, the engine passes it on and must not be used any more, as what
 * the listener should have learned is lost; it can be restored from a snapshot.
 */
public final class Engine implements AutoCloseable {
  private static final byte[] MAGIC = "SIGRUNST".getBytes(StandardCharsets.US_ASCII);

  /** Version 2 knows tiebreakers of more types; what is in version 1 means the same. */
  private static final int VERSION = 2;

  private static final int OLDEST_VERSION = 1;

  private static final int HEADER_LENGTH = MAGIC.length + 2 * Integer.BYTES;

  private final RuleSet rules;
  private final Settings settings;
  private final DetectionListener listener;
  private final MatchSession session;
  private final EventReader reader;
  private EngineState state;
  private boolean closed;

  private Engine(RuleSet rules, Settings settings, DetectionListener listener) {
    this.rules = rules;
    this.settings = settings;
    this.listener = listener;
    Now now = settings.now().map(fixed -> Now.of(() -> fixed)).orElse(Now.ofEventOr(this::now));
    this.session = rules.newSession(now);
    this.reader = rules.reader(now);
    this.state = new EngineState(rules, reader, settings, listener);
  }

  /** Starts to describe an engine that runs {@code rules}. */
  public static Builder builder(RuleSet rules) {
    return new Builder(rules);
  }

  /** What an engine keeps to. All but the rule set and the listener have defaults. */
  public static final class Builder {
    private final RuleSet rules;
    private Duration allowedLateness = Duration.ofMinutes(1);
    private Duration maxJump = Duration.ofDays(1);
    private int maxKeysPerRule = 100_000;
    private long maxKeys = 1_000_000;
    private long maxStateBytes = 256L << 20;
    private int maxBufferedEvents = 100_000;
    private long maxBufferedBytes = 128L << 20;
    private LongSupplier wallClock = System::currentTimeMillis;
    private Optional<Long> now = Optional.empty();
    private boolean timed;

    private Builder(RuleSet rules) {
      this.rules = rules;
    }

    /**
     * How much older than the newest event an event may be and still be seen by rules that need
     * memory. It is also how long these rules wait before they answer. 1 minute by default; 0 for
     * events that come in order.
     */
    public Builder allowedLateness(Duration lateness) {
      this.allowedLateness = atMostYears(lateness);
      return this;
    }

    /**
     * How far ahead of all others an event may be and still be trusted, 1 day by default. An event
     * further ahead waits until most of the events of a while are as far, and so does an event
     * further ahead of the wall clock, for ever: a machine whose clock is wrong must not make all
     * other events late.
     */
    public Builder maxJump(Duration jump) {
      this.maxJump = atMostYears(jump);
      return this;
    }

    /** How many keys are remembered for one rule, 100,000 by default. */
    public Builder maxKeysPerRule(int keys) {
      this.maxKeysPerRule = Math.toIntExact(positive(keys));
      return this;
    }

    /** How many keys are remembered for all rules together, 1,000,000 by default. */
    public Builder maxKeys(long keys) {
      this.maxKeys = positive(keys);
      return this;
    }

    /** About how many bytes the states of all rules may take, 256 MiB by default. */
    public Builder maxStateBytes(long bytes) {
      this.maxStateBytes = positive(bytes);
      return this;
    }

    /**
     * How many events wait for their turn at most, counted once for each rule and key that wants
     * them; 100,000 by default. When there are more, the earliest does not wait any longer.
     */
    public Builder maxBufferedEvents(int events) {
      this.maxBufferedEvents = Math.toIntExact(positive(events));
      return this;
    }

    /** About how many bytes the waiting events may take, 128 MiB by default. */
    public Builder maxBufferedBytes(long bytes) {
      this.maxBufferedBytes = positive(bytes);
      return this;
    }

    /**
     * What {@code now} is in the date math of rules, for all events. By default it is the time of
     * each event itself, by the fields that its rule goes by; for an event without a time, that of
     * the newest event.
     */
    public Builder now(Instant now) {
      this.now = Optional.of(now.toEpochMilli());
      return this;
    }

    /**
     * The wall clock, in milliseconds since 1970; that of the system by default. It tells which
     * times lie too far in the future, and is the time of an event that has none if no other event
     * came before.
     */
    public Builder wallClock(LongSupplier clock) {
      this.wallClock = clock;
      return this;
    }

    /** Whether to measure, by samples, how long the detector of each rule works. */
    public Builder timed(boolean timed) {
      this.timed = timed;
      return this;
    }

    /** The engine, which tells {@code listener} what it detects. */
    public Engine build(DetectionListener listener) {
      Settings settings =
          new Settings(
              allowedLateness.toMillis(),
              maxJump.toMillis(),
              maxKeysPerRule,
              maxKeys,
              maxStateBytes,
              maxBufferedEvents,
              maxBufferedBytes,
              wallClock,
              now,
              timed);
      return new Engine(rules, settings, listener);
    }

    private static Duration atMostYears(Duration duration) {
      if (duration.isNegative() || duration.toDays() > 100_000) {
        throw new IllegalArgumentException("Between 0 and 100000 days, not " + duration + ".");
      }
      return duration;
    }

    private static long positive(long number) {
      if (number < 1) {
        throw new IllegalArgumentException("At least 1, not " + number + ".");
      }
      return number;
    }
  }

  /**
   * Takes in an event. What is no event is counted.
   *
   * @param json one JSON object in UTF-8; not copied, so it must not change any more
   * @param source what the input is called
   * @param line the line there, from 1; 0 if there are no lines
   * @return whether it was an event
   */
  public boolean accept(byte[] json, String source, long line) {
    checkOpen();
    state.tally().events++;
    try {
      session.read(json, 0, json.length);
    } catch (EventFormatException e) {
      state.tally().malformed++;
      return false;
    }
    state.accept(session, json, source, line);
    session.clear();
    return true;
  }

  /**
   * Takes in an event that is part of a buffer, which may change afterwards.
   *
   * @return whether it was an event
   */
  public boolean accept(byte[] buffer, int offset, int length, String source, long line) {
    return accept(Arrays.copyOfRange(buffer, offset, offset + length), source, line);
  }

  /**
   * Takes in an event that is held as a tree of maps, iterables, arrays, strings, numbers, booleans
   * and null; any other object counts as the string that it prints. It is written as JSON first,
   * which is what alerts and snapshots keep: whoever has the bytes should give those.
   *
   * @param event not kept, and not changed
   * @param source what the input is called
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
      state.tally().events++;
      state.tally().malformed++;
      return false;
    }
    return accept(json, source, line);
  }

  /**
   * Lets time pass although no event came, as if one of {@code time} had come: what waits for time
   * to pass is decided, and older events become late. For streams that fall silent, from time to
   * time with the wall clock.
   *
   * @param time milliseconds since 1970; nothing happens if a later event has come
   */
  public void advanceTo(long time) {
    checkOpen();
    long limited = Math.min(time, Timeline.END_OF_TIME);
    state.timelines().forEach(timeline -> timeline.advanceTo(limited));
  }

  /**
   * Lets time pass since the newest event, as {@link #advanceTo} does, whatever the events call
   * now: a stream that is replayed and falls silent does not leap into the present. Nothing happens
   * before the first event.
   *
   * @param duration how much more time has passed
   */
  public void advanceBy(Duration duration) {
    checkOpen();
    state.timelines().forEach(timeline -> timeline.advanceBy(duration.toMillis()));
  }

  /**
   * Processes everything that arrived without waiting for late events: those that come from now on
   * are late if they are older than the newest so far. What waits for time to pass, such as an
   * event that must stay missing, goes on waiting, and so do events that are far ahead of all
   * others although others came after them.
   */
  public void flush() {
    checkOpen();
    state.timelines().forEach(Timeline::flush);
  }

  /**
   * Processes everything that arrived, however far ahead it may be, and lets time go to its end, so
   * that everything is decided. Events that come afterwards are late.
   */
  public void finish() {
    checkOpen();
    state.timelines().forEach(Timeline::finish);
  }

  /** The time of the newest event; that of the wall clock before the first. */
  public long now() {
    return state.now();
  }

  /** The time up to which events have been processed; later events of such times are late. */
  public OptionalLong watermark() {
    return state.watermark();
  }

  /** What happened so far. */
  public Counters counters() {
    return state.counters();
  }

  /**
   * Notes how far an input has been read, which becomes part of snapshots: whoever restores one
   * goes on reading there. To be told after the events up to there were taken in, and before the
   * snapshot.
   */
  public void consumed(String source, InputPosition position) {
    checkOpen();
    state.positions().put(source, position);
  }

  /** How far inputs have been read, by their names. */
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
    DataOutputStream out = new DataOutputStream(stream);
    out.write(header(VERSION));
    BlockOutput blocks = new BlockOutput(out);
    DataOutputStream body = new DataOutputStream(blocks);
    state.write(body);
    body.flush();
    blocks.finish();
  }

  /**
   * Replaces all that the engine remembers by what {@link #snapshot} wrote. The rules may differ
   * from those of the snapshot: states of rules that still look for the same are carried over,
   * those of other rules are skipped and counted. Reads no more than the snapshot, and does not
   * close the stream.
   *
   * @throws SnapshotException if the bytes are no snapshot, damaged, or of a newer release; the
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

  private void restore(InputStream stream, boolean whole) throws IOException {
    checkOpen();
    DataInputStream in = new DataInputStream(stream);
    checkHeader(in);
    EngineState restored = new EngineState(rules, reader, settings, listener);
    BlockInput blocks = new BlockInput(in);
    try {
      restored.read(new DataInputStream(blocks));
      if (blocks.read() >= 0) {
        throw new SnapshotException("The snapshot is longer than what it holds.");
      }
      if (whole && in.read() >= 0) {
        throw new SnapshotException(
            "There are bytes behind the end of the snapshot, which Sigrun did not write.");
      }
    } catch (SnapshotException e) {
      throw e;
    } catch (EOFException e) {
      throw new SnapshotException("The snapshot ends before all is read.", e);
    } catch (RuntimeException e) {
      throw new SnapshotException("The snapshot holds what cannot be: " + e.getMessage(), e);
    }
    state = restored;
  }

  /** What every format begins with, later ones too: magic, format, checksum of both. */
  private static byte[] header(int version) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(version);
    CRC32C checksum = new CRC32C();
    checksum.update(header.array(), 0, header.position());
    return header.putInt((int) checksum.getValue()).array();
  }

  private static void checkHeader(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER_LENGTH);
    int known = Math.min(header.length, MAGIC.length);
    if (header.length == 0 || !Arrays.equals(header, 0, known, MAGIC, 0, known)) {
      throw new SnapshotException("This is no snapshot.");
    }
    if (header.length < HEADER_LENGTH) {
      throw new SnapshotException("The snapshot is cut off.");
    }
    int version = ByteBuffer.wrap(header).getInt(MAGIC.length);
    if (!Arrays.equals(header, header(version))) {
      throw new SnapshotException("The snapshot is damaged: its header does not match.");
    }
    if (version > VERSION) {
      throw SnapshotException.newer(version, VERSION);
    }
    if (version < OLDEST_VERSION) {
      throw new SnapshotException(
          "The snapshot has format " + version + ", which no release ever wrote.");
    }
  }

  /** Ends the work. What still waits is not processed: that is for {@link #finish}. */
  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The engine is closed.");
    }
  }
}
