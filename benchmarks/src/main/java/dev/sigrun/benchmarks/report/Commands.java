package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.events.EventShape;
import dev.sigrun.benchmarks.measure.CommandBenchmark;
import dev.sigrun.benchmarks.measure.CommandStartBenchmark;
import dev.sigrun.benchmarks.measure.CopyBenchmark;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of whole commands in the measurements on one version of Java. */
final class Commands {
  private final Results results;

  Commands(Measured measured) {
    this.results = measured.results();
  }

  /** A command over a file of this size. */
  Optional<Results.Row> run(CommandBenchmark.Task task, int megabytes) {
    return results.find(
        "CommandBenchmark.run", "task", task.name(), "megabytes", Integer.toString(megabytes));
  }

  /** A command that has little to do, or that compiles rules. */
  Optional<Results.Row> start(CommandStartBenchmark.Task task) {
    return results.find("CommandStartBenchmark.run", "task", task.name());
  }

  /** Nanoseconds of processor time for each event by which the larger of two files is larger. */
  OptionalDouble nanosOfFurtherEvent(int smaller, int larger) {
    Optional<Results.Row> less = run(CommandBenchmark.Task.EVENT_RULES, smaller);
    Optional<Results.Row> more = run(CommandBenchmark.Task.EVENT_RULES, larger);
    if (less.isEmpty() || more.isEmpty()) {
      return OptionalDouble.empty();
    }
    double millis = more.get().secondary("cpuMillis") - less.get().secondary("cpuMillis");
    double events = more.get().secondary("events") - less.get().secondary("events");
    return OptionalDouble.of(millis * 1e6 / events);
  }

  /** The same relative to the session that matches these events from memory. */
  OptionalDouble furtherEventToSession(int smaller, int larger) {
    OptionalDouble nanos = nanosOfFurtherEvent(smaller, larger);
    Optional<Results.Row> session =
        results.find("ShapeBenchmark.rounds", "shape", EventShape.WINDOWS_ECS.name());
    return nanos.isPresent() && session.isPresent()
        ? OptionalDouble.of(nanos.getAsDouble() / session.get().secondary("all"))
        : OptionalDouble.empty();
  }

  /** Bytes of alerts for a second of processor time, relative to copying them. */
  OptionalDouble alertBytesToCopy() {
    Optional<Results.Row> run = run(CommandBenchmark.Task.ALL_RULES, Plan.MEGABYTES);
    Optional<Results.Row> copy = results.find("CopyBenchmark.line");
    if (run.isEmpty() || copy.isEmpty()) {
      return OptionalDouble.empty();
    }
    double seconds = run.get().secondary("cpuMillis") / 1000;
    double copied = copy.get().median() * CopyBenchmark.LINE_BYTES;
    return OptionalDouble.of(run.get().secondary("outputBytes") / seconds / copied);
  }
}
