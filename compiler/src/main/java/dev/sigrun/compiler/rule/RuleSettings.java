package dev.sigrun.compiler.rule;

import java.util.List;
import java.util.Optional;

/**
 * Settings for running a rule, apart from its query.
 *
 * @param schedule when and over which time it looks
 * @param eventSource where its events come from
 * @param overrides what events may change in their alerts
 * @param suppression when further alerts are held back
 * @param exceptionLists lists kept elsewhere of events that raise no alert
 */
public record RuleSettings(
    RuleSchedule schedule,
    EventSource eventSource,
    AlertOverrides overrides,
    Optional<AlertSuppression> suppression,
    List<ExceptionList> exceptionLists) {
  /** As rules are run that set nothing: the usual schedule, events of any index. */
  public static final RuleSettings DEFAULTS =
      new RuleSettings(
          RuleSchedule.DEFAULTS,
          new EventSource(List.of("*"), Optional.empty()),
          AlertOverrides.NONE,
          Optional.empty(),
          List.of());

  /** Copies the lists. */
  public RuleSettings {
    exceptionLists = List.copyOf(exceptionLists);
  }
}
