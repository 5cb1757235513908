package dev.sigrun.runtime;

import java.util.Map;
import java.util.function.LongSupplier;

/** Reads events with Jackson's streaming parser. */
final class JacksonEventReader implements EventReader {
  JacksonEventReader(ReadPlan plan, LongSupplier clock) {}

  public Event read(byte[] b, int o, int l) {
    throw new UnsupportedOperationException();
  }

  public Event read(Map<String, ?> e) {
    throw new UnsupportedOperationException();
  }
}
