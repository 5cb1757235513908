package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A matcher that is created when it is first called. Most events are candidates for few rules, so
 * the classes and patterns of all others need not be loaded. A matcher that cannot be created fails
 * for each event that it is called for; other rules are not affected.
 */
public final class LazyMatcher implements EventMatcher {
  private final String ruleId;
  private final RuleSource source;
  private final int number;
  private final Fields fields;
  private final List<DateField> timestamps;
  private volatile @Nullable EventMatcher matcher;

  private LazyMatcher(
      String ruleId, RuleSource source, int number, Fields fields, List<DateField> timestamps) {
    this.ruleId = ruleId;
    this.source = source;
    this.number = number;
    this.fields = fields;
    this.timestamps = timestamps;
  }

  /**
   * The matcher of this number.
   *
   * @param ruleId of the rule that it was compiled from
   * @param fields where all fields that it reads are registered
   */
  public static LazyMatcher of(String ruleId, RuleSource source, int number, Fields fields) {
    return new LazyMatcher(ruleId, source, number, fields, List.of());
  }

  /** The same for which it is now what the first of {@code times} says that an event has. */
  public LazyMatcher withTimestamp(DateField... times) {
    return new LazyMatcher(ruleId, source, number, fields, List.of(times));
  }

  /** The replacement for a matcher that cannot be created. */
  private record Broken(String ruleId, Throwable cause) implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      throw new IllegalStateException(
          "The matcher of the rule " + ruleId + " cannot be loaded: " + cause, cause);
    }
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
    EventMatcher known = matcher;
    return (known == null ? made() : known).matches(event.asOf(timestamps));
  }

  private synchronized EventMatcher made() {
    EventMatcher known = matcher;
    if (known == null) {
      known = make();
      matcher = known;
    }
    return known;
  }

  private EventMatcher make() {
    try {
      return source.matcher(number, fields);
    } catch (LinkageError | RuntimeException e) {
      return new Broken(ruleId, e);
    }
  }
}
