package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which events to read, and when it is. */
public final class EventOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "EVENTS",
      description =
          "Files with one JSON object a line or with JSON documents (arrays of events, CloudTrail's"
              + " Records, objects over several lines), plain or compressed with gzip or zstd, or"
              + " - for standard input. Search hits are read as the events in their _source.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description =
          "The time that 'now' means in rules and alerts, such as 2026-03-01T12:00:00Z. Default:"
              + " the clock.")
  private @Nullable String now;

  /** The files, all of which can be read. */
  public List<String> files() {
    EventSource.requireReadable(files);
    return files;
  }

  /** The user's time, or the one of the environment. */
  public Clock clock(Environment environment) {
    return clock(now, environment);
  }

  /** The time that the user wrote, or the one of the environment. */
  public static Clock clock(@Nullable String now, Environment environment) {
    if (now == null) {
      return environment.clock();
    }
    try {
      return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw CommandFailure.usage("'" + now + "' is no instant such as 2026-03-01T12:00:00Z.");
    }
  }
}
