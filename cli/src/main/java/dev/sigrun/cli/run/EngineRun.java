package dev.sigrun.cli.run;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventPipeline;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.FileProblems;
import dev.sigrun.cli.event.LaterProblems;
import dev.sigrun.cli.event.LiveInput;
import dev.sigrun.cli.event.ReadBefore;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.EngineBuilder;
import dev.sigrun.runtime.engine.InputPosition;
import dev.sigrun.runtime.engine.ahead.Preparation;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.FailureListener;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.rule.Rule;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Leads events through an engine, from one saved state to the next. */
public final class EngineRun implements AutoCloseable {
  private static final long SAVE_NANOS = 30_000_000_000L;
  private static final int EVENTS_PER_LOOK = 256;
  private static final String OUT_OF_MEMORY =
      "it needs more memory than is available. Increase the heap size: SIGRUN_JAVA_OPTS=-Xmx4g.";

  /** Small heaps get small bounds, or they would run out of memory before a bound is reached. */
  private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();

  private static final long MOST_STATE_BYTES = 256L << 20;
  private static final long MOST_BUFFERED_BYTES = 128L << 20;
  private static final long TICK_MILLIS = 500;

  private final RuleSet rules;
  private final MemoryOptions options;
  private final TermLessons lessons;
  private final Terminal terminal;
  private final Engine engine;
  private final EventReader reader;
  private final IndicatorFeed indicators;
  private final Optional<RunState> state;
  private final Counters before;
  private final Optional<Instant> now;

  /** One for each thread. */
  private final Queue<Preparation> preparations = new ConcurrentLinkedQueue<>();

  /** Whether an event may have been read in the engine only. */
  private volatile boolean unsure;

  private long sinceSave;
  private long nextSave = System.nanoTime() + SAVE_NANOS;
  private boolean started;
  private long newest;

  /**
   * Prepares a run: restores the state, if there is one.
   *
   * @param lessons those of {@code rules}
   * @param clock the time of the wall
   * @param now what {@code now} is for all events; the time of each event if empty
   * @param timed whether to measure how long each rule works
   * @throws CommandFailure if the state cannot be used
   */
  public EngineRun(
      RuleSet rules,
      MemoryOptions options,
      TermLessons lessons,
      Terminal terminal,
      Clock clock,
      Optional<Instant> now,
      boolean timed,
      DetectionListener detections,
      FailureListener failures) {
    this.rules = rules;
    this.options = options;
    this.lessons = lessons;
    this.terminal = terminal;
    this.reader = rules.reader(clock::millis);
    this.now = now;
    IndicatorLists lists = new IndicatorLists();
    EngineBuilder builder = Engine.builder(rules).referenceData(lists);
    now.ifPresent(builder::now);
    this.engine =
        builder
            .allowedLateness(options.lateness())
            .maxKeysPerRule(options.maxKeysPerRule())
            .maxStateBytes(Math.min(MOST_STATE_BYTES, HEAP_BYTES / 4))
            .maxBufferedBytes(Math.min(MOST_BUFFERED_BYTES, HEAP_BYTES / 8))
            .wallClock(clock::millis)
            .timed(timed)
            .onDetection(detections)
            .onFailure(failures)
            .build();
    this.indicators =
        new IndicatorFeed(options.indicators(), rules, lists, terminal, System::nanoTime);
    this.state = options.state().map(path -> RunState.open(path, engine, terminal));
    this.before = engine.counters();
  }

  /** Trains new terms rules with the baseline. */
  public void teach(EventProblems problems) {
    if (options.baseline().isEmpty()) {
      return;
    }
    try (EventSource baseline = new EventSource(options.baseline(), terminal.in(), problems)) {
      lessons.teach(reader, baseline, problems);
    }
  }

  /**
   * Processes all events of the files that have not been read yet.
   *
   * @param filter which of them count
   * @param threads how many threads prepare events; they are accepted in order by this one
   * @param shown whether to show progress
   */
  public void run(
      List<String> files, TimeFilter filter, FileProblems problems, int threads, boolean shown) {
    InputStream input =
        files.contains(EventFiles.STANDARD_INPUT) ? new LiveInput(terminal.in()) : terminal.in();
    LaterProblems later = new LaterProblems(problems);
    try (EventSource source = new EventSource(files, input, later, readBefore());
        Progress progress = new Progress(terminal, "Running", shown)) {
      ThreadLocal<Preparation> ofThread = ThreadLocal.withInitial(this::newPreparation);
      new EventPipeline<>(
              threads,
              filter,
              line -> prepare(line, ofThread),
              new InOrder(source, problems, progress),
              state.isPresent() ? OptionalLong.of(options.saveEvery()) : OptionalLong.empty())
          .run(source, later);
      end(source);
    }
  }

  private Preparation newPreparation() {
    Preparation preparation = engine.newPreparation();
    preparations.add(preparation);
    return preparation;
  }

  /**
   * The rules that could match none of the events of this run because of fields that these lack,
   * with the fields. The same for any number of threads.
   */
  public Map<Rule, Set<String>> lacking() {
    return unsure
        ? Map.of()
        : rules.lacking(field -> preparations.stream().anyMatch(each -> each.hasSeen(field)));
  }

  private PreparedEvent prepare(EventLine line, ThreadLocal<Preparation> ofThread) {
    try {
      return ofThread.get().prepare(line.bytes());
    } catch (OutOfMemoryError e) {
      unsure = true;
      // There may be enough when it is the only event at work.
      return PreparedEvent.unprepared(line.bytes());
    }
  }

