package dev.sigrun.benchmarks.contender;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.ScanningEventReader;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.io.IOException;

/** Locates the values of the fields that the rules need, and reads none of them. */
final class ScanAlone implements Contender {
  private final ScanningEventReader reader;
  private final ScannedEvent scanned;

  ScanAlone(RuleSet rules) {
    if (!(rules.reader(() -> 0) instanceof ScanningEventReader scanning)) {
      throw new IllegalArgumentException("The reader of these rules does not scan.");
    }
    this.reader = scanning;
    this.scanned = new ScannedEvent(reader.keys());
  }

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    try {
      reader.scan(bytes, offset, length, scanned);
      return scanned.valueCount();
    } catch (EventFormatException e) {
      throw new IOException(e);
    }
  }
}
