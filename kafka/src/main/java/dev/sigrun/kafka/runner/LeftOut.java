package dev.sigrun.kafka.runner;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan.Grouping;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that engines cannot run of which each gets one partition: those of which events that
 * belong together may be in several partitions.
 */
final class LeftOut {
  private final Optional<String> key;
  private final Map<String, String> reasons = new HashMap<>();

  /** The rules that keep state for each value of the key. */
  private final Set<String> keyed = new HashSet<>();

  private LeftOut(Optional<String> key) {
    this.key = key;
  }

  /**
   * The ids of the rules, in the order of the set, each with the reason.
   *
   * @param key the field by which the topic is partitioned
   * @param partitions of the topic; with one, all rules can be run
   */
  static Map<String, String> of(RuleSet rules, Optional<String> key, int partitions) {
    Map<String, String> all = new LinkedHashMap<>();
    if (partitions == 1) {
      return all;
    }
    LeftOut leftOut = new LeftOut(key);
    rules.detectors().forEach(leftOut::judge);
    rules.suppressors().forEach(leftOut::judge);
    rules.rules().stream()
        .filter(rule -> leftOut.reasons.containsKey(rule.ruleId()))
        .forEach(rule -> all.put(rule.ruleId(), leftOut.reasons.get(rule.ruleId())));
    return all;
  }

  private void judge(Detector<?> detector) {
    String rule = detector.ruleId();
    try {
      // A rule of new terms has a state for each term then, with fields that can be looked at.
      StateScope scope = detector.spread().scope();
      if (scope instanceof StateScope.AllEvents) {
        reasons.put(rule, "it keeps one state for the events of all partitions");
      } else if (scope instanceof StateScope.EqualKeys keys) {
        judge(rule, keys.fields());
      }
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      reasons.put(rule, "it cannot be loaded: " + e.getMessage());
    }
  }

  private void judge(String rule, List<Optional<Field>> fields) {
    if (fields.stream().anyMatch(field -> isKey(field.map(Field::name)))) {
      keyed.add(rule);
    } else {
      String names =
          fields.stream()
              .map(field -> field.map(Field::name).orElse("fields that differ from part to part"))
              .collect(Collectors.joining(", "));
      reasons.put(rule, "it ties events together by " + names);
    }
  }

  private boolean isKey(Optional<String> name) {
    return key.isPresent() && key.equals(name);
  }

  private void judge(Suppressor suppressor) {
    SuppressionPlan plan = suppressor.plan();
    boolean isDivided =
        plan.grouping() == Grouping.DETECTION_KEY
            ? keyed.contains(suppressor.ruleId())
            : plan.groupBy().stream().anyMatch(field -> isKey(Optional.of(field.name())));
    if (!isDivided) {
      String names = plan.groupBy().stream().map(Field::name).collect(Collectors.joining(", "));
      reasons.putIfAbsent(
          suppressor.ruleId(),
          "it suppresses alerts by " + (names.isEmpty() ? "its own key" : names));
    }
  }
}
