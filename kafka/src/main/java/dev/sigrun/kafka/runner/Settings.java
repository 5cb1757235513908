package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.StartProblem;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The options of a runner, checked as far as that is possible without a broker. */
public final class Settings {
  private static final long MAX_STATE = 1L << 30;
  private static final int MAX_THREADS = 256;

  private final Map<String, String> options;
  private final List<String> problems = new ArrayList<>();
  private final Start start;
  private final Duration commitInterval;
  private final Duration transactionTimeout;
  private final Duration lateness;
  private final Duration maxJump;
  private final long maxStateBytes;
  private final int threads;

  /** Where to begin a partition without a committed offset. */
  sealed interface Start {
    /** At its oldest record. */
    record Earliest() implements Start {}

    /** Behind its newest record. */
    record Latest() implements Start {}

    /**
     * At the first record of this time or later.
     *
     * @param millis since 1970
     */
    record At(long millis) implements Start {}
  }

  private Settings(Map<String, String> options) {
    this.options = options;
    for (RunnerOption option : RunnerOption.values()) {
      if (option.defaultValue().isEmpty() && text(option).isBlank()) {
        problems.add("The option " + option.key() + " is missing: " + option.meaning() + ".");
      }
    }
    this.start = parsedStart();
    this.commitInterval = duration(RunnerOption.COMMIT);
    this.lateness = duration(RunnerOption.LATENESS);
    this.maxJump = duration(RunnerOption.MAX_JUMP);
    this.maxStateBytes = number(RunnerOption.STATE_BYTES, MAX_STATE);
    this.threads = (int) number(RunnerOption.THREADS, MAX_THREADS);
    this.transactionTimeout = parsedTimeout();
    if (commitInterval.isZero()) {
      problems.add("The option " + RunnerOption.COMMIT.key() + " is zero.");
    }
    if (problems.isEmpty() && transactionTimeout.compareTo(commitInterval.multipliedBy(2)) < 0) {
      problems.add(
          "%s is %d ms, which is less than twice %s (%d ms): brokers would abort transactions before they are committed."
              .formatted(
                  transactionTimeoutName(),
                  transactionTimeout.toMillis(),
                  RunnerOption.COMMIT.key(),
                  commitInterval.toMillis()));
    }
    checkTopics();
    if (kafka().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
      problems.add(
          "The property bootstrap.servers is missing: the addresses of brokers, such as"
              + " broker-1:9092,broker-2:9092.");
    }
  }

  /**
   * The settings that arguments, and the file that they name, give.
   *
   * @param environment gives the variables of the environment
   * @throws StartProblem if an option is missing, has a wrong value, or does not exist
   */
  public static Settings of(
      List<String> arguments, Function<String, @Nullable String> environment) {
    Settings settings = new Settings(Arguments.read(arguments, environment));
    if (!settings.problems.isEmpty()) {
      throw new StartProblem(settings.problems);
    }
    return settings;
  }

  private String text(RunnerOption option) {
    return options.getOrDefault(option.key(), option.defaultValue().orElse(""));
  }

  private Duration duration(RunnerOption option) {
    Optional<Duration> duration = Durations.parse(text(option));
    if (duration.isEmpty()) {
      problems.add(
          "The option %s is \"%s\", which is not a duration of at most 100,000 days, such as 500 ms, 30 s, 5 min, 1 h or 1 d."
              .formatted(option.key(), text(option)));
    }
    return duration.orElse(Duration.ofSeconds(1));
  }

