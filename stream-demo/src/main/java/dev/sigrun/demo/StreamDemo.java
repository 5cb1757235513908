package dev.sigrun.demo;

import dev.sigrun.flink.job.JobProblem;
import dev.sigrun.flink.job.SigrunJob;
import dev.sigrun.runtime.json.JsonFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Shows alerts of sample events as they come: a broker, the job and a generator of events. */
public final class StreamDemo {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 3;

  private static final String EVENTS = "events";
  private static final String ALERTS = "alerts";
  private static final String DEAD_LETTERS = "dead-letters";
  private static final int PARTITIONS = 4;

  private final DemoOptions options;
  private final PrintStream out;
  private final Path folder;
  private final AlertView view;
  private final AtomicBoolean stopped = new AtomicBoolean();
  // For the shutdown hook, which is another thread.
  private volatile @Nullable JobClient job;
  private volatile @Nullable Generator generator;
  private volatile @Nullable Thread reading;

  private StreamDemo(DemoOptions options, PrintStream out, Path folder, boolean colored) {
    this.options = options;
    this.out = out;
    this.folder = folder;
    this.view = new AlertView(out, colored);
  }

  /** Runs the demo; see {@code --help}. */
  public static void main(String... arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (arguments.contains("-h") || arguments.contains("--help")) {
      out.print(DemoOptions.USAGE);
      return OK;
    }
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("sigrun: " + e.getMessage());
      System.err.print(DemoOptions.USAGE);
      return WRONG_USAGE;
    }
    try {
      Path folder = Files.createTempDirectory("sigrun-stream-demo");
      // Before anything logs.
      System.setProperty("org.slf4j.simpleLogger.logFile", folder.resolve("job.log").toString());
      System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
      // Java does not know whether it writes to a terminal; the launcher does.
      boolean colored = Boolean.getBoolean("sigrun.terminal") && System.getenv("NO_COLOR") == null;
      StreamDemo demo = new StreamDemo(options, out, folder, colored);
      Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "demo-end"));
      return demo.run();
    } catch (IOException e) {
      System.err.println("sigrun: " + e.getMessage());
      return FAILED;
    }
  }

  private int run() throws IOException {
    long began = System.nanoTime();
    out.println("Starting a Kafka broker...");
    LocalBroker local = LocalBroker.start(folder.resolve("broker"));
    local.createTopic(EVENTS, PARTITIONS, Map.of());
    local.createTopic(ALERTS, 1, Map.of());
    local.createTopic(DEAD_LETTERS, 1, Map.of());
    out.println("Starting the Flink job...");
    try {
      JobClient started = startJob(local);
      job = started;
      out.printf(
          "Running after %.1f s: topic %s (%d partitions, %s) -> %d slots -> topic %s. Ctrl-C ends it.%n",
          (System.nanoTime() - began) / 1e9,
          EVENTS,
          PARTITIONS,
          local.address(),
          options.slots(),
          ALERTS);
      Generator sending =
          new Generator(SampleEvents.load(), local.address(), EVENTS, options.rate());
      generator = sending;
      Thread thread = new Thread(sending, "generator");
      thread.setDaemon(true);
      thread.start();
      reading = Thread.currentThread();
      return show(started, local);
    } catch (JobProblem e) {
      System.err.println("sigrun: " + e.getMessage());
    } catch (Exception e) {
      if (stopped.get()) {
        return OK;
      }
      System.err.println("sigrun: The job failed: " + e.getMessage());
      lastLines().forEach(System.err::println);
    }
    return FAILED;
  }

  private JobClient startJob(LocalBroker local) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    String temporary = Files.createDirectories(folder.resolve("flink")).toString();
    configuration.set(CoreOptions.TMP_DIRS, temporary);
    configuration.set(WebOptions.TMP_DIR, temporary);
    configuration.set(RestOptions.BIND_PORT, "0");
    // By default, every machine of the network could reach the cluster.
    configuration.set(RestOptions.BIND_ADDRESS, "localhost");
    configuration.set(JobManagerOptions.BIND_HOST, "localhost");
    configuration.set(TaskManagerOptions.BIND_HOST, "localhost");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(options.slots(), configuration);
    List<String> arguments = new ArrayList<>();
    options
        .rules()
        .ifPresent(
            jar ->
                arguments.addAll(List.of("--sigrun.rules.jars", jar.toAbsolutePath().toString())));
    arguments.addAll(
        List.of(
            "--sigrun.kafka.bootstrap.servers",
            local.address(),
            "--sigrun.events.topics",
            EVENTS,
            "--sigrun.alerts.topic",
            ALERTS,
            "--sigrun.dead-letters.topic",
            DEAD_LETTERS,
            "--sigrun.lateness",
            "2s",
            "--sigrun.idle",
            "3s"));
    String name = SigrunJob.addTo(environment, arguments.toArray(new String[0]));
    return environment.executeAsync(name);
  }

  /** Shows alerts until time is up or the job ends. */
  private int show(JobClient job, LocalBroker local) throws Exception {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, local.address(),
            ConsumerConfig.GROUP_ID_CONFIG, "stream-demo",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    long end = System.nanoTime() + Duration.ofSeconds(options.seconds()).toNanos();
    view.start();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(ALERTS));
      while (!stopped.get() && (options.seconds() == 0 || System.nanoTime() < end)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          view.show(record);
        }
        if (isOver(job)) {
          throw new IllegalStateException("it ended by itself.");
        }
      }
    } catch (JsonFormatException e) {
      throw new IllegalStateException("an alert is not JSON.", e);
    }
    return OK;
  }

  private static boolean isOver(JobClient job) throws InterruptedException {
    try {
      return job.getJobStatus().get().isTerminalState();
    } catch (ExecutionException e) {
      // A cluster that has gone does not answer.
      return true;
    }
  }

  private List<String> lastLines() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("job.log"));
      return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Runs in the shutdown hook, whatever ended the demo. */
  private void end() {
    stopped.set(true);
    Generator sending = generator;
    if (sending != null) {
      sending.stop();
      await(reading);
      out.printf("%nSent %,d events; %s.%n", sending.sent(), view.summary());
    }
    cancel(job);
    // The broker, even one that has not answered yet.
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    delete(folder);
  }

  /** The thread that prints, so that its last row is whole. It may wait for this hook itself. */
  private static void await(@Nullable Thread thread) {
    try {
      if (thread != null) {
        thread.join(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the job, and with it the cluster, which would write more files. */
  private static void cancel(@Nullable JobClient job) {
    if (job == null) {
      return;
    }
    try {
      job.cancel().get(5, TimeUnit.SECONDS);
      var unused = job.getJobExecutionResult().get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // Cancelled jobs have no result, and a cluster that has gone does not answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries for a while, because broker and cluster may not have ended yet. */
  private static void delete(Path folder) {
    try {
      for (int i = 0; i < 50 && Files.exists(folder); i++) {
        deleteOnce(folder);
        Thread.sleep(i == 0 ? 0 : 100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deleteOnce(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // Somebody else deletes files here, too.
    }
  }
}
