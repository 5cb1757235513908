package dev.sigrun.flink.job;

import dev.sigrun.flink.SigrunDetections;
import dev.sigrun.flink.record.PlacedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The job: reads events from topics of Kafka, runs compiled rules over them and writes the alerts
 * to a topic, each exactly once. {@link SigrunOptions} lists its options.
 *
 * <pre>{@code
 * flink run sigrun-flink-job.jar --config sigrun.yaml --sigrun.rules.jars /opt/rules/rules.jar
 * }</pre>
 */
public final class SigrunJob {
  /**
   * Between checkpoints, if the cluster says nothing. Alerts can be read as soon as the checkpoint
   * after them is complete, after a failure too.
   */
  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  /**
   * The longest wait before the job starts again, if the cluster says nothing. Some attempts after
   * the loss of a task manager are in vain, and each lets the next wait longer.
   */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);

  /** After so long without a failure, the next one is the first again. */
  private static final Duration BACKOFF_IS_RESET = Duration.ofMinutes(10);

  /** Divides well among most numbers of slots. */
  private static final int MAX_PARALLELISM = 720;

  /**
   * How many checkpoints in a row may fail while some partitions of a bounded job have ended. More
   * have another reason, such as a storage that cannot be written to.
   */
  private static final int TOLERATED_AT_THE_END = 100;

  private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(500);

  private final JobSettings settings;
  private final Map<String, Integer> maxBytes;

  private SigrunJob(JobSettings settings, Map<String, Integer> maxBytes) {
    this.settings = settings;
    this.maxBytes = maxBytes;
  }

  /**
   * Runs the job with these options.
   *
   * @throws JobProblem if it cannot start as it is configured
   * @throws Exception if it fails
   */
  public static void main(String... arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    String name = addTo(environment, arguments);
    environment.execute(name);
  }

  /**
   * Adds the job to {@code environment}, which is not executed.
   *
   * @return the name of the job
   * @throws JobProblem if it cannot start as it is configured
   */
  public static String addTo(StreamExecutionEnvironment environment, String... arguments) {
    ReadableConfig cluster = environment.getConfiguration();
    Map<String, String> known =
        cluster instanceof Configuration configuration ? configuration.toMap() : Map.of();
    JobSettings settings =
        JobSettings.of(JobArguments.read(known, List.of(arguments), System::getenv));
    SigrunJob job = new SigrunJob(settings, TopicCheck.maxBytes(settings));
    environment.configure(job.defaults(cluster));
    job.build(environment);
    return settings.name();
  }

  /** Options that the cluster does not set. */
  private Configuration defaults(ReadableConfig cluster) {
    Configuration defaults = new Configuration();
    unlessSet(cluster, CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS, defaults);
    if (settings.isBounded()) {
      unlessSet(
          cluster, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED_AT_THE_END, defaults);
    }
    unlessSet(cluster, PipelineOptions.OBJECT_REUSE, true, defaults);
    unlessSet(cluster, PipelineOptions.GENERIC_TYPES, false, defaults);
    unlessSet(cluster, PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM, defaults);
    setRestarts(cluster, defaults);
    return defaults;
  }

  /** Sets how the job starts again after failures, if the cluster does not say. */
  static void setRestarts(ReadableConfig cluster, Configuration defaults) {
    if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isPresent()) {
      return;
    }
    defaults.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    // Flink refuses a longest wait that is shorter than the first.
    Duration first =
        cluster.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF);
    if (first.compareTo(LONGEST_BACKOFF) <= 0) {
      unlessSet(
          cluster,
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          LONGEST_BACKOFF,
          defaults);
    }
    unlessSet(
        cluster,
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        BACKOFF_IS_RESET,
        defaults);
  }

  private static <T> void unlessSet(
      ReadableConfig cluster, ConfigOption<T> option, T value, Configuration defaults) {
    if (cluster.getOptional(option).isEmpty()) {
      defaults.set(option, value);
    }
  }

  private void build(StreamExecutionEnvironment environment) {
    DataStream<PlacedEvent> events =
        environment
            .fromSource(
                source(settings.eventTopics(), settings.start(), settings.name()),
                progress(),
                settings.name() + "-events",
                SigrunDetections.EVENT_TYPE)
            .uid(settings.name() + "-events");
    SigrunDetections detections = detections(events, announcements(environment));
    send(
        detections.alerts(),
        "alerts",
        new AlertRecords(settings.alertTopic(), maxBytes(settings.alertTopic())));
    settings
        .deadLetterTopic()
        .ifPresent(
            topic ->
                send(
                    detections.deadLetters(),
                    "dead-letters",
                    new DeadLetterRecords(topic, maxBytes(topic))));
    settings
        .lateEventTopic()
        .ifPresent(topic -> send(detections.late(), "late-events", new LateEventRecords(topic)));
  }

  /** The announcements, from the first that the topic still has. */
  private Optional<DataStream<PlacedEvent>> announcements(StreamExecutionEnvironment environment) {
    String name = settings.name() + "-announced";
    return settings
        .announcementTopic()
        .map(
            topic ->
                environment
                    .fromSource(
                        source(List.of(topic), OffsetsInitializer.earliest(), name),
                        WatermarkStrategy.noWatermarks(),
                        name,
                        SigrunDetections.EVENT_TYPE)
                    .uid(name)
                    .setParallelism(1));
  }

  private SigrunDetections detections(
      DataStream<PlacedEvent> events, Optional<DataStream<PlacedEvent>> announcements) {
    SigrunDetections.Builder builder =
        SigrunDetections.builder(settings.rules())
            .named(settings.name())
            .allowedLateness(settings.lateness())
            .maxJump(settings.maxJump())
            .idleAfter(settings.idle());
    announcements.ifPresent(builder::announcements);
    try {
      return builder.build(events);
    } catch (IllegalArgumentException e) {
      throw new JobProblem(List.of(String.valueOf(e.getMessage())));
    }
  }

  private int maxBytes(String topic) {
    return maxBytes.getOrDefault(topic, 0);
  }

  private KafkaSource<PlacedEvent> source(
      List<String> topics, OffsetsInitializer start, String group) {
    KafkaSourceBuilder<PlacedEvent> builder =
        KafkaSource.<PlacedEvent>builder()
            .setTopics(topics)
            .setStartingOffsets(start)
            .setDeserializer(new EventDeserializer(topics));
    if (settings.isBounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    Properties properties = settings.kafkaSource();
    properties.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.putIfAbsent("client.id.prefix", group);
    // What a producer took back never happened.
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return inRootLocale(() -> builder.setProperties(properties).build());
  }

  /**
   * The connector makes a word of a constant by the lower case of the default locale. In Turkish
   * that is a word that Kafka does not know, and the job would fail for ever.
   */
  private static <T> T inRootLocale(Supplier<T> work) {
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      return work.get();
    } finally {
      Locale.setDefault(locale);
    }
  }

  private WatermarkStrategy<PlacedEvent> progress() {
    WatermarkStrategy<PlacedEvent> progress = SigrunDetections.sourceProgress();
    if (!settings.idle().isZero()) {
      progress = progress.withIdleness(settings.idle());
    }
    return settings.maxDrift().isZero()
        ? progress
        : progress.withWatermarkAlignment(settings.name(), settings.maxDrift(), ALIGNMENT_INTERVAL);
  }

  private <T> void send(
      DataStream<T> records, String what, KafkaRecordSerializationSchema<T> writer) {
    Properties properties = settings.kafkaSink();
    String name = settings.name() + "-" + what;
    records
        .sinkTo(
            KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(writer)
                .setDeliveryGuarantee(
                    settings.isExactlyOnce()
                        ? DeliveryGuarantee.EXACTLY_ONCE
                        : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(name)
                .build())
        .name(name)
        .uid(name);
  }
}