  /** Gives prepared events to the engine, and does what is due in between. */
  private final class InOrder implements EventPipeline.Turn<PreparedEvent> {
    private final EventSource source;
    private final FileProblems problems;
    private final Progress progress;
    private long count;

    InOrder(EventSource source, FileProblems problems, Progress progress) {
      this.source = source;
      this.problems = problems;
      this.progress = progress;
    }

    @Override
    public Optional<EventLine> next(EventSource source) {
      return EngineRun.this.next(source);
    }

    @Override
    public void accept(EventLine line, PreparedEvent event) {
      EngineRun.this.accept(line, event, problems);
      passed();
    }

    @Override
    public void leaveOut(EventLine line) {
      passed();
    }

    private void passed() {
      sinceSave++;
      if (++count % EVENTS_PER_LOOK == 0) {
        indicators.refresh(now());
        progress.update(count, "event", source.share());
      }
    }

    @Override
    public void beforeWaiting() {
      terminal.out().flush();
      indicators.refresh(now());
    }

    @Override
    public void batchDone(Map<String, InputPosition> positions, boolean due) {
      saveIfDue(positions, due);
    }
  }

  /** The next line. While none arrive, time advances without events, and due work is done. */
  private Optional<EventLine> next(EventSource source) {
    long silentSince = System.nanoTime();
    long passed = 0;
    while (!source.await(TICK_MILLIS)) {
      long silence = (System.nanoTime() - silentSince) / 1_000_000;
      if (started && options.idle().isPresent() && silence >= options.idle().get().toMillis()) {
        engine.advanceBy(Duration.ofMillis(silence - passed));
        passed = silence;
        terminal.out().flush();
      }
      indicators.refresh(now());
      if (sinceSave > 0) {
        saveIfDue(source.positions(), false);
      }
    }
    return source.nextAtHand();
  }

  private void saveIfDue(Map<String, InputPosition> positions, boolean due) {
    if (due || System.nanoTime() - nextSave >= 0) {
      save(positions);
    }
  }

  private void accept(EventLine line, PreparedEvent event, FileProblems problems) {
    if (!started) {
      started = true;
      indicators.load(now.map(Instant::toEpochMilli).orElseGet(() -> timeOf(line)));
    }
    if (lessons.awaitBeginning()) {
      begin(line);
    }
    try {
      if (!engine.accept(event, line.source(), line.number())) {
        problems.malformed(line, reason(line));
      }
    } catch (OutOfMemoryError e) {
      // Must not end every run that reads this event again.
      terminal.out().flush();
      problems.malformed(line, OUT_OF_MEMORY);
    }
  }

  private ReadBefore readBefore() {
    return new ReadBefore(
        state.isPresent() ? engine.positions() : Map.of(),
        state.isPresent() && options.waitsForUnfinished());
  }

  /** Notifies detectors when the stream begins. */
  private void begin(EventLine line) {
    try {
      lessons.begin(reader.read(line.bytes()));
    } catch (EventFormatException e) {
      // The engine says the same of it.
    }
  }

  /** The value of {@code now} in a rule's query on indicators. */
  private long now() {
    return now.map(Instant::toEpochMilli).orElseGet(engine::now);
  }

  /** The value of {@code now} when {@code first} arrives. */
  private long timeOf(EventLine first) {
    if (engine.watermark().isEmpty()) {
      try {
        Event event = reader.read(first.bytes());
        return rules.timestamp().values(event).stream()
            .mapToLong(Long::longValue)
            .min()
            .orElse(engine.now());
      } catch (EventFormatException e) {
        return engine.now();
      }
    }
    return engine.now();
  }

  private String reason(EventLine line) {
    try {
      reader.read(line.bytes());
      return "";
    } catch (EventFormatException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A run that another one continues leaves results undecided that depend on time. */
  private void end(EventSource source) {
    if (!started) {
      indicators.load(now());
    }
    newest = engine.now();
    if (state.isEmpty()) {
      engine.finish();
    } else {
      engine.flush();
      save(source.positions());
    }
    terminal.out().flush();
    state.ifPresent(RunState::endCleanly);
  }

  /** Saves the state, if it is kept, once all that was found is written. */
  private void save(Map<String, InputPosition> positions) {
    sinceSave = 0;
    nextSave = System.nanoTime() + SAVE_NANOS;
    state.ifPresent(kept -> kept.save(positions));
  }

  /** Time of the newest event, in milliseconds since 1970. */
  public long newest() {
    return newest;
  }

  /** The times until which new terms rules only learn, for each rule that is still learning. */
  public List<Instant> learning() {
    return lessons.learning(newest);
  }

  /** How long each rule worked in this run, if that is measured. */
  public Map<Rule, Long> nanos() {
    Map<Rule, Long> nanos = new HashMap<>();
    Map<String, RuleCounters> earlier = before.ofRule();
    Map<String, RuleCounters> counters = engine.counters().ofRule();
    for (Rule rule : rules.rules()) {
      RuleCounters now = counters.getOrDefault(rule.ruleId(), RuleCounters.NONE);
      RuleCounters then = earlier.getOrDefault(rule.ruleId(), RuleCounters.NONE);
      nanos.put(rule, now.nanos() - then.nanos());
    }
    return nanos;
  }

  /** The counts of this run. */
  public RunCounts counts() {
    return new RunCounts(before, engine.counters());
  }

  @Override
  public void close() {
    state.ifPresent(RunState::close);
    engine.abandon();
  }
}
