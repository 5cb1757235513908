package dev.sigrun.cli.option;

import dev.sigrun.cli.event.TimeRange;
import dev.sigrun.cli.terminal.CommandFailure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the time whose events a command reads. */
public final class TimeRangeOptions {
  /** A time as it may be written, from the longest form to the shortest; UTC without a zone. */
  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Read only events of this time or later: 2026-03-01T12:00:00Z, 2026-03-01 (midnight,"
              + " UTC), or 2h, which is two hours before the current time or that of --now."
              + " Events without a readable time are left out.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "Read only events before this time, written like that of --from:"
              + " '--from 2026-03-01 --to 2026-03-02' is one day.")
  private @Nullable String to;

  /** One of the options that the user gave, if any. */
  public Optional<String> anyGiven() {
    return from != null
        ? Optional.of("--from")
        : to != null ? Optional.of("--to") : Optional.empty();
  }

  /**
   * The range; all of the time if the user gave no option.
   *
   * @param clock tells what durations are counted back from
   * @throws CommandFailure if a time cannot be read, or the range is empty
   */
  public TimeRange range(Clock clock) {
    Instant now = clock.instant();
    Optional<Instant> first = Optional.ofNullable(from).map(text -> time("--from", text, now));
    Optional<Instant> end = Optional.ofNullable(to).map(text -> time("--to", text, now));
    if (first.isPresent() && end.isPresent() && !first.get().isBefore(end.get())) {
      throw CommandFailure.usage(
          "'--from %s' is not before '--to %s', so no event is between them."
              .formatted(first.get(), end.get()));
    }
    return new TimeRange(first, end);
  }

  /**
   * Refuses a wrong range before anything else is done.
   *
   * @throws CommandFailure as {@link #range}
   */
  public void check(Clock clock) {
    TimeRange unused = range(clock);
  }

  private static Instant time(String option, String text, Instant now) {
    for (Function<String, Instant> form : FORMS) {
      try {
        return form.apply(text);
      } catch (DateTimeException e) {
        // The next form may be the one.
      }
    }
    return Durations.parse(text)
        .map(now::minus)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "'%s' takes a time such as 2026-03-01T12:00:00Z, 2026-03-01 or 2h, found '%s'."
                        .formatted(option, text)));
  }
}
