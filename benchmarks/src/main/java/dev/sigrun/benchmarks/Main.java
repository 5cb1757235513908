package dev.sigrun.benchmarks;

import dev.sigrun.benchmarks.measure.Preparation;
import dev.sigrun.benchmarks.measure.Workload;

/** Starts what the first argument names. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("--prepare")) {
      Preparation.prepare(Workload.ofProperties())
          .forEach((name, fact) -> System.out.println(name + ": " + fact));
    } else {
      org.openjdk.jmh.Main.main(args);
    }
  }
}
