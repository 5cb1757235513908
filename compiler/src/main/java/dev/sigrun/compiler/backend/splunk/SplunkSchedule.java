package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Timing;
import java.time.Duration;

/**
 * When Splunk runs a rule and which time it then searches. Schedules have no time shorter than a
 * minute: the time that a rule would have searched in between is added to the range of each search.
 *
 * @param runs when the rule itself would run
 */
record SplunkSchedule(Timing.Runs runs) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  static SplunkSchedule of(AnalyzedRule rule) {
    return new SplunkSchedule(rule.timing().runs());
  }

  /** At least as often as the rule runs, at even times; every minute if that is more often. */
  String cron() {
    long minutes = period().toMinutes();
    if (minutes < 60) {
      long even = minutes;
      while (60 % even != 0) {
        even--;
      }
      return even == 1 ? "* * * * *" : "*/" + even + " * * * *";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      while (24 % hours != 0) {
        hours--;
      }
      return hours == 1 ? "0 * * * *" : "0 */" + hours + " * * *";
    }
    return "0 0 * * *";
  }

  /** The time between two runs, or longer. */
  Duration period() {
    return runs.period().compareTo(SHORTEST) < 0 ? SHORTEST : runs.period();
  }

  /** The length of the time range that a run searches. */
  Duration span() {
    return runs.lookBack().plus(period()).minus(runs.period());
  }

  /** The distance from the end of that range to now. */
  Duration latest() {
    return runs.delay();
  }

  /** The distance from the start of that range to now. */
  Duration earliest() {
    return span().plus(latest());
  }
}
