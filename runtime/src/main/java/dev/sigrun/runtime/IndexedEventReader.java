package dev.sigrun.runtime;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.ScanningEventReader;
import dev.sigrun.runtime.internal.scan.Spares;
import java.util.Map;

/** Reads events so that {@link RuleSet#match} need not call matchers that they cannot satisfy. */
final class IndexedEventReader implements EventReader {
  private final RuleSet rules;
  private final ScanningEventReader reader;
  private final Spares<MatchSession> sessions;

  IndexedEventReader(RuleSet rules, ScanningEventReader reader) {
    this.rules = rules;
    this.reader = reader;
    this.sessions = new Spares<>(() -> rules.newSession(reader));
  }

  @Override
  public Event read(byte[] bytes, int offset, int length) throws EventFormatException {
    MatchSession session = sessions.take();
    try {
      session.read(bytes, offset, length);
      return rules.withCandidates(session.event(), session.matchers());
    } finally {
      session.clear();
      sessions.give(session);
    }
  }

  @Override
  public Event read(Map<String, ?> event) throws EventFormatException {
    return reader.read(event);
  }
}
