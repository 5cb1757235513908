package dev.sigrun.benchmarks.contender;

import dev.sigrun.runtime.MatchListener;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;

/** Reads the event and asks the matcher of every rule in turn. */
final class OneAfterTheOther implements Contender, MatchListener {
  private final RuleSet rules;
  private final EventReader reader;
  private int matches;

  OneAfterTheOther(RuleSet rules) {
    this.rules = rules;
    this.reader = rules.reader(() -> 0);
  }

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    matches = 0;
    try {
      rules.match(reader.read(bytes, offset, length), this);
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
