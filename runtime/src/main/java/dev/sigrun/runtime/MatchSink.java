package dev.sigrun.runtime;

/** Takes the matches of a rule set. */
@FunctionalInterface
public interface MatchSink {
  /** Called once for each rule that selects {@code event}. */
  void matched(Rule rule, Event event);
}
