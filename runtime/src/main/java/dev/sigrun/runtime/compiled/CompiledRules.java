package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.internal.index.RuleIndex;
import java.util.List;
import java.util.Optional;

/**
 * A compiled set of rules. Implemented by generated code and found as a service, which is why
 * implementations have a public constructor without parameters.
 */
public interface CompiledRules {
  /**
   * Makes the matchers and registers the fields they read.
   *
   * @param fields where to register, possibly shared with other compiled sets
   */
  List<EventMatcher> matchers(Fields fields);

  /**
   * Makes the detectors of the rules that need memory and registers the fields they read.
   *
   * @param fields where to register, possibly shared with other compiled sets
   * @return at most one detector for each rule; none by default
   */
  default List<Detector<?>> detectors(Fields fields) {
    return List.of();
  }

  /**
   * Makes the suppressors of the rules whose alerts are to be suppressed and registers the fields
   * they read.
   *
   * @param fields where to register, possibly shared with other compiled sets
   * @return at most one suppressor for each rule; none by default
   */
  default List<Suppressor> suppressors(Fields fields) {
    return List.of();
  }

  /**
   * Reads which events could satisfy which of the {@link #matchers} and, behind those, of the
   * {@link #detectors}, in their order.
   *
   * @return none by default: then all of them are asked of every event
   */
  default Optional<RuleIndex> index() {
    return Optional.empty();
  }

  /** What is known about the rules, at least about those that have matchers or detectors. */
  List<Rule> rules();
}
