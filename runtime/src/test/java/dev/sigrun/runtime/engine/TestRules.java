package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Rules made by hand, over events with the fields {@code host}, {@code kind} and {@code id}. */
final class TestRules implements CompiledRules {
  private final List<Rule> rules = new ArrayList<>();
  private final List<Function<Fields, EventMatcher>> matchers = new ArrayList<>();
  private final List<Function<Fields, Detector<?>>> detectors = new ArrayList<>();
  private final List<Function<Fields, Suppressor>> suppressors = new ArrayList<>();

  /** An event rule for one kind. */
  TestRules event(String ruleId, String kind) {
    rules.add(Rule.of(Map.of("rule_id", ruleId)));
    matchers.add(fields -> new KindMatcher(ruleId, fields.keyword("kind"), kind));
    return this;
  }

  /** An event rule with a matcher of its own. */
  TestRules matcher(String ruleId, Function<Fields, EventMatcher> matcher) {
    rules.add(Rule.of(Map.of("rule_id", ruleId)));
    matchers.add(matcher);
    return this;
  }

  /** An event rule that throws at one kind. */
  TestRules failing(String ruleId, String kind) {
    return failing(
        ruleId,
        kind,
        () -> {
          throw new IllegalStateException("bad");
        });
  }

  /** An event rule that throws an error at one kind. */
  TestRules failing(String ruleId, String kind, Supplier<Error> error) {
    rules.add(Rule.of(Map.of("rule_id", ruleId)));
    matchers.add(fields -> new FailingMatcher(ruleId, kind, fields.keyword("kind"), error));
    return this;
  }

  TestRules detector(String ruleId, Function<Fields, Detector<?>> detector) {
    rules.add(Rule.of(Map.of("rule_id", ruleId, "query", "made by hand")));
    detectors.add(detector);
    return this;
  }

  /** Kind a, then kind b of the same host at most {@code span} milliseconds later. */
  TestRules pairs(String ruleId, long span) {
    return detector(ruleId, fields -> new PairDetector(ruleId, span, "", fields));
  }

  /** Kind a without a kind b of the same host within {@code span} milliseconds. */
  TestRules absent(String ruleId, long span) {
    return detector(ruleId, fields -> new AbsenceDetector(ruleId, span, fields));
  }

  /** Suppresses alerts of a rule that is already there, by host. */
  TestRules suppressed(String ruleId, Duration window) {
    return suppressed(ruleId, window, "");
  }

  /** The same by a suppressor with this fingerprint. */
  TestRules suppressed(String ruleId, Duration window, String fingerprint) {
    return suppressor(
        fields ->
            new Suppressor(ruleId, SuppressionPlan.groupedByElement(window, fields.keyword("host")))
                .withFingerprint(fingerprint));
  }

  TestRules suppressor(Function<Fields, Suppressor> suppressor) {
    suppressors.add(suppressor);
    return this;
  }

  RuleSet build() {
    return RuleSet.of(this);
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    return matchers.stream().map(each -> each.apply(fields)).toList();
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    List<Detector<?>> made = new ArrayList<>();
    detectors.forEach(each -> made.add(each.apply(fields)));
    return made;
  }

  @Override
  public List<Suppressor> suppressors(Fields fields) {
    return suppressors.stream().map(each -> each.apply(fields)).toList();
  }

  @Override
  public List<Rule> rules() {
    return rules;
  }

  static byte[] event(long time, String host, String kind, int id) {
    return ("{\"@timestamp\":"
            + time
            + ",\"host\":\""
            + host
            + "\",\"kind\":\""
            + kind
            + "\",\"id\":"
            + id
            + "}")
        .getBytes(UTF_8);
  }

  private record FailingMatcher(
      String ruleId, String kind, KeywordField field, Supplier<Error> error)
      implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      if (field.values(event).contains(kind)) {
        throw error.get();
      }
      return false;
    }
  }
}
