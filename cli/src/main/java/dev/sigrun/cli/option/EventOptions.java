package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.runtime.event.Now;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which events to read, and when it is. */
public final class EventOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "EVENTS",
      description =
          "Files with one JSON object per line or with JSON documents (arrays of events,"
              + " CloudTrail's Records, objects that span several lines), plain or compressed"
              + " with gzip or zstd; - for standard input. For a search hit, the event is"
              + " its _source.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description =
          "The meaning of 'now' in rules, and the time of alerts, such as 2026-03-01T12:00:00Z."
              + " Default: in rules, the time of the event itself; for alerts, the current time.")
  private @Nullable String now;

  /** The files, all of which can be read. */
  public List<String> files() {
    EventFiles.requireReadable(files);
    return files;
  }

  /** The user's time, or the one of the environment. */
  public Clock clock(Environment environment) {
    return clock(now, environment);
  }

  /** The value of {@code now} in rules: set by the user, or the time of each event. */
  public Now now(Environment environment) {
    return now(now, environment);
  }

  /** The value of {@code now} in rules: set by the user, or the time of each event. */
  public static Now now(@Nullable String now, Environment environment) {
    LongSupplier clock = clock(now, environment)::millis;
    return now == null ? Now.ofEventOr(clock) : Now.of(clock);
  }

  /** The value of {@code now} for all events, if the user set one. */
  public Optional<Instant> fixedNow(Environment environment) {
    return now == null ? Optional.empty() : Optional.of(clock(environment).instant());
  }

  /** The time that the user wrote, or the one of the environment. */
  public static Clock clock(@Nullable String now, Environment environment) {
    if (now == null) {
      return environment.clock();
    }
    try {
      return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw CommandFailure.usage("'" + now + "' is not an instant such as 2026-03-01T12:00:00Z.");
    }
  }
}
