package dev.sigrun.flink.stage;

import dev.sigrun.flink.wire.ClockEntry;
import dev.sigrun.runtime.detector.EventClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The clocks of the partitions that a subtask reads. */
final class PartitionClocks {
  private final TimeSettings settings;
  private final Map<String, PartitionClock> clocks = new HashMap<>();

  /** Of partitions that the subtask has not heard of since the restore, and perhaps never will. */
  private final Map<String, ClockEntry> restored = new HashMap<>();

  /** Of which something was heard last, with its clock: mostly the next event is of it too. */
  private @Nullable String lastSource;

  private @Nullable PartitionClock last;

  PartitionClocks(TimeSettings settings) {
    this.settings = settings;
  }

  /** Adds what a checkpoint holds of a partition, whichever subtask reads it from now on. */
  void restore(ClockEntry entry) {
    // A partition that moved from subtask to subtask may be there twice: the later time counts.
    restored.merge(
        entry.source(),
        entry,
        (left, right) -> left.clock().time() >= right.clock().time() ? left : right);
  }

  /**
   * The entries to keep in a checkpoint.
   *
   * @param forAll whether to keep the partitions that nobody may have heard of since the restore
   */
  List<ClockEntry> entries(boolean forAll) {
    List<ClockEntry> entries = new ArrayList<>();
    clocks.forEach((source, clock) -> entries.add(clock.entry(source)));
    if (forAll) {
      entries.addAll(restored.values());
    }
    return entries;
  }

  /**
   * The clock of a partition, of which something is heard now.
   *
   * @param lookedAt when {@link #lookAt} was called last, or the start
   */
  PartitionClock hear(String source, long lookedAt) {
    PartitionClock clock = source.equals(lastSource) ? last : clocks.get(source);
    if (clock == null) {
      clock = new PartitionClock(settings, lookedAt);
      ClockEntry entry = restored.remove(source);
      if (entry != null) {
        clock.restore(entry);
      }
      clocks.put(source, clock);
    }
    lastSource = source;
    last = clock;
    clock.hear();
    return clock;
  }

  /** Looks at the wall clock, which is done often enough to tell silence from speech. */
  void lookAt(long now) {
    clocks.values().forEach(clock -> clock.lookAt(now));
  }

  /** Forgets that time passed while nothing could be heard, because the job itself was busy. */
  void excuse(long millis) {
    clocks.values().forEach(clock -> clock.excuse(millis));
  }

  /** Whether nothing was heard of any partition for so long that none holds time back. */
  boolean areSilent(long now) {
    return clocks.values().stream().allMatch(clock -> isSilent(clock, now));
  }

  /** The time of the partition that is furthest; {@link EventClock#NO_TIME} if none has any. */
  long latest() {
    return clocks.values().stream()
        .mapToLong(PartitionClock::time)
        .max()
        .orElse(EventClock.NO_TIME);
  }

  /** The time of the slowest partition that is not silent, or of all if all are. */
  OptionalLong slowest(long now) {
    long slowest = Long.MAX_VALUE;
    long slowestOfAll = Long.MAX_VALUE;
    for (PartitionClock clock : clocks.values()) {
      if (clock.time() != EventClock.NO_TIME) {
        slowestOfAll = Math.min(slowestOfAll, clock.time());
        if (!isSilent(clock, now)) {
          slowest = Math.min(slowest, clock.time());
        }
      }
    }
    long found = slowest == Long.MAX_VALUE ? slowestOfAll : slowest;
    return found == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(found);
  }

  private boolean isSilent(PartitionClock clock, long now) {
    return clock.isSilentSince(now, settings.idle().toMillis());
  }
}
