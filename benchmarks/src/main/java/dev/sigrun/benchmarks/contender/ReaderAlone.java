package dev.sigrun.benchmarks.contender;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.io.IOException;

/** Reads the fields that the rules need, and matches nothing. */
final class ReaderAlone implements Contender {
  private final EventReader reader;
  private final DateField timestamp;

  ReaderAlone(RuleSet rules) {
    this.reader = rules.reader(() -> 0);
    this.timestamp = rules.timestamp();
  }

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    try {
      Event event = reader.read(bytes, offset, length);
      return timestamp.exists(event) ? 1 : 0;
    } catch (EventFormatException e) {
      throw new IOException(e);
    }
  }
}
