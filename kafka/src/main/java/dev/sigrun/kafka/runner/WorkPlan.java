package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.AlertTopic;
import dev.sigrun.kafka.topic.Brokers;
import dev.sigrun.kafka.topic.DeadLetterTopic;
import dev.sigrun.kafka.topic.StartProblem;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a runner can do with its rules and topics. */
public final class WorkPlan {
  private static final Logger LOG = LoggerFactory.getLogger(WorkPlan.class);

  /** How large a piece of a state is at most; a batch of them is a request. */
  private static final int MAX_CHUNK = 900_000;

  private final Settings settings;
  private final RuleSet rules;
  private final Brokers brokers;

  private WorkPlan(Settings settings, RuleSet rules, Brokers brokers) {
    this.settings = settings;
    this.rules = rules;
    this.brokers = brokers;
  }

  /**
   * The work of a runner.
   *
   * @throws StartProblem if no broker answers, a topic does not exist, settings do not fit, or no
   *     rule can be run
   */
  public static Work of(Settings settings, RuleSet rules) {
    return Brokers.ask(
        settings.kafka(),
        "runner",
        settings.name() + "-check",
        brokers -> new WorkPlan(settings, rules, brokers).work());
  }

  private Work work() {
    List<String> topics = new ArrayList<>(List.of(settings.eventTopic(), settings.alertTopic()));
    settings.deadLetterTopic().ifPresent(topics::add);
    Map<String, Integer> sizes = brokers.partitions(topics);
    int partitions = sizes.getOrDefault(settings.eventTopic(), 1);
    Map<String, String> leftOut = LeftOut.of(rules, settings.key(), partitions);
    if (leftOut.size() == rules.rules().size()) {
      brokers.add("None of the rules can be run: " + first(leftOut));
    }
    if (brokers.agree()) {
      brokers.checkTransactionTimeout(
          settings.transactionTimeoutName(), settings.transactionTimeout());
    }
    Optional<StateTopic> states =
        brokers.agree() && needsStates(leftOut.keySet())
            ? Optional.of(stateTopic(partitions))
            : Optional.empty();
    Work work =
        new Work(
            settings,
            rules,
            leftOut,
            partitions,
            new AlertTopic(settings.alertTopic(), maxBytes(settings.alertTopic())),
            settings.deadLetterTopic().map(topic -> new DeadLetterTopic(topic, maxBytes(topic))),
            states,
            new Tally());
    if (brokers.agree()) {
      report(leftOut, partitions);
    }
    return work;
  }

  private int maxBytes(String topic) {
    return brokers.agree() ? brokers.maxBytes(topic, settings.producer()) : 1;
  }

  private static String first(Map<String, String> leftOut) {
    return leftOut.entrySet().stream()
        .findFirst()
        .map(each -> each.getKey() + ", because " + each.getValue() + ".")
        .orElse("there are none.");
  }

  /** Whether a rule that is run remembers anything. */
  private boolean needsStates(Set<String> leftOut) {
    boolean detects =
        rules.detectors().stream()
            .filter(each -> !leftOut.contains(each.ruleId()))
            .anyMatch(WorkPlan::remembers);
    return detects
        || rules.suppressors().stream().anyMatch(each -> !leftOut.contains(each.ruleId()));
  }

  private static boolean remembers(Detector<?> detector) {
    try {
      return !(detector.scope() instanceof StateScope.OneEvent);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // A damaged class, which detects nothing.
      return false;
    }
  }

  private StateTopic stateTopic(int partitions) {
    String topic = settings.stateTopic();
    if (brokers.create(topic, partitions, StateTopic.SETTINGS)) {
      LOG.info("Created the topic {} for states, with {} partitions.", topic, partitions);
    } else {
      int existing = brokers.partitions(List.of(topic)).getOrDefault(topic, partitions);
      if (existing < partitions) {
        brokers.add(
            "The topic %s for states has %d partitions, and %s has %d. It needs as many."
                .formatted(topic, existing, settings.eventTopic(), partitions));
      }
    }
    if (brokers.agree()) {
      brokers
          .setting(topic, "cleanup.policy")
          .filter(policy -> !policy.equals("compact"))
          .ifPresent(
              policy ->
                  brokers.add(
                      "The topic %s for states has cleanup.policy=%s, so that brokers would delete states. Set it to compact."
                          .formatted(topic, policy)));
    }
    return new StateTopic(topic, settings.name(), Math.min(MAX_CHUNK, maxBytes(topic)));
  }

  private void report(Map<String, String> leftOut, int partitions) {
    leftOut.forEach(
        (ruleId, reason) ->
            LOG.warn(
                "Leaves out the rule {}: {}, and {}. Flink runs it.",
                name(ruleId),
                reason,
                settings
                    .key()
                    .map(key -> "the topic is partitioned by " + key)
                    .orElse(
                        "no field is given by which the topic is partitioned ("
                            + RunnerOption.KEY.key()
                            + ")")));
    Stream<String> withIndicators =
        rules.detectors().stream()
            .filter(each -> !leftOut.containsKey(each.ruleId()))
            .filter(each -> each.unwrap(IndicatorMatchDetector.class).isPresent())
            .map(each -> each.ruleId());
    withIndicators.forEach(
        ruleId ->
            LOG.warn(
                "The rule {} detects nothing, because the runner has no indicators.",
                name(ruleId)));
    LOG.info(
        "Runs {} rules over {} partitions, and leaves out {}.",
        rules.rules().size() - leftOut.size(),
        partitions,
        leftOut.size());
  }

  private String name(String ruleId) {
    try {
      return rules.rule(ruleId).orElseThrow().name() + " (" + ruleId + ")";
    } catch (RuntimeException e) {
      // A damaged class.
      return ruleId;
    }
  }
}
