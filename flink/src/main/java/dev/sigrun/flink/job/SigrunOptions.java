package dev.sigrun.flink.job;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The options of the job. They may be arguments of the job, lines of the file that {@code --config}
 * names, or part of the cluster's configuration; the first of these that has an option counts.
 */
public final class SigrunOptions {
  /** The beginning of all keys. */
  public static final String PREFIX = "sigrun.";

  /** The beginning of properties that all Kafka clients of the job get, without the beginning. */
  public static final String KAFKA = PREFIX + "kafka.";

  /** The same for consumers alone. */
  public static final String KAFKA_SOURCE = PREFIX + "kafka-source.";

  /** The same for producers alone. */
  public static final String KAFKA_SINK = PREFIX + "kafka-sink.";

  /** Names the job, its operators, its consumer group and its transactions. */
  public static final ConfigOption<String> NAME =
      ConfigOptions.key(PREFIX + "name")
          .stringType()
          .defaultValue("sigrun")
          .withDescription(
              "Names the job, its operators, its consumer group and its transactions. Must differ"
                  + " between two jobs of a Kafka cluster, and never change.");

  /** Where the rules are. */
  public static final ConfigOption<List<String>> RULES =
      ConfigOptions.key(PREFIX + "rules.jars")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Jars of compiled rules, which every task manager must see under the same paths."
                  + " Without any, the rules on the class path of the job.");

  /** The topic of announcements. */
  public static final ConfigOption<String> ANNOUNCEMENTS =
      ConfigOptions.key(PREFIX + "announcements.topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A topic of one partition with announcements of other rules and of indicators. Who"
                  + " may write to it may run code in the cluster.");

  /** The topics to read. */
  public static final ConfigOption<List<String>> EVENTS =
      ConfigOptions.key(PREFIX + "events.topics")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Topics of events, a JSON object in each record. Only add topics at the end: their"
                  + " order decides the order of events with the same time.");

  /** Where to begin without a checkpoint. */
  public static final ConfigOption<String> START =
      ConfigOptions.key(PREFIX + "events.start")
          .stringType()
          .defaultValue("earliest")
          .withDescription(
              "Where to begin without a checkpoint: earliest, latest, committed (by the consumer"
                  + " group, otherwise earliest), or a time such as 2026-01-31T08:00:00Z.");

  /** Whether to end where the topics end now. */
  public static final ConfigOption<Boolean> BOUNDED =
      ConfigOptions.key(PREFIX + "events.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job ends at what the topics hold when it starts. It does not end if it"
                  + " starts from a savepoint of a job without this option.");

  /** How far a partition may be read ahead of others. */
  public static final ConfigOption<Duration> MAX_DRIFT =
      ConfigOptions.key(PREFIX + "events.max-drift")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How far a partition may be read ahead of the others, by the times of its records."
                  + " Zero for no limit.");

  /** The topic for alerts. */
  public static final ConfigOption<String> ALERTS =
      ConfigOptions.key(PREFIX + "alerts.topic")
          .stringType()
          .noDefaultValue()
          .withDescription("The topic for alerts, in the format of Elastic Security.");

  /** The topic for input that is not an event. */
  public static final ConfigOption<String> DEAD_LETTERS =
      ConfigOptions.key(PREFIX + "dead-letters.topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A topic for input that is not an event. Without one, it is only counted.");

  /** The topic for late events. */
  public static final ConfigOption<String> LATE_EVENTS =
      ConfigOptions.key(PREFIX + "late-events.topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A topic for the places of events that came too late for a rule with memory. Without"
                  + " one, they are only counted.");

  /** Whether output belongs to checkpoints. */
  public static final ConfigOption<Guarantee> GUARANTEE =
      ConfigOptions.key(PREFIX + "guarantee")
          .enumType(Guarantee.class)
          .defaultValue(Guarantee.EXACTLY_ONCE)
          .withDescription(
              "exactly-once: readers with isolation.level=read_committed see each alert once, when"
                  + " its checkpoint is complete. at-least-once: alerts are seen at once, and some"
                  + " twice after a failure.");

  /** How long a transaction may stay open. */
  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key(PREFIX + "transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long a transaction may stay open: longer than the interval of checkpoints and"
                  + " the longest time without the job together, or alerts are lost. At most"
                  + " transaction.max.timeout.ms of the brokers.");

  /** How late events may be. */
  public static final ConfigOption<Duration> LATENESS =
      ConfigOptions.key(PREFIX + "lateness")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How much older than the newest event of its partition an event may be.");

  /** How far ahead events may be. */
  public static final ConfigOption<Duration> MAX_JUMP =
      ConfigOptions.key(PREFIX + "max-jump")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "How far ahead of its partition, or of the wall clock, an event may be and still"
                  + " advance time.");

  /** How long silent partitions hold time back. */
  public static final ConfigOption<Duration> IDLE =
      ConfigOptions.key(PREFIX + "idle")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription("How long a silent partition holds time back. Zero for no limit.");

  private SigrunOptions() {}

  /** The guarantee that readers of the alerts have. */
  public enum Guarantee {
    /** Each alert once. */
    EXACTLY_ONCE,
    /** Each alert at least once. */
    AT_LEAST_ONCE
  }

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        NAME,
        RULES,
        ANNOUNCEMENTS,
        EVENTS,
        START,
        BOUNDED,
        MAX_DRIFT,
        ALERTS,
        DEAD_LETTERS,
        LATE_EVENTS,
        GUARANTEE,
        TRANSACTION_TIMEOUT,
        LATENESS,
        MAX_JUMP,
        IDLE);
  }
}
