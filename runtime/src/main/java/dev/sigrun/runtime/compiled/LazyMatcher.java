package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.List;

/**
 * A matcher that is created when it is first called. Most events are candidates for few rules, so
 * the classes and patterns of all others need not be loaded. A matcher that cannot be created fails
 * for each event that it is called for; other rules are not affected.
 */
public final class LazyMatcher implements EventMatcher {
  private final String ruleId;
  private final OnDemand<EventMatcher> matcher;
  private final List<DateField> timestamps;

  private LazyMatcher(String ruleId, OnDemand<EventMatcher> matcher, List<DateField> timestamps) {
    this.ruleId = ruleId;
    this.matcher = matcher;
    this.timestamps = timestamps;
  }

  /**
   * The matcher of this number.
   *
   * @param ruleId of the rule that it was compiled from
   * @param fields where all fields that it reads are registered
   */
  public static LazyMatcher of(String ruleId, RuleSource source, int number, Fields fields) {
    return new LazyMatcher(
        ruleId,
        new OnDemand<>("matcher of the rule " + ruleId, () -> source.matcher(number, fields)),
        List.of());
  }

  /** The same for which it is now what the first of {@code times} says that an event has. */
  public LazyMatcher withTimestamp(DateField... times) {
    return new LazyMatcher(ruleId, matcher, List.of(times));
  }

  @Override
  public String ruleId() {
    return ruleId;
  }

  /**
   * Whether the rule selects {@code event}.
   *
   * @throws IllegalStateException if the matcher cannot be made
   */
  @Override
  public boolean matches(Event event) {
    return matcher.get().matches(event.asOf(timestamps));
  }
}