  private long number(RunnerOption option, long most) {
    try {
      long number = Long.parseLong(text(option));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problems.add(
        "The option %s is \"%s\"; it can be a number from 1 to %d."
            .formatted(option.key(), text(option), most));
    return 1;
  }

  private Start parsedStart() {
    String text = text(RunnerOption.START);
    switch (text.toLowerCase(Locale.ROOT)) {
      case "earliest" -> {
        return new Start.Earliest();
      }
      case "latest" -> {
        return new Start.Latest();
      }
      default -> {
        try {
          long time = OffsetDateTime.parse(text).toInstant().toEpochMilli();
          // To brokers, a negative time has another meaning or none.
          if (time >= 0) {
            return new Start.At(time);
          }
        } catch (DateTimeException | ArithmeticException e) {
          // Said below.
        }
        problems.add(
            "The option %s is \"%s\". It can be earliest, latest, or a time such as"
                    .formatted(RunnerOption.START.key(), text)
                + " 2026-01-31T08:00:00Z.");
        return new Start.Earliest();
      }
    }
  }

  private Duration parsedTimeout() {
    String property =
        properties(Arguments.UNCHECKED, Arguments.PRODUCER)
            .getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    if (property == null) {
      return duration(RunnerOption.TRANSACTION_TIMEOUT);
    }
    if (!property.matches("[0-9]{1,10}")) {
      problems.add(
          "The property "
              + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG
              + " is not a number of milliseconds.");
      return Duration.ofSeconds(1);
    }
    return Duration.ofMillis(Long.parseLong(property));
  }

  private void checkTopics() {
    List<String> topics =
        Stream.of(eventTopic(), alertTopic(), deadLetterTopic().orElse(""), stateTopic())
            .filter(topic -> !topic.isBlank())
            .toList();
    if (new HashSet<>(topics).size() < topics.size()) {
      problems.add(
          "Two of the topics of events, alerts, dead letters and states are the same: " + topics);
    }
  }

  /** Names the consumer group, the transactions and the states. */
  String name() {
    return text(RunnerOption.NAME);
  }

  /** The jars of rules. */
  public List<Path> rules() {
    return Stream.of(text(RunnerOption.RULES).split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(Path::of)
        .toList();
  }

  String eventTopic() {
    return text(RunnerOption.EVENTS);
  }

  /** The field by which the topic is partitioned. */
  Optional<String> key() {
    return Optional.of(text(RunnerOption.KEY)).filter(each -> !each.isBlank());
  }

  Start start() {
    return start;
  }

  String alertTopic() {
    return text(RunnerOption.ALERTS);
  }

  Optional<String> deadLetterTopic() {
    return Optional.of(text(RunnerOption.DEAD_LETTERS)).filter(each -> !each.isBlank());
  }

  String stateTopic() {
    String topic = text(RunnerOption.STATE);
    return topic.isBlank() ? name() + "-state" : topic;
  }

  long maxStateBytes() {
    return maxStateBytes;
  }

  Duration commitInterval() {
    return commitInterval;
  }

  /** How long a transaction may stay open, whether an option or a property of Kafka says it. */
  Duration transactionTimeout() {
    return transactionTimeout;
  }

  /** The option or property that says it. */
  String transactionTimeoutName() {
    return properties(Arguments.UNCHECKED, Arguments.PRODUCER)
            .containsKey(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)
        ? ProducerConfig.TRANSACTION_TIMEOUT_CONFIG
        : RunnerOption.TRANSACTION_TIMEOUT.key();
  }

  Duration lateness() {
    return lateness;
  }

  Duration maxJump() {
    return maxJump;
  }

  /** How many members of the group the process is. */
  public int threads() {
    return threads;
  }

  /** The properties of clients that ask and create. */
  Properties kafka() {
    return forClient(AdminClientConfig.configNames(), Arguments.UNCHECKED);
  }

  /** The properties of consumers of events. */
  Properties consumer() {
    Properties properties =
        forClient(ConsumerConfig.configNames(), Arguments.UNCHECKED, Arguments.CONSUMER);
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, name());
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // What a producer took back never happened.
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    if (!"consumer"
        .equalsIgnoreCase(properties.getProperty(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
      properties.putIfAbsent(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    return properties;
  }

  /** The properties of producers. */
  Properties producer() {
    Properties properties =
        forClient(ProducerConfig.configNames(), Arguments.UNCHECKED, Arguments.PRODUCER);
    properties.putIfAbsent(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(transactionTimeout.toMillis()));
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    return properties;
  }

  /** Without properties of other kinds of clients alone, of which a client would warn. */
  private Properties forClient(Set<String> names, String... prefixes) {
    Properties properties = properties(prefixes);
    properties
        .stringPropertyNames()
        .forEach(
            key -> {
              boolean isOfOthers =
                  ConsumerConfig.configNames().contains(key)
                      || ProducerConfig.configNames().contains(key)
                      || AdminClientConfig.configNames().contains(key);
              if (isOfOthers && !names.contains(key)) {
                properties.remove(key);
              }
            });
    return properties;
  }

  /** Properties that all clients get, then those with these beginnings. */
  private Properties properties(String... prefixes) {
    Properties properties = new Properties();
    options.forEach(
        (key, value) -> {
          if (RunnerOption.of(key).isEmpty()
              && !key.startsWith(Arguments.UNCHECKED)
              && !key.startsWith(Arguments.CONSUMER)
              && !key.startsWith(Arguments.PRODUCER)) {
            properties.setProperty(key, value);
          }
        });
    for (String prefix : prefixes) {
      options.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              properties.setProperty(key.substring(prefix.length()), value);
            }
          });
    }
    return properties;
  }
}
