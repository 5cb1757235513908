package dev.sigrun.benchmarks.contender;

import java.io.Closeable;
import java.io.IOException;

/** Takes the bytes of an event and answers how many rules match it. Used by one thread. */
@FunctionalInterface
public interface Contender extends Closeable {
  /**
   * Takes one event.
   *
   * @param bytes one JSON object among others
   * @return how many rules match; for a floor without rules, some number that depends on the event
   */
  int match(byte[] bytes, int offset, int length) throws IOException;

  /** Stops its background threads. Does nothing unless it is overridden. */
  @Override
  default void close() throws IOException {}
}
