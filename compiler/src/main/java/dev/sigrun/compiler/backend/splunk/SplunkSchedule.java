package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.rule.RuleSchedule;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When Splunk runs a rule and which time it then searches. Schedules have no time shorter than a
 * minute: what a rule would have looked at in between is added to the time of each search.
 *
 * @param rule when the rule runs
 * @param lookBack how far back it looks
 */
record SplunkSchedule(RuleSchedule rule, Duration lookBack) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Pattern BEFORE_NOW = Pattern.compile("now-(\\d{1,6})([smhdw])");

  static SplunkSchedule of(AnalyzedRule rule) {
    return new SplunkSchedule(rule.rule().schedule(), rule.timing().lookBack());
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
    return rule.period().compareTo(SHORTEST) < 0 ? SHORTEST : rule.period();
  }

  /** How long the time is that a run looks at. */
  Duration span() {
    return lookBack.plus(period()).minus(rule.period());
  }

  /** How long before now that time ends. */
  Duration latest() {
    Matcher before = BEFORE_NOW.matcher(rule.to());
    if (!before.matches()) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(before.group(1));
    return switch (before.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  /** How long before now that time starts. */
  Duration earliest() {
    return span().plus(latest());
  }
}
