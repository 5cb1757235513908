package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.terminal.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How rules that need memory of earlier events are run. */
public final class MemoryOptions {
  private static final long DEFAULT_SAVE_EVERY = 100_000;

  @Option(
      names = "--lateness",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How much older than the newest event an event may be and still count for rules that"
              + " need memory, which wait as long: 30s, 5m, 0. Default: 1m.")
  private Duration lateness = Duration.ofMinutes(1);

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How long standard input must be silent before time goes on without events, so that what"
              + " waits for time to pass is decided; older events are late then. 0: never."
              + " Default: 1m.")
  private Duration idle = Duration.ofMinutes(1);

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keeps what the rules remember and how far the files were read. The next run goes on"
              + " there, also after this one was killed. Standard input is read as it comes.")
  private @Nullable Path state;

  @Option(
      names = "--save-every",
      paramLabel = "EVENTS",
      description =
          "Saves the state after so many events, and every 30 seconds anyway. Default: 100000.")
  private @Nullable Long saveEvery;

  @Option(
      names = "--unfinished-lines",
      paramLabel = "HOW",
      description =
          "What becomes of a line that a file ends in the middle of, with --state: wait (the next"
              + " run reads it, once somebody has written the rest) or report (as malformed)."
              + " Default: wait.")
  private @Nullable UnfinishedLines unfinishedLines;

  @Option(
      names = "--building-blocks",
      description = "Print an alert for each event of a sequence or sample as well.")
  private boolean buildingBlocks;

  @Option(
      names = "--suppression-updates",
      description =
          "When a group of suppressed alerts ends, print how many they were: a record with the id"
              + " of the alert.")
  private boolean suppressionUpdates;

  @Option(
      names = "--indicators",
      paramLabel = "FILE",
      description =
          "What rules of threat indicators compare with: one JSON document a line. Is read again"
              + " when it changes. May be repeated.")
  private List<Path> indicators = new ArrayList<>();

  @Option(
      names = "--warm-up",
      paramLabel = "HOW",
      description =
          "What rules for new terms do at first: history (learn for as long as they look back, and"
              + " stay quiet) or none (everything is new). Default: history.")
  private WarmUp warmUp = WarmUp.HISTORY;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Earlier events, from which rules for new terms learn what is not new. They warm up no"
              + " more then. May be repeated.")
  private List<String> baseline = new ArrayList<>();

  @Option(
      names = "--tumbling",
      description =
          "Look at thresholds only at the multiples of the rule's interval, as a scheduler does,"
              + " not with every event.")
  private boolean tumbling;

  @Option(
      names = "--max-keys-per-rule",
      paramLabel = "N",
      description =
          "How many keys (users, hosts and the like) a rule remembers; the one not used for"
              + " longest is forgotten. Default: 100000.")
  private int maxKeysPerRule = 100_000;

  /** What becomes of a line that a file ends in the middle of. */
  enum UnfinishedLines {
    WAIT,
    REPORT
  }

  /** What rules for new terms do as long as they know nothing. */
  enum WarmUp {
    HISTORY,
    NONE
  }

  /**
   * Refuses what cannot be, before anything is read.
   *
   * @param files the event files
   */
  public void check(List<String> files) {
    if (maxKeysPerRule < 1) {
      throw CommandFailure.usage("'--max-keys-per-rule' takes a number from 1.");
    }
    if (state == null && saveEvery != null) {
      throw CommandFailure.usage("'--save-every' has no effect without '--state'.");
    }
    if (state == null && unfinishedLines != null) {
      throw CommandFailure.usage(
          "'--unfinished-lines' has no effect without '--state': all lines are read then.");
    }
    if (saveEvery() < 1) {
      throw CommandFailure.usage("'--save-every' takes a number from 1.");
    }
    EventSource.requireReadable(baseline);
    if (baseline.contains(EventSource.STANDARD_INPUT)) {
      throw CommandFailure.usage("A baseline is a file, not standard input.");
    }
    if (state != null && files.stream().distinct().count() < files.size()) {
      throw CommandFailure.usage("With '--state', each file can be named only once.");
    }
  }

  public Duration lateness() {
    return lateness;
  }

  /** After which silence time goes on without events; empty if it never does. */
  public Optional<Duration> idle() {
    return idle.isZero() ? Optional.empty() : Optional.of(idle);
  }

  public Optional<Path> state() {
    return Optional.ofNullable(state);
  }

  public long saveEvery() {
    return saveEvery == null ? DEFAULT_SAVE_EVERY : saveEvery;
  }

  /** Whether what a file does not finish is left for the next run. */
  public boolean waitsForUnfinished() {
    return state != null && unfinishedLines != UnfinishedLines.REPORT;
  }

  public boolean buildingBlocks() {
    return buildingBlocks;
  }

  public boolean suppressionUpdates() {
    return suppressionUpdates;
  }

  public List<Path> indicators() {
    return List.copyOf(indicators);
  }

  public boolean warmsUp() {
    return warmUp == WarmUp.HISTORY && baseline.isEmpty();
  }

  public List<String> baseline() {
    return List.copyOf(baseline);
  }

  public boolean tumbling() {
    return tumbling;
  }

  public int maxKeysPerRule() {
    return maxKeysPerRule;
  }
}
