package dev.sigrun.flink.job;

import dev.sigrun.flink.rules.RulesLocation;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The options of a job, checked as far as that is possible without a broker. */
final class JobSettings {
  /** A place of an event has room for this many topics, see {@link EventDeserializer}. */
  private static final int MAX_TOPICS = EventDeserializer.MAX_TOPICS;

  private final Configuration options;
  private final List<String> problems = new ArrayList<>();
  private final OffsetsInitializer start;

  private JobSettings(Configuration options) {
    this.options = options;
    SigrunOptions.all().forEach(this::check);
    if (problems.isEmpty()) {
      checkTopics();
      checkTransactionTimeout();
      checkAnnouncements();
    }
    this.start = problems.isEmpty() ? parsedStart() : OffsetsInitializer.earliest();
    if (kafka().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
      problems.add(
          "The option "
              + SigrunOptions.KAFKA
              + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG
              + " is missing: the addresses of brokers, such as broker-1:9092,broker-2:9092.");
    }
  }

  /**
   * The settings of these options.
   *
   * @throws JobProblem if an option is missing or has a value that it cannot have
   */
  static JobSettings of(Configuration options) {
    JobSettings settings = new JobSettings(options);
    if (!settings.problems.isEmpty()) {
      throw new JobProblem(settings.problems);
    }
    return settings;
  }

  private void check(ConfigOption<?> option) {
    try {
      Optional<?> value = options.getOptional(option);
      boolean isRequired =
          option.equals(SigrunOptions.EVENTS) || option.equals(SigrunOptions.ALERTS);
      if (isRequired && value.isEmpty()) {
        problems.add("The option " + option.key() + " is missing.");
      } else if (value.isPresent() && value.get() instanceof Duration duration) {
        checkDuration(option, duration);
      }
    } catch (IllegalArgumentException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      problems.add("The option " + option.key() + " has a wrong value. " + reason.getMessage());
    }
  }

  private void checkDuration(ConfigOption<?> option, Duration duration) {
    if (duration.toDays() > 100_000) {
      problems.add("The option " + option.key() + " is longer than 100,000 days.");
    }
  }

  private void checkTransactionTimeout() {
    String value = kafkaSink().getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    if (!value.matches("[0-9]{1,18}")) {
      problems.add(
          "The property %s is \"%s\", which is not a number of milliseconds."
              .formatted(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, value));
    }
  }

  private void checkAnnouncements() {
    Optional<String> topic = announcementTopic();
    if (topic.isPresent() && isBounded()) {
      problems.add(
          "The option %s does not go with %s: announcements take effect while the job runs."
              .formatted(SigrunOptions.ANNOUNCEMENTS.key(), SigrunOptions.BOUNDED.key()));
    }
    List<String> others = new ArrayList<>(eventTopics());
    others.addAll(outputTopics());
    topic
        .filter(others::contains)
        .ifPresent(
            name ->
                problems.add(
                    "The option %s names %s, which is a topic of events or of output."
                        .formatted(SigrunOptions.ANNOUNCEMENTS.key(), name)));
  }

  private void checkTopics() {
    List<String> events = eventTopics();
    if (events.isEmpty() || events.stream().anyMatch(String::isBlank)) {
      problems.add("The option " + SigrunOptions.EVENTS.key() + " names no topic.");
    }
    if (events.size() > MAX_TOPICS) {
      problems.add(
          "The option %s names %d topics; there can be %d. Start another job for the rest."
              .formatted(SigrunOptions.EVENTS.key(), events.size(), MAX_TOPICS));
    }
    if (new HashSet<>(events).size() < events.size()) {
      problems.add("The option " + SigrunOptions.EVENTS.key() + " names a topic twice.");
    }
    for (ConfigOption<String> output :
        List.of(SigrunOptions.ALERTS, SigrunOptions.DEAD_LETTERS, SigrunOptions.LATE_EVENTS)) {
      options
          .getOptional(output)
          .filter(events::contains)
          .ifPresent(
              topic ->
                  problems.add(
                      "The job would read its own output: "
                          + output.key()
                          + " and "
                          + SigrunOptions.EVENTS.key()
                          + " both name "
                          + topic
                          + "."));
    }
  }

