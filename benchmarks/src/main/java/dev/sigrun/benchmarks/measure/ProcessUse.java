package dev.sigrun.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Runs a command in a process of its own, whose output is thrown away, and notes what it used. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ProcessUse {
  private static final int MILLIS_BETWEEN_SAMPLES = 5;

  /** The unit of the times of a process on Linux. */
  private static final int MILLIS_OF_TICK = 10;

  /** User and system time of a process, then of the children that it waited for. */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  /** Processor time, that of children included, within {@value #MILLIS_OF_TICK} ms. */
  public long cpuMillis;

  /** The most memory that it had at once, if the system tells. */
  public long residentBytes;

  /** How many events were in its file. */
  public long events;

  /** How many bytes it printed, if that is known. */
  public long outputBytes;

  /**
   * Runs a command to its end.
   *
   * @throws IOException if it fails
   */
  void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path facts = Path.of("/proc", Long.toString(process.pid()));
    do {
      cpuMillis = Math.max(cpuMillis, cpuMillis(facts, process));
      residentBytes = Math.max(residentBytes, residentBytes(facts));
    } while (!process.waitFor(MILLIS_BETWEEN_SAMPLES, TimeUnit.MILLISECONDS));
    if (process.exitValue() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
  }

  private static long cpuMillis(Path facts, Process process) {
    try {
      String stat = Files.readString(facts.resolve("stat"));
      // The name of the program is in brackets, and may have blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks * MILLIS_OF_TICK;
    } catch (IOException ended) {
      return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }
  }

  private static long residentBytes(Path facts) {
    try {
      return Files.readAllLines(facts.resolve("status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
