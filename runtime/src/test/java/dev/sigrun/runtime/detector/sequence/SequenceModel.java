package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.TestEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of sequences, defined differently than in the state machine: stage after stage over
 * all events of a key, every hit takes the latest sequence that ends before it and all earlier ones
 * are lost; then each complete sequence is compared with all events that should be missing.
 */
public final class SequenceModel {
  /** One stage as written: a sort of events, the fields of its keys, {@code ?} before optional. */
  record Stage(boolean positive, String sort, List<String> keys) {}

  /** A query; the span is null if there is none. */
  record Query(List<Stage> stages, @Nullable Stage until, @Nullable Long span) {}

  private record Result(EventOrder end, String text) {}

  private final Query query;
  private final List<TestEvent> events;

  SequenceModel(Query query, List<TestEvent> events) {
    this.query = query;
    this.events = new ArrayList<>(events);
    this.events.sort(Comparator.comparing(event -> event.record().order()));
  }

  /** The results, each as its key and the lines of its events, by the last event, then by key. */
  List<String> results() {
    Set<List<@Nullable String>> keys = new LinkedHashSet<>();
    for (TestEvent event : events) {
      for (Stage stage : query.stages()) {
        keys.addAll(keysOf(event, stage.keys()));
      }
    }
    List<List<@Nullable String>> sorted = new ArrayList<>(keys);
    sorted.sort(SequenceModel::compareKeys);
    List<Result> results = new ArrayList<>();
    for (List<@Nullable String> key : sorted) {
      for (List<TestEvent> sequence : completed(key)) {
        if (isAccepted(sequence, key)) {
          results.add(new Result(last(sequence).record().order(), show(sequence, key)));
        }
      }
    }
    // Results of one end stay in the order of their keys.
    results.sort(Comparator.comparing(Result::end));
    return results.stream().map(Result::text).toList();
  }

  private static int compareKeys(List<@Nullable String> left, List<@Nullable String> right) {
    Comparator<@Nullable String> nullFirst = Comparator.nullsFirst(Comparator.naturalOrder());
    for (int i = 0; i < left.size(); i++) {
      int order = nullFirst.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private List<List<TestEvent>> completed(List<@Nullable String> key) {
    List<List<TestEvent>> open = new ArrayList<>();
    List<Stage> positives = query.stages().stream().filter(Stage::positive).toList();
    for (TestEvent hit : hits(positives.get(0), key)) {
      open.add(List.of(hit));
    }
    for (Stage stage : positives.subList(1, positives.size())) {
      List<List<TestEvent>> extended = new ArrayList<>();
      for (TestEvent hit : hits(stage, key)) {
        int latest = -1;
        for (int i = 0; i < open.size(); i++) {
          if (isBefore(last(open.get(i)), hit)) {
            latest = i;
          }
        }
        if (latest >= 0) {
          List<TestEvent> taken = open.get(latest);
          open.subList(0, latest + 1).clear();
          if (!isTooLong(taken, hit) && !isExpired(last(taken), hit, key)) {
            List<TestEvent> longer = new ArrayList<>(taken);
            longer.add(hit);
            extended.add(longer);
          }
        }
      }
      open = extended;
    }
    return open;
  }

  private boolean isTooLong(List<TestEvent> sequence, TestEvent hit) {
    return query.span() != null && time(hit) - time(sequence.get(0)) > query.span();
  }

  private boolean isExpired(TestEvent from, TestEvent to, List<@Nullable String> key) {
    return query.until() != null
        && hits(query.until(), key).stream().anyMatch(u -> !isBefore(u, from) && isBefore(u, to));
  }

  private boolean isAccepted(List<TestEvent> sequence, List<@Nullable String> key) {
    long first = time(sequence.get(0));
    long end = time(last(sequence));
    TreeSet<Long> leads = new TreeSet<>();
    TreeSet<Long> trails = new TreeSet<>();
    int passed = 0;
    for (Stage stage : query.stages()) {
      if (stage.positive()) {
        passed++;
        continue;
      }
      for (TestEvent hit : hits(stage, key)) {
        long time = time(hit);
        if (passed == 0) {
          if (time < first) {
            leads.add(time);
          }
        } else if (passed == sequence.size()) {
          if (time > end) {
            trails.add(time);
          }
        } else if (time > time(sequence.get(passed - 1)) && time < time(sequence.get(passed))) {
          return false;
        }
      }
    }
    if (leads.isEmpty() && trails.isEmpty()) {
      return true;
    }
    boolean starts = !query.stages().get(0).positive();
    boolean ends = !query.stages().get(query.stages().size() - 1).positive();
    if (starts && leads.isEmpty() || ends && trails.isEmpty()) {
      return true;
    }
    if (starts && ends) {
      return isFar(leads.last(), trails.first());
    }
    return starts ? isFar(leads.last(), end) : isFar(first, trails.first());
  }

  private boolean isFar(long from, long to) {
    return query.span() != null && to - from > query.span();
  }

  private List<TestEvent> hits(Stage stage, List<@Nullable String> key) {
    return events.stream()
        .filter(event -> event.values().get("c").contains(stage.sort()))
        .filter(event -> keysOf(event, stage.keys()).contains(key))
        .toList();
  }

  public static Set<List<@Nullable String>> keysOf(TestEvent event, List<String> fields) {
    Set<List<@Nullable String>> keys = new LinkedHashSet<>();
    keys.add(List.of());
    for (String field : fields) {
      boolean optional = field.startsWith("?");
      List<@Nullable String> values = new ArrayList<>();
      values.addAll(event.values().getOrDefault(optional ? field.substring(1) : field, List.of()));
      if (values.isEmpty() && optional) {
        values.add(null);
      }
      Set<List<@Nullable String>> longer = new LinkedHashSet<>();
      for (List<@Nullable String> key : keys) {
        for (String value : values) {
          List<@Nullable String> more = new ArrayList<>(key);
          more.add(value);
          longer.add(more);
        }
      }
      keys = longer;
    }
    return keys;
  }

  private String show(List<TestEvent> sequence, List<@Nullable String> key) {
    List<String> lines = new ArrayList<>();
    int passed = 0;
    for (Stage stage : query.stages()) {
      lines.add(stage.positive() ? sequence.get(passed++).record().toString() : "-");
    }
    return key + " " + lines;
  }

  private static boolean isBefore(TestEvent left, TestEvent right) {
    return left.record().order().compareTo(right.record().order()) < 0;
  }

  private static TestEvent last(List<TestEvent> sequence) {
    return sequence.get(sequence.size() - 1);
  }

  private static long time(TestEvent event) {
    return event.record().timestamp();
  }
}
