package dev.sigrun.kafka.runner;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of the runner. All other keys of its configuration are properties of Kafka. */
public enum RunnerOption {
  /** Names the group, the transactions and the states. */
  NAME(
      "name",
      "sigrun",
      "names the consumer group, the transactions and the states; must differ between two runners"
          + " with different work, and never change"),
  /** The jars of rules. */
  RULES("rules.jars", null, "jars of compiled rules, separated by commas"),
  /** The topic to read. */
  EVENTS("events.topic", null, "the topic of events, one JSON object in each record"),
  /** The field by which the topic is partitioned. */
  KEY(
      "events.key",
      "",
      "the field by which the topic is partitioned, such as host.id; rules that tie events together"
          + " by other fields are left out"),
  /** Where to begin. */
  START(
      "events.start",
      "earliest",
      "where to begin without a committed offset: earliest, latest, or a time such as"
          + " 2026-01-31T08:00:00Z"),
  /** The topic for alerts. */
  ALERTS("alerts.topic", null, "the topic for alerts, in the format of Elastic Security"),
  /** The topic for input that is not an event. */
  DEAD_LETTERS("dead-letters.topic", "", "a topic for input that is not an event"),
  /** The topic of states. */
  STATE(
      "state.topic",
      "",
      "the compacted topic in which states are kept; by default NAME-state, and created if it does"
          + " not exist"),
  /** How large the state of a partition may be. */
  STATE_BYTES(
      "state.max-bytes",
      "67108864",
      "how many bytes the state of a partition may take, at most 1073741824; the runner stops"
          + " before it loses one that is larger"),
  /** How long a transaction lasts. */
  COMMIT("commit.interval", "5 s", "after how long alerts, offsets and states are committed"),
  /** How long a transaction may stay open. */
  TRANSACTION_TIMEOUT(
      "transaction-timeout",
      "1 min",
      "how long a transaction may stay open; at least twice the interval of commits"),
  /** How late events may be. */
  LATENESS(
      "lateness", "1 min", "how much older than the newest event of its partition an event may be"),
  /** How far ahead events may be. */
  MAX_JUMP(
      "max-jump",
      "1 d",
      "how far ahead of its partition, or of the wall clock, an event may be and still advance"
          + " time"),
  /** How many members of the group a process is. */
  THREADS("threads", "1", "how many members of the group this process is");

  /** The beginning of all keys. */
  static final String PREFIX = "sigrun.";

  private final String name;
  private final Optional<String> defaultValue;
  private final String meaning;

  RunnerOption(String name, @Nullable String value, String meaning) {
    this.name = name;
    this.defaultValue = Optional.ofNullable(value);
    this.meaning = meaning;
  }

  /** The key in a file, such as {@code sigrun.lateness}. */
  public String key() {
    return PREFIX + name;
  }

  /** The value without the option; empty if it is required. */
  public Optional<String> defaultValue() {
    return defaultValue;
  }

  /** Half a sentence for people. */
  public String meaning() {
    return meaning;
  }

  /** The option of a key, with or without its beginning. */
  static Optional<RunnerOption> of(String key) {
    return Stream.of(values())
        .filter(each -> each.key().equals(key) || each.name.equals(key))
        .findFirst();
  }
}
