package dev.sigrun.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts over time, whatever time that is: intervals become longer when there are too many, so that
 * memory is bounded and nothing has to be known beforehand.
 */
public final class TimeHistogram {
  /**
   * Round for people, in seconds. What needs longer ones has twice the last, four times, and so on.
   */
  private static final List<Long> STEPS =
      List.of(1L, 5L, 15L, 60L, 300L, 900L, 3_600L, 10_800L, 21_600L, 43_200L, 86_400L, 604_800L);

  /** Millions of years before and after 1970; times beyond count as these. */
  private static final long FARTHEST = 1L << 60;

  private final int mostIntervals;
  private int step;
  private NavigableMap<Long, Map<String, Long>> counts = new TreeMap<>();

  /** A histogram without counts that never has more intervals than this. */
  public TimeHistogram(int mostIntervals) {
    this.mostIntervals = mostIntervals;
  }

  /** Counts one of a kind. */
  public void add(long millis, String kind) {
    long time = Math.max(-FARTHEST, Math.min(FARTHEST, millis));
    counts.computeIfAbsent(start(time), at -> new LinkedHashMap<>()).merge(kind, 1L, Long::sum);
    while (intervals() > mostIntervals) {
      step++;
      NavigableMap<Long, Map<String, Long>> before = counts;
      counts = new TreeMap<>();
      before.forEach(
          (at, each) -> {
            Map<String, Long> sum =
                counts.computeIfAbsent(start(at), start -> new LinkedHashMap<>());
            each.forEach((name, count) -> sum.merge(name, count, Long::sum));
          });
    }
  }

  /** How long an interval is, in milliseconds. */
  long length() {
    int last = STEPS.size() - 1;
    return STEPS.get(Math.min(step, last)) * 1_000 << Math.max(0, step - last);
  }

  private long start(long millis) {
    return Math.floorDiv(millis, length()) * length();
  }

  private long intervals() {
    return counts.isEmpty() ? 0 : (counts.lastKey() - counts.firstKey()) / length() + 1;
  }

  /** How many of all kinds there are in each interval that has some, by its start. */
  NavigableMap<Long, Long> totals() {
    NavigableMap<Long, Long> totals = new TreeMap<>();
    counts.forEach(
        (at, each) -> totals.put(at, each.values().stream().mapToLong(Long::longValue).sum()));
    return totals;
  }

  /** The counts as JSON values: only intervals in which there is something. */
  public Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> intervals = new ArrayList<>();
    counts.forEach(
        (at, each) -> {
          Map<String, @Nullable Object> interval = new LinkedHashMap<>();
          interval.put("at", at);
          interval.put("counts", each);
          intervals.add(interval);
        });
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("step", length());
    json.put("intervals", intervals);
    return json;
  }
}
