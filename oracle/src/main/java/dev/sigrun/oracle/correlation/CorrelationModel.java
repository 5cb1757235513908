package dev.sigrun.oracle.correlation;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.oracle.predicate.FieldValues;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.runtime.detector.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of sequences and samples, in plain code. Of a sequence: stage after stage over all
 * events of a key, every hit takes the latest sequence that ends before it, and all earlier ones
 * are lost; then each complete sequence is compared with all events that should be missing. Of a
 * sample: all ways to give each item an event of its own.
 */
public final class CorrelationModel {
  private static final Field TIMESTAMP = Field.named("@timestamp", ValueType.DATE);
  private static final Instant NOW = Instant.EPOCH;

  private final List<Event> events;

  /** The selections of each stage, cached because they are used repeatedly. */
  private final IdentityHashMap<Query.Stage, Map<Key, List<Event>>> hits = new IdentityHashMap<>();

  /**
   * An event.
   *
   * @param place in the order in which events came
   * @param rank in the order of time
   */
  private record Event(
      int place,
      int rank,
      long time,
      @Nullable Object tiebreaker,
      Map<String, @Nullable Object> tree) {
    Event atRank(int other) {
      return new Event(place, other, time, tiebreaker, tree);
    }
  }

  /** A result, with the last of its events. */
  private record Result(Key key, List<@Nullable Event> events) {
    int end() {
      return events.stream().mapToInt(e -> e == null ? -1 : e.rank()).max().orElse(-1);
    }

    Found found() {
      return new Found(
          Found.texts(key.values()),
          events.stream().map(e -> e == null ? Found.MISSING : e.place()).toList());
    }
  }

  private CorrelationModel(List<Map<String, @Nullable Object>> trees, Optional<Field> tiebreaker) {
    List<Event> all = new ArrayList<>();
    for (Map<String, @Nullable Object> tree : trees) {
      List<Object> ties = tiebreaker.map(field -> FieldValues.of(tree, field)).orElse(List.of());
      long time = (Long) FieldValues.of(tree, TIMESTAMP).get(0);
      all.add(new Event(all.size(), 0, time, ties.isEmpty() ? null : ties.get(0), tree));
    }
    all.sort(
        Comparator.comparingLong(Event::time)
            .thenComparing(Event::tiebreaker, Comparator.nullsLast(NaturalOrder::compare))
            .thenComparingInt(Event::place));
    this.events = new ArrayList<>();
    all.forEach(event -> events.add(event.atRank(events.size())));
  }

  /** The model as a correlator. */
  public static Correlator correlator() {
    return rules -> rules.stream().map(CorrelationModel::search).toList();
  }

  private static Correlator.Search search(AnalyzedRule rule) {
    return (trees, maxSamplesPerKey) -> {
      CorrelationModel model =
          new CorrelationModel(trees, rule.timing().tiebreaker().map(NamedField::field));
      Query query = rule.query();
      return switch (query.shape()) {
        case SAMPLE -> model.samples((Query.Sample) query, maxSamplesPerKey);
        case SEQUENCE -> model.listed((Query.Sequence) query);
        case SINGLE_EVENT, THRESHOLD, NEW_TERMS, INDICATOR_MATCH, CORRELATION, AGGREGATION ->
            throw new IllegalArgumentException("There is no model of " + query);
      };
    };
  }

  /**
   * The sequences that a stream of events completes, by the last event, then by key; without span
   * none longer than {@code lookBack}.
   */
  public static List<Found> stream(
      Query.Sequence query,
      Duration lookBack,
      Optional<Field> tiebreaker,
      List<Map<String, @Nullable Object>> trees) {
    return new CorrelationModel(trees, tiebreaker)
        .sequences(query, query.maxSpan().orElse(lookBack).toMillis()).stream()
            .map(Result::found)
            .toList();
  }

  /**
   * For each sample that a stream of events completes, its key and the place of the last event: the
   * first moment since the last sample of the key when the events of {@code lookBack} suffice.
   */
  public static List<Found> stream(
      Query.Sample query,
      Duration lookBack,
      Optional<Field> tiebreaker,
      List<Map<String, @Nullable Object>> trees) {
    CorrelationModel model = new CorrelationModel(trees, tiebreaker);
    List<Found> ends = new ArrayList<>();
    for (Key key : model.keys(query.stages())) {
      List<Event> fresh = new ArrayList<>();
      for (Event event : model.events) {
        fresh.add(event);
        fresh.removeIf(each -> event.time() - each.time() > lookBack.toMillis());
        if (!model.samples(query, key, fresh, 1).isEmpty()) {
          ends.add(new Found(Found.texts(key.values()), List.of(event.place())));
          fresh.clear();
        }
      }
    }
    return ends;
  }

  /** As the search engine lists them: by the last event, then by key. */
  private List<Found> listed(Query.Sequence query) {
    return sequences(query, query.maxSpan().map(Duration::toMillis).orElse(Long.MAX_VALUE)).stream()
        .map(Result::found)
        .toList();
  }

  private List<Result> sequences(Query.Sequence query, long span) {
    List<Query.Stage> stages = new ArrayList<>();
    for (Query.Stage stage : query.stages()) {
      for (int run = 0; run < stage.runs(); run++) {
        stages.add(stage);
      }
    }
    List<Result> results = new ArrayList<>();
    for (Key key : NaturalOrder.ofKeys(keys(stages), stages)) {
      for (List<Event> sequence : completed(query, stages, span, key)) {
        if (isAccepted(stages, span, key, sequence)) {
          List<@Nullable Event> places = new ArrayList<>();
          int passed = 0;
          for (Query.Stage stage : stages) {
            places.add(stage.missing() ? null : sequence.get(passed++));
          }
          results.add(new Result(key, places));
        }
      }
    }
    // Results of one end stay in the order of their keys.
    results.sort(Comparator.comparingInt(Result::end));
    return results;
  }

