package dev.sigrun.benchmarks;

import dev.sigrun.benchmarks.events.GenerateEvents;
import java.io.IOException;

/** Starts what the first argument names. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) throws IOException {
    GenerateEvents.main(args);
  }
}
