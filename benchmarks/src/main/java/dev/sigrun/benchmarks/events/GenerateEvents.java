package dev.sigrun.benchmarks.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes made-up events as NDJSON: {@code GenerateEvents COUNT FILE [SEED]}. */
public final class GenerateEvents {
  private GenerateEvents() {}

  /** Writes the events. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      throw new IllegalArgumentException("Arguments: COUNT FILE [SEED]");
    }
    long seed = args.length == 3 ? Long.parseLong(args[2]) : EventGenerator.DEFAULT_SEED;
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      new EventGenerator(seed).write(stream, Integer.parseInt(args[0]));
    }
  }
}
