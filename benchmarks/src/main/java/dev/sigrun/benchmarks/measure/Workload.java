package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.events.EventGenerator;
import dev.sigrun.benchmarks.events.EventShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The workload to measure, from system properties.
 *
 * @param rules the folder of rules: {@code -Drules=DIR}, {@code rules} by default
 * @param events NDJSON to measure with instead of generated events: {@code -Devents=FILE}
 * @param work where compiled rule sets are kept: {@code -Dwork=DIR}, {@code benchmarks/target/work}
 *     by default
 * @param command the script that starts Sigrun: {@code -Dsigrun=FILE}, {@code sigrun} by default
 */
public record Workload(Path rules, Optional<Path> events, Path work, Path command) {
  private static final int GENERATED = 50_000;

  /** As the properties of this process say. */
  public static Workload ofProperties() {
    return new Workload(
        Path.of(System.getProperty("rules", "rules")).toAbsolutePath(),
        Optional.ofNullable(System.getProperty("events")).map(Path::of).map(Path::toAbsolutePath),
        Path.of(System.getProperty("work", "benchmarks/target/work")).toAbsolutePath(),
        Path.of(System.getProperty("sigrun", "sigrun")).toAbsolutePath());
  }

  /** The properties that give another process the same workload. */
  public List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Drules=" + rules);
    arguments.add("-Dwork=" + work);
    arguments.add("-Dsigrun=" + command);
    events.ifPresent(file -> arguments.add("-Devents=" + file));
    return arguments;
  }

  /** The events: those of the file, or generated ones. */
  public EventBuffer loadEvents() throws IOException {
    if (events.isPresent()) {
      return EventBuffer.read(events.get());
    }
    Path file = work.resolve("events.ndjson");
    return Files.exists(file)
        ? EventBuffer.read(file)
        : EventBuffer.generate(EventShape.MIXED, EventGenerator.DEFAULT_SEED, GENERATED);
  }

  /** Generates the events once for all processes. */
  void prepareEvents() throws IOException {
    Files.createDirectories(work);
    if (events.isEmpty()) {
      EventBuffer generated =
          EventBuffer.generate(EventShape.MIXED, EventGenerator.DEFAULT_SEED, GENERATED);
      Files.write(work.resolve("events.ndjson"), generated.bytes());
    }
  }

  /** A short description of the events. */
  public String describeEvents() {
    return events
        .map(Path::toString)
        .orElse(GENERATED + " generated, seed " + EventGenerator.DEFAULT_SEED);
  }
}
