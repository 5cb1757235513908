package dev.sigrun.cli.run;

import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.testing.file.ExpectedAlerts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the alerts of each rule, and compares the numbers with those that are expected. */
public final class AlertCounts implements DetectionListener {
  private final List<Rule> rules;
  private final Map<String, Long> alerts = new HashMap<>();

  /** How a number of alerts compares with what is expected. */
  public enum Outcome {
    /** It is as expected. */
    MET,
    /** It is not. */
    FAILED,
    /** The rule did not run, because others were chosen. */
    SKIPPED
  }

  /**
   * A number of alerts beside what is expected.
   *
   * @param name that of the rule; if there is no such rule, what the file calls it
   * @param ruleId the identity of the rule, if there is one
   * @param listed whether the file names the rule
   * @param problem why a number cannot be compared
   */
  public record Result(
      ExpectedAlerts.Count expected,
      String name,
      Optional<String> ruleId,
      long alerts,
      boolean listed,
      Outcome outcome,
      Optional<String> problem) {}

  /** Counts alerts of these rules. */
  public AlertCounts(Collection<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public void detected(Rule rule, Detection detection) {
    alerts.merge(rule.ruleId(), 1L, Long::sum);
  }

  /** The number of alerts of a rule. */
  public long of(Rule rule) {
    return alerts.getOrDefault(rule.ruleId(), 0L);
  }

  /** The rules that have alerts, in the order in which they were given. */
  public List<Rule> alerting() {
    return rules.stream().filter(rule -> of(rule) > 0).toList();
  }

  /**
   * A result for each count of a single rule, then one for each other rule whose number is not as
   * expected of the others.
   *
   * @param some whether some rules of the file were not run because the user chose others
   */
  public List<Result> compare(ExpectedAlerts expected, boolean some) {
    List<Result> results = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    for (ExpectedAlerts.Count count : expected.listed()) {
      List<Rule> called = called(count.rule());
      called.forEach(rule -> listed.add(rule.ruleId()));
      results.add(compare(count, called, some));
    }
    ExpectedAlerts.Count others = expected.others();
    rules.stream()
        .filter(rule -> !listed.contains(rule.ruleId()) && !others.fits(of(rule)))
        .forEach(rule -> results.add(result(others, rule, false)));
    return results;
  }

  /** The rule with this identity; if there is none, those with this name. */
  private List<Rule> called(String text) {
    List<Rule> identified = rules.stream().filter(rule -> rule.ruleId().equals(text)).toList();
    return identified.isEmpty()
        ? rules.stream().filter(rule -> rule.name().equals(text)).toList()
        : identified;
  }

  private Result compare(ExpectedAlerts.Count count, List<Rule> called, boolean some) {
    if (called.size() == 1) {
      return result(count, called.get(0), true);
    }
    boolean skipped = called.isEmpty() && some;
    String problem =
        called.isEmpty()
            ? "no rule that ran has this identity or name" + suggestion(count.rule())
            : called.size() + " rules have this name; write the identity of one";
    return new Result(
        count,
        count.rule(),
        Optional.empty(),
        0,
        true,
        skipped ? Outcome.SKIPPED : Outcome.FAILED,
        Optional.of(problem));
  }

  private String suggestion(String text) {
    String hint = Suggestions.didYouMean(text, rules.stream().map(Rule::name).toList()).toString();
    return hint.isEmpty() ? "" : "." + hint;
  }

  private Result result(ExpectedAlerts.Count count, Rule rule, boolean listed) {
    long found = of(rule);
    return new Result(
        count,
        rule.name(),
        Optional.of(rule.ruleId()),
        found,
        listed,
        count.fits(found) ? Outcome.MET : Outcome.FAILED,
        Optional.empty());
  }
}
