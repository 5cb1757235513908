package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.AlertTopic;
import dev.sigrun.kafka.topic.DeadLetterTopic;
import dev.sigrun.runtime.RuleSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parts that all members of a process share.
 *
 * @param leftOut the ids of rules that are not run, each with the reason
 * @param partitions how many the topic of events has
 * @param states where states are; empty if no rule has any
 */
public record Work(
    Settings settings,
    RuleSet rules,
    Map<String, String> leftOut,
    int partitions,
    AlertTopic alerts,
    Optional<DeadLetterTopic> deadLetters,
    Optional<StateTopic> states,
    Tally tally) {
  /** Copies the map, in its order. */
  public Work {
    leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
  }
}
