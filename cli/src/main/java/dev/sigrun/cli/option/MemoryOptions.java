package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventFiles;
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
          "How much older than the newest event an event may be to count for rules that need"
              + " memory; these rules wait that long: 30s, 5m, 0. Default: 1m.")
  private Duration lateness = Duration.ofMinutes(1);

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How long standard input must be silent before time advances without events, so that"
              + " waiting results are decided; events that are older are then late. 0: never."
              + " Default: 1m.")
  private Duration idle = Duration.ofMinutes(1);

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "The folder that keeps the state of rules and the positions in files. The next run"
              + " continues there, even if this one is killed. Standard input cannot be resumed.")
  private @Nullable Path state;

  @Option(
      names = "--save-every",
      paramLabel = "EVENTS",
      description =
          "Save the state after this many events, and every 30 seconds in any case. Default:"
              + " 100000.")
  private @Nullable Long saveEvery;

  @Option(
      names = "--unfinished-lines",
      paramLabel = "HOW",
      description =
          "With --state, how to treat an unfinished line at the end of a file: wait (the next"
              + " run reads it, once the rest has been written) or report (as malformed)."
              + " Default: wait.")
  private @Nullable UnfinishedLines unfinishedLines;

  @Option(
      names = "--building-blocks",
      description = "Also print an alert for each event of a sequence or sample.")
  private boolean buildingBlocks;

  @Option(
      names = "--suppression-updates",
      description =
          "When a group of suppressed alerts ends, print their number in a record with the id"
              + " of the alert.")
  private boolean suppressionUpdates;

  @Option(
      names = "--indicators",
      paramLabel = "FILE",
      description =
          "Threat indicators for indicator match rules: one JSON document per line. The file is"
              + " reloaded when it changes. May be repeated.")
  private List<Path> indicators = new ArrayList<>();

  @Option(
      names = "--warm-up",
      paramLabel = "HOW",
      description =
          "How new terms rules start: history (learn for the length of their history, without"
              + " alerts) or none (every term is new). Default: history.")
  private WarmUp warmUp = WarmUp.HISTORY;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Earlier events, from which new terms rules learn known terms instead of warming up."
              + " May be repeated.")
  private List<String> baseline = new ArrayList<>();

  @Option(
      names = "--tumbling",
      description =
          "Evaluate thresholds only at multiples of the rule's interval, as a scheduler does,"
              + " not at every event.")
  private boolean tumbling;

  @Option(
      names = "--max-keys-per-rule",
      paramLabel = "N",
      description =
          "How many keys (users, hosts and the like) a rule keeps state for; beyond that, the"
              + " least recently used key is evicted. Default: 100000.")
  private int maxKeysPerRule = 100_000;

  /** How to treat an unfinished line at the end of a file. */
  enum UnfinishedLines {
    WAIT,
    REPORT
  }

  /** How new terms rules start without state. */
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
      throw CommandFailure.usage("'--max-keys-per-rule' takes a number of at least 1.");
    }
    if (state == null && saveEvery != null) {
      throw CommandFailure.usage("'--save-every' has no effect without '--state'.");
    }
    if (state == null && unfinishedLines != null) {
      throw CommandFailure.usage(
          "'--unfinished-lines' has no effect without '--state': without state, all lines are read.");
    }
    if (saveEvery() < 1) {
      throw CommandFailure.usage("'--save-every' takes a number of at least 1.");
    }
    EventFiles.requireReadable(baseline);
    if (baseline.contains(EventFiles.STANDARD_INPUT)) {
      throw CommandFailure.usage("A baseline is a file, not standard input.");
    }
    Optional<String> again = state == null ? Optional.empty() : EventFiles.namedAgain(files);
    if (again.isPresent()) {
      throw CommandFailure.usage(
          "With '--state', each file can be named only once: '" + again.get() + "'.");
    }
  }

  public Duration lateness() {
    return lateness;
  }

  /** The silence after which time advances without events; empty if it never does. */
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
