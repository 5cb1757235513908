package dev.sigrun.benchmarks.contender;

import dev.sigrun.runtime.MatchListener;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;

/** Asks the index of the rule set which matchers an event could satisfy, then those. */
final class IndexedRules implements Contender, MatchListener {
  private final MatchSession session;
  private int matches;

  IndexedRules(RuleSet rules) {
    this.session = rules.newSession(() -> 0);
  }

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    matches = 0;
    try {
      session.match(bytes, offset, length, this);
    } catch (EventFormatException e) {
      throw new IOException(e);
    }
    return matches;
  }

  @Override
  public void matched(Rule rule, Event event) {
    matches++;
  }
}
