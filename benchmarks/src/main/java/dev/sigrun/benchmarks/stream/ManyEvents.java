package dev.sigrun.benchmarks.stream;

import static java.util.Objects.requireNonNull;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.measure.EventTimes;
import dev.sigrun.flink.record.PlacedEvent;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ten million events through a job, whose memory must not grow with their number. */
final class ManyEvents {
  static final long COUNT = 10_000_000;
  private static final int STEPS = 10;

  /** For sources, which travel as bytes. */
  private static final AtomicReference<ManyEvents> RUNNING = new AtomicReference<>();

  private final EventBuffer events;
  private final long count;
  private final Report report;

  /** Takes what is measured. */
  interface Report {
    /** After so many events, so many bytes are in use. */
    void used(long count, long bytes);
  }

  private ManyEvents(EventBuffer events, long count, Report report) {
    this.events = events;
    this.count = count;
    this.report = report;
  }

  /** Runs the job to its end. */
  static void run(Jobs jobs, EventBuffer events, long count, Report report) throws Exception {
    RUNNING.set(new ManyEvents(events, count, report));
    StreamExecutionEnvironment environment = jobs.environment(1);
    jobs.add(environment, index -> requireNonNull(RUNNING.get(), "no run").event(index), count + 1);
    environment.execute("many events");
  }

  private PlacedEvent event(long index) {
    if (index % (count / STEPS) == 0) {
      Cpu.awaitQuiet();
      report.used(index, Cpu.usedHeap());
    }
    byte[] event = events.copy((int) (index % events.size()));
    EventTimes.shift(event, index / events.size());
    return PlacedEvent.at("memory-0", 0, index, System.currentTimeMillis(), event);
  }
}
