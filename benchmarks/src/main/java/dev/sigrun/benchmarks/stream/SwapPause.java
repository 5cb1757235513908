package dev.sigrun.benchmarks.stream;

import static java.util.Objects.requireNonNull;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.measure.EventTimes;
import dev.sigrun.flink.SigrunDetections;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * How long alerts stay away while all rules of a job are replaced. Some thousand events come each
 * second, of which one in about sixteen raises an alert.
 *
 * @param before the longest time between two alerts in as many seconds without a swap
 * @param during the same from the announcement until some seconds after all stages know the rules
 * @param stage how long a stage was held up, at most
 * @param seconds from the announcement until all stages know the rules
 */
record SwapPause(double before, double during, double stage, double seconds) {
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final long WARM_UP = 10_000;
  private static final long CALM = 8_000;

  /** In each millisecond. */
  private static final int EVENTS = 4;

  private static final AtomicReference<Run> RUNNING = new AtomicReference<>();

  /** Shared by sources and sinks, which are serialized. */
  private static final class Run {
    private final EventBuffer events;
    private final byte[] announcement;
    private final CompletableFuture<Void> announced = new CompletableFuture<>();
    private volatile long last = System.nanoTime();
    private volatile long longest;

    Run(EventBuffer events, byte[] announcement) {
      this.events = events;
      this.announcement = announcement;
    }

    static Run get() {
      return requireNonNull(RUNNING.get(), "no run");
    }

    PlacedEvent event(long index) {
      if (index % EVENTS == 0) {
        Cpu.sleep(1);
      }
      byte[] event = events.copy((int) (index % events.size()));
      EventTimes.shift(event, index / events.size());
      return PlacedEvent.at("memory-0", 0, index, System.currentTimeMillis(), event);
    }

    PlacedEvent announcement() {
      return PlacedEvent.at("announced-0", 0, 0, System.currentTimeMillis(), announcement);
    }

    StreamAlert alerted(StreamAlert alert) {
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
      return alert;
    }

    /** The longest pause since this was asked last. */
    double takeLongest() {
      double taken = longest / 1e9;
      longest = 0;
      return taken;
    }
  }

  /** Runs a job over some seconds, in which the same rules come in another jar. */
  static SwapPause of(Path jar, Jobs jobs, EventBuffer events, Path folder) throws Exception {
    Path other = Files.createDirectories(folder).resolve("other.jar");
    copy(jar, other);
    Run run = new Run(events, announcement(other));
    RUNNING.set(run);
    Metrics.reset();
    JobClient job = start(jar, jobs).executeAsync("swap");
    try {
      await(() -> Metrics.sum("matches") > 0);
      Cpu.sleep(WARM_UP);
      run.takeLongest();
      Cpu.sleep(CALM);
      double before = run.takeLongest();
      long begun = System.nanoTime();
      run.announced.complete(null);
      await(() -> Metrics.leastGauge("newestVersion") >= 1);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Cpu.sleep(CALM);
      double during = run.takeLongest();
      return new SwapPause(before, during, Metrics.greatestGauge("swapMs") / 1e3, seconds);
    } finally {
      job.cancel().get();
    }
  }

  private static StreamExecutionEnvironment start(Path jar, Jobs jobs) {
    Configuration configuration = jobs.configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    DataStream<PlacedEvent> announcements =
        environment.fromSource(
            new DataGeneratorSource<>(
                index -> Run.get().announcement(), 2, SwapPause::once, SigrunDetections.EVENT_TYPE),
            WatermarkStrategy.noWatermarks(),
            "announcements",
            SigrunDetections.EVENT_TYPE);
    SigrunDetections detections =
        SigrunDetections.builder(RulesLocation.jars(jar))
            .allowedLateness(jobs.lateness())
            .announcements(announcements)
            .build(Jobs.events(environment, index -> Run.get().event(index), Long.MAX_VALUE));
    detections
        .alerts()
        .map(alert -> Run.get().alerted(alert))
        .returns(detections.alerts().getType())
        .sinkTo(new DiscardingSink<>());
    return environment;
  }

  /**
   * Lets the first record pass when it is time, and the next never: checkpoints are not held up.
   */
  private static <S extends SourceSplit> RateLimiter<S> once(int parallelism) {
    AtomicBoolean isPast = new AtomicBoolean();
    return count ->
        isPast.getAndSet(true)
            ? new CompletableFuture<>()
            : Run.get().announced.minimalCompletionStage();
  }

  /** Something that comes true. */
  private interface Condition {
    boolean isTrue();
  }

  private static void await(Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.isTrue()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The rules are not replaced after " + PATIENCE);
      }
      Cpu.sleep(20);
    }
  }

  /** The same rules in a file that differs. */
  private static void copy(Path jar, Path other) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(other))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
      }
      out.setComment("the same rules");
    }
  }

  private static byte[] announcement(Path jar) throws Exception {
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    return """
        {"rules": {"name": "other", "from": "2000-01-01T00:00:00Z", "jars": [{"uri": "%s", "sha256": "%s"}]}}
        """
        .formatted(jar.toUri(), digest)
        .getBytes(StandardCharsets.UTF_8);
  }
}
