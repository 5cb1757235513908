package dev.sigrun.benchmarks.stream;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The processor time of this process: all threads and the collector, but where the system says what
 * each thread takes, not the compiler of the JVM. That is at work long after a start, for either
 * side of a comparison while the other one runs, and comes to an end.
 */
final class Cpu {
  /** How long a process is looked at to find out whether it works, in milliseconds. */
  private static final long LOOK = 100;

  /** The processor time of idle threads in that time. */
  private static final long IDLE_NANOS = 10_000_000;

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private Cpu() {}

  /** In nanoseconds since the start. */
  static long now() {
    return ofProcess() - CompilerTime.now();
  }

  private static long ofProcess() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Collects all garbage, and waits until nothing works any more, the compiler included. */
  static void settle() {
    System.gc();
    awaitQuiet();
  }

  /** Waits until nothing works any more, such as tasks behind a queue. */
  static void awaitQuiet() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      long before = ofProcess();
      sleep(LOOK);
      if (ofProcess() - before < IDLE_NANOS) {
        return;
      }
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring.", e);
    }
  }

  /** The bytes in use after a collection. */
  static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
