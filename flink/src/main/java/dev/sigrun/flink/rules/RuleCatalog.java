package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.RuleKey;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rule set as the stages of a job see it. Immutable and safe to share between threads. */
public final class RuleCatalog {
  private final RuleSet rules;
  private final List<Timeline> timelines = new ArrayList<>();

  /** In the order of the rule set's detectors; null for those that cannot be made. */
  private final List<@Nullable KeyedRule> keyed = new ArrayList<>();

  private final Map<RuleKey, KeyedRule> keyedByKey = new HashMap<>();
  private final Map<String, GroupedRule> groupedById = new HashMap<>();
  private final Map<RuleKey, GroupedRule> groupedByKey = new HashMap<>();
  private final Map<String, String> broken = new TreeMap<>();

  private RuleCatalog(RuleSet rules) {
    this.rules = rules;
    timelines.add(new Timeline(List.of(rules.timestamp())));
  }

  /** The catalogue of {@code rules}. */
  public static RuleCatalog of(RuleSet rules) {
    RuleCatalog catalog = new RuleCatalog(rules);
    rules.detectors().forEach(catalog::add);
    rules.suppressors().forEach(catalog::add);
    return catalog;
  }

  private void add(Detector<?> detector) {
    Rule rule = rule(detector.ruleId());
    int timeline = timeline(detector.timestampFields());
    try {
      Fingerprint fingerprint = Fingerprint.of(rule, detector);
      RuleKey key = RuleKey.of(rule.ruleId(), fingerprint);
      KeyedRule entry = new KeyedRule(key, rule, detector.spread(), timeline);
      keyed.add(entry);
      keyedByKey.put(key, entry);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // A damaged class costs its own rule alone.
      keyed.add(null);
      broken.put(rule.ruleId(), String.valueOf(e.getMessage()));
    }
  }

  private void add(Suppressor suppressor) {
    Rule rule = rule(suppressor.ruleId());
    List<DateField> fields =
        rules.detectors().stream()
            .filter(detector -> detector.ruleId().equals(rule.ruleId()))
            .findFirst()
            .map(Detector::timestampFields)
            .orElse(suppressor.timestampFields());
    RuleKey key =
        RuleKey.of(rule.ruleId(), Fingerprint.ofSuppression(rule, suppressor.fingerprint()));
    GroupedRule entry = new GroupedRule(key, rule, suppressor, timeline(fields));
    groupedById.put(rule.ruleId(), entry);
    groupedByKey.put(key, entry);
  }

  private Rule rule(String ruleId) {
    return rules.rule(ruleId).orElseThrow();
  }

  private int timeline(List<DateField> fields) {
    if (fields.isEmpty()) {
      return 0;
    }
    Timeline wanted = new Timeline(fields);
    for (int i = 0; i < timelines.size(); i++) {
      if (timelines.get(i).name().equals(wanted.name())) {
        return i;
      }
    }
    timelines.add(wanted);
    return timelines.size() - 1;
  }

  /** The rules. */
  public RuleSet rules() {
    return rules;
  }

  /** All timelines; the first is that of {@code @timestamp}. */
  public List<Timeline> timelines() {
    return Collections.unmodifiableList(timelines);
  }

  /** The rule of the detector of this place; empty if its class is damaged. */
  public Optional<KeyedRule> keyed(int detector) {
    return Optional.ofNullable(keyed.get(detector));
  }

  /** The rule of this key; empty if the rules of today do not have it. */
  public Optional<KeyedRule> keyed(RuleKey key) {
    return Optional.ofNullable(keyedByKey.get(key));
  }

  /** How a rule suppresses alerts, if it does. */
  public Optional<GroupedRule> grouped(String ruleId) {
    return Optional.ofNullable(groupedById.get(ruleId));
  }

  /** The rule of the groups of this key; empty if the rules of today do not have it. */
  public Optional<GroupedRule> grouped(RuleKey key) {
    return Optional.ofNullable(groupedByKey.get(key));
  }

  /** The rules whose events all go to one slot, because nothing divides them. */
  public List<Rule> withoutKey() {
    return keyedByKey.values().stream()
        .filter(each -> each.detector().scope() instanceof StateScope.AllEvents)
        .map(KeyedRule::rule)
        .sorted(Comparator.comparing(Rule::ruleId))
        .toList();
  }

  /** The rules that compare events with lists of indicators. */
  public List<Rule> withIndicators() {
    return keyedByKey.values().stream()
        .filter(each -> each.detector().unwrap(IndicatorMatchDetector.class).isPresent())
        .map(KeyedRule::rule)
        .sorted(Comparator.comparing(Rule::ruleId))
        .toList();
  }

  /** The ids of rules whose classes are damaged, in order, with what is wrong. */
  public Map<String, String> broken() {
    return Collections.unmodifiableMap(broken);
  }
}
