package dev.sigrun.benchmarks.stream;

import static java.util.Objects.requireNonNull;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.measure.EventTimes;
import dev.sigrun.flink.record.PlacedEvent;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ten million events through a job, whose memory must not grow with their number. */
final class ManyEvents {
  private static final long COUNT = 10_000_000;
  private static final long STEP = 1_000_000;

  /** For sources, which travel as bytes. */
  private static final AtomicReference<ManyEvents> RUNNING = new AtomicReference<>();

  private final EventBuffer events;
  private final Report report;

  /** Takes what is measured. */
  interface Report {
    /** After so many events, so many bytes are in use. */
    void used(long count, long bytes);
  }

  private ManyEvents(EventBuffer events, Report report) {
    this.events = events;
    this.report = report;
  }

  /** Runs the job to its end. */
  static void run(Jobs jobs, EventBuffer events, Report report) throws Exception {
    RUNNING.set(new ManyEvents(events, report));
    StreamExecutionEnvironment environment = jobs.environment(1);
    jobs.add(environment, index -> requireNonNull(RUNNING.get(), "no run").event(index), COUNT + 1);
    environment.execute("many events");
  }

  private PlacedEvent event(long index) {
    if (index % STEP == 0) {
      Cpu.awaitQuiet();
      report.used(index, Cpu.usedHeap());
    }
    byte[] event = events.copy((int) (index % events.size()));
    EventTimes.shift(event, index / events.size());
    return PlacedEvent.at("memory-0", 0, index, System.currentTimeMillis(), event);
  }
}