  /** The sequences of the stages that need an event. */
  private List<List<Event>> completed(
      Query.Sequence query, List<Query.Stage> stages, long span, Key key) {
    List<Query.Stage> positives = stages.stream().filter(stage -> !stage.missing()).toList();
    List<List<Event>> open = new ArrayList<>();
    hits(positives.get(0), key).forEach(hit -> open.add(List.of(hit)));
    for (Query.Stage stage : positives.subList(1, positives.size())) {
      List<List<Event>> waiting = new ArrayList<>(open);
      open.clear();
      for (Event hit : hits(stage, key)) {
        List<List<Event>> before =
            waiting.stream().filter(each -> last(each).rank() < hit.rank()).toList();
        if (!before.isEmpty()) {
          List<Event> latest = before.get(before.size() - 1);
          waiting.removeAll(before);
          boolean expired =
              query.until().map(until -> hits(until, key)).orElse(List.of()).stream()
                  .anyMatch(u -> last(latest).rank() <= u.rank() && u.rank() < hit.rank());
          if (hit.time() - latest.get(0).time() <= span && !expired) {
            List<Event> longer = new ArrayList<>(latest);
            longer.add(hit);
            open.add(longer);
          }
        }
      }
    }
    return open;
  }

  private boolean isAccepted(List<Query.Stage> stages, long span, Key key, List<Event> sequence) {
    long first = sequence.get(0).time();
    long end = last(sequence).time();
    NavigableSet<Long> leads = new TreeSet<>();
    NavigableSet<Long> trails = new TreeSet<>();
    int passed = 0;
    for (Query.Stage stage : stages) {
      if (!stage.missing()) {
        passed++;
        continue;
      }
      for (Event hit : hits(stage, key)) {
        if (passed == 0 && hit.time() < first) {
          leads.add(hit.time());
        } else if (passed == sequence.size() && hit.time() > end) {
          trails.add(hit.time());
        } else if (passed > 0
            && passed < sequence.size()
            && hit.time() > sequence.get(passed - 1).time()
            && hit.time() < sequence.get(passed).time()) {
          return false;
        }
      }
    }
    boolean starts = stages.get(0).missing();
    boolean ends = stages.get(stages.size() - 1).missing();
    if (starts && leads.isEmpty() || ends && trails.isEmpty() || !starts && !ends) {
      return true;
    }
    // A window as long as the span has to hold all events and none that should be missing.
    long from = starts ? leads.last() : first;
    long to = ends ? trails.first() : end;
    return to - from > span;
  }

  private List<Found> samples(Query.Sample query, int maxSamplesPerKey) {
    return NaturalOrder.ofKeys(keys(query.stages()), query.stages()).stream()
        .flatMap(
            key ->
                samples(query, key, events, maxSamplesPerKey).stream()
                    .map(sample -> new Result(key, new ArrayList<>(sample)).found()))
        .toList();
  }

  /** The first assignments of events to items, those of the first items changing slowest. */
  private List<List<Event>> samples(Query.Sample query, Key key, List<Event> among, int limit) {
    List<List<Event>> samples = new ArrayList<>();
    samples.add(List.of());
    for (Query.Stage item : query.stages()) {
      List<List<Event>> longer = new ArrayList<>();
      for (List<Event> sample : samples) {
        for (Event hit : hits(item, key)) {
          if (among.contains(hit) && !sample.contains(hit)) {
            List<Event> more = new ArrayList<>(sample);
            more.add(hit);
            longer.add(more);
          }
        }
      }
      samples = longer;
    }
    return samples.subList(0, Math.min(limit, samples.size()));
  }

  private Set<Key> keys(List<Query.Stage> stages) {
    Set<Key> keys = new LinkedHashSet<>();
    for (Event event : events) {
      stages.forEach(stage -> keys.addAll(keysOf(event, stage)));
    }
    return keys;
  }

  /** The events that a stage wants under a key, in the order of time. */
  private List<Event> hits(Query.Stage stage, Key key) {
    return hits.computeIfAbsent(stage, this::hitsByKey).getOrDefault(key, List.of());
  }

  private Map<Key, List<Event>> hitsByKey(Query.Stage stage) {
    Map<Key, List<Event>> byKey = new HashMap<>();
    for (Event event : events) {
      if (Interpreter.test(stage.predicate(), event.tree(), NOW)) {
        keysOf(event, stage)
            .forEach(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(event));
      }
    }
    return byKey;
  }

  private static Set<Key> keysOf(Event event, Query.Stage stage) {
    List<List<@Nullable Object>> keys = new ArrayList<>();
    keys.add(List.of());
    for (Query.JoinKey part : stage.keys()) {
      List<@Nullable Object> values = new ArrayList<>();
      // Keys contain addresses as text.
      FieldValues.of(event.tree(), part.field())
          .forEach(value -> values.add(isPlain(value) ? value : value.toString()));
      if (values.isEmpty() && part.optional()) {
        values.add(null);
      }
      List<List<@Nullable Object>> longer = new ArrayList<>();
      for (List<@Nullable Object> key : keys) {
        for (Object value : values) {
          List<@Nullable Object> more = new ArrayList<>(key);
          more.add(value);
          longer.add(more);
        }
      }
      keys = longer;
    }
    Set<Key> distinct = new LinkedHashSet<>();
    keys.forEach(key -> distinct.add(new Key(key)));
    return distinct;
  }

  private static boolean isPlain(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  private static Event last(List<Event> sequence) {
    return sequence.get(sequence.size() - 1);
  }
}
