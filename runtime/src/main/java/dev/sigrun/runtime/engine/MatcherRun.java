package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.engine.ahead.Verdict;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.util.Optional;

/** One event rule at work, with its counts. */
final class MatcherRun {
  private final Rule rule;
  private final EventMatcher matcher;
  private final RuleHealth health;
  private long matches;

  MatcherRun(Rule rule, EventMatcher matcher, RuleHealth health) {
    this.rule = rule;
    this.matcher = matcher;
    this.health = health;
  }

  Rule rule() {
    return rule;
  }

  RuleHealth health() {
    return health;
  }

  /** The number of events that it selected. */
  long matches() {
    return matches;
  }

  boolean hasCounted() {
    return matches > 0 || health.hasCounted();
  }

  RuleCounters counters() {
    return new RuleCounters(
        matches,
        0,
        0,
        0,
        0,
        0,
        health.failures(),
        health.pauses(),
        health.skipped(),
        0,
        health.nanos());
  }

  /** Goes on from what a snapshot holds. */
  void restore(long counted, RuleHealth.Saved saved) {
    matches += counted;
    health.restore(saved);
  }

  /**
   * Whether the rule selects {@code event}.
   *
   * @param candidate the place of the rule's matcher among those that could select the event
   * @param record of the same event
   */
  boolean matches(PreparedEvent event, int candidate, EventRecord record) {
    if (health.skips()) {
      return false;
    }
    health.startWork();
    Verdict verdict = event.verdict(candidate).orElseGet(() -> Verdict.of(matcher, event.event()));
    health.stopWork();
    verdict.failure().ifPresent(problem -> health.failed(Optional.of(record), problem));
    matches += verdict.selected() ? 1 : 0;
    return verdict.selected();
  }
}
