package dev.sigrun.benchmarks.contender;

import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.EventFormatException;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.MatchSink;
import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.RuleSet;
import java.io.IOException;

/** Asks the index of the rule set which matchers an event could satisfy, then those. */
final class IndexedRules implements Contender, MatchSink {
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