  // The connector has no other way to say it.
  @SuppressWarnings("deprecation")
  private OffsetsInitializer parsedStart() {
    String text = options.get(SigrunOptions.START);
    switch (text.toLowerCase(Locale.ROOT)) {
      case "earliest" -> {
        return OffsetsInitializer.earliest();
      }
      case "latest" -> {
        return OffsetsInitializer.latest();
      }
      case "committed" -> {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      }
      default -> {
        try {
          long time = OffsetDateTime.parse(text).toInstant().toEpochMilli();
          // To brokers, a negative time has another meaning or none.
          if (time >= 0) {
            return OffsetsInitializer.timestamp(time);
          }
        } catch (DateTimeException | ArithmeticException e) {
          // Reported below.
        }
        problems.add(
            "The option %s is \"%s\". It can be earliest, latest, committed, or a time such as"
                    .formatted(SigrunOptions.START.key(), text)
                + " 2026-01-31T08:00:00Z.");
        return OffsetsInitializer.earliest();
      }
    }
  }

  String name() {
    return options.get(SigrunOptions.NAME);
  }

  RulesLocation rules() {
    List<String> jars = options.get(SigrunOptions.RULES);
    return RulesLocation.jars(jars.stream().map(Path::of).toArray(Path[]::new));
  }

  List<String> eventTopics() {
    return options.get(SigrunOptions.EVENTS);
  }

  /** The topic of announcements, if rules may change. */
  Optional<String> announcementTopic() {
    return options.getOptional(SigrunOptions.ANNOUNCEMENTS);
  }

  OffsetsInitializer start() {
    return start;
  }

  boolean isBounded() {
    return options.get(SigrunOptions.BOUNDED);
  }

  Duration maxDrift() {
    return options.get(SigrunOptions.MAX_DRIFT);
  }

  String alertTopic() {
    return options.get(SigrunOptions.ALERTS);
  }

  Optional<String> deadLetterTopic() {
    return options.getOptional(SigrunOptions.DEAD_LETTERS);
  }

  Optional<String> lateEventTopic() {
    return options.getOptional(SigrunOptions.LATE_EVENTS);
  }

  /** All topics that the job writes. */
  List<String> outputTopics() {
    List<String> topics = new ArrayList<>(List.of(alertTopic()));
    deadLetterTopic().ifPresent(topics::add);
    lateEventTopic().ifPresent(topics::add);
    return topics;
  }

  boolean isExactlyOnce() {
    return options.get(SigrunOptions.GUARANTEE) == SigrunOptions.Guarantee.EXACTLY_ONCE;
  }

  /** How long a transaction may stay open, whether an option or a property of Kafka says it. */
  Duration transactionTimeout() {
    return Duration.ofMillis(
        Long.parseLong(kafkaSink().getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)));
  }

  /** The option or property that says it. */
  String transactionTimeoutName() {
    return properties(SigrunOptions.KAFKA, SigrunOptions.KAFKA_SINK)
            .containsKey(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)
        ? ProducerConfig.TRANSACTION_TIMEOUT_CONFIG
        : SigrunOptions.TRANSACTION_TIMEOUT.key();
  }

  Duration lateness() {
    return options.get(SigrunOptions.LATENESS);
  }

  Duration maxJump() {
    return options.get(SigrunOptions.MAX_JUMP);
  }

  Duration idle() {
    return options.get(SigrunOptions.IDLE);
  }

  /** The properties of all clients of Kafka. */
  Properties kafka() {
    return properties(SigrunOptions.KAFKA);
  }

  /** The properties of consumers. */
  Properties kafkaSource() {
    return properties(SigrunOptions.KAFKA, SigrunOptions.KAFKA_SOURCE);
  }

  /** The properties of producers. */
  Properties kafkaSink() {
    Properties properties = properties(SigrunOptions.KAFKA, SigrunOptions.KAFKA_SINK);
    properties.putIfAbsent(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        String.valueOf(options.get(SigrunOptions.TRANSACTION_TIMEOUT).toMillis()));
    return properties;
  }

  private Properties properties(String... prefixes) {
    Properties properties = new Properties();
    Map<String, String> all = options.toMap();
    for (String prefix : prefixes) {
      all.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              properties.setProperty(key.substring(prefix.length()), value);
            }
          });
    }
    return properties;
  }
}
