package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.rules.AnnouncementCheck;
import dev.sigrun.flink.rules.RefusedAnnouncement;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.RuleVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tries announcements in the background, one after the other: jars may be large and far away, and a
 * task that waits for them would hold up the checkpoints of the job. Used by one thread.
 */
final class AnnouncementTrials implements AutoCloseable {
  /** How long the end of a job waits for the trial at hand. */
  private static final long PATIENCE_SECONDS = 10;

  private final AnnouncementCheck check;
  private final Deque<Trial> trials = new ArrayDeque<>();
  private final ExecutorService thread;

  /** The rules that were accepted last. Of the background thread. */
  private RuleVersion current;

  /** An announcement on its way. */
  private record Trial(PlacedEvent announcement, Future<Outcome> outcome) {}

  /**
   * The outcome of a trial.
   *
   * @param accepted without a number; empty if it is refused
   * @param reason why it is refused; otherwise empty
   */
  record Outcome(PlacedEvent announcement, Optional<Announced> accepted, String reason) {}

  /**
   * None yet.
   *
   * @param check which is closed with this
   * @param current the rules that were accepted last
   */
  AnnouncementTrials(AnnouncementCheck check, RuleVersion current, ClassLoader loader) {
    this.check = check;
    this.current = current;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "sigrun-announcements");
              made.setDaemon(true);
              made.setContextClassLoader(loader);
              return made;
            });
  }

  /** Starts a trial, after those before it. */
  void add(PlacedEvent announcement) {
    trials.add(new Trial(announcement, thread.submit(() -> outcome(announcement))));
  }

  private Outcome outcome(PlacedEvent announcement) {
    try {
      Announced accepted = check.accept(announcement.json(), current);
      if (accepted instanceof RuleVersion version) {
        current = version;
      }
      return new Outcome(announcement, Optional.of(accepted), "");
    } catch (RefusedAnnouncement e) {
      return new Outcome(announcement, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** Those whose outcome nobody has taken, in their order. */
  List<PlacedEvent> pending() {
    return trials.stream().map(Trial::announcement).toList();
  }

  /** How many there are of these. */
  int size() {
    return trials.size();
  }

  /** Takes the outcome of the first, if that is known. */
  Optional<Outcome> poll() {
    Trial first = trials.peek();
    return first == null || !first.outcome().isDone() ? Optional.empty() : Optional.of(take());
  }

  /** Takes the outcome of the first, of which there is one, as soon as that is known. */
  Outcome take() {
    try {
      return trials.remove().outcome().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while an announcement was tried.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("An announcement could not be tried.", e.getCause());
    }
  }

  @Override
  public void close() {
    trials.forEach(trial -> trial.outcome().cancel(false));
    trials.clear();
    thread.execute(check::close);
    thread.shutdown();
    try {
      var unused = thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // The thread ends when it is done.
      Thread.currentThread().interrupt();
    }
  }
}
