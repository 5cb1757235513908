package dev.sigrun.benchmarks.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes made-up events as NDJSON: {@code GenerateEvents COUNT FILE [SEED [SHAPE]]}. */
public final class GenerateEvents {
  private GenerateEvents() {}

  /** Writes the events. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 4) {
      throw new IllegalArgumentException("Arguments: COUNT FILE [SEED [SHAPE]]");
    }
    long seed = args.length >= 3 ? Long.parseLong(args[2]) : EventGenerator.DEFAULT_SEED;
    EventShape shape = args.length == 4 ? EventShape.of(args[3]) : EventShape.MIXED;
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      new EventGenerator(shape, seed).write(stream, Integer.parseInt(args[0]));
    }
  }
}
