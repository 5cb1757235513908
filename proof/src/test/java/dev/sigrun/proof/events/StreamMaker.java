package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Streams of timed events for rules that need memory: some episodes satisfy the rule, others lack
 * an event, are out of order, too slow, or about different keys. The same seed gives the same
 * stream.
 */
public final class StreamMaker implements Query.Visitor<EventStream> {
  private static final int EPISODES = 8;
  private static final int KEYS = 3;

  /** More events than this are not made of one group, whatever its threshold. */
  private static final long LARGEST_GROUP = 2_000;

  private final Random random;
  private final Instant now;
  private final Duration lookBack;
  private final EventSearch search;
  private final KeyedEvents keyed;

  private StreamMaker(long seed, Instant now, Duration lookBack) {
    this.random = new Random(seed);
    this.now = now;
    this.lookBack = lookBack;
    this.search = new EventSearch(random, now);
    this.keyed = new KeyedEvents(random, search);
  }

  /**
   * A stream for a query; for a single event, events at different times.
   *
   * @param now when the rule is run; all events are before
   * @param lookBack how far the rule looks back; all events but the history of new terms are
   *     younger
   */
  public static EventStream of(Query query, long seed, Instant now, Duration lookBack) {
    return query.accept(new StreamMaker(seed, now, lookBack));
  }

  @Override
  public EventStream visitSingleEvent(Query.SingleEvent query) {
    Timeline timeline = new Timeline(false);
    EventMaker.of(query.predicate(), random.nextLong(), now)
        .mixed(4 * EPISODES)
        .forEach(event -> timeline.add(someTime(), event));
    return stream(timeline);
  }

  @Override
  public EventStream visitSequence(Query.Sequence query) {
    List<Query.Stage> stages = new ArrayList<>(query.stages());
    query.until().ifPresent(stages::add);
    long span = query.maxSpan().map(Duration::toMillis).orElse(60_000L);
    // A search takes events that must stay missing and the end of a sequence for one moment.
    boolean ties = query.stages().stream().noneMatch(Query.Stage::missing);
    return correlated(stages, query.stages().size(), Math.min(span, lookBack.toMillis() / 4), ties);
  }

  @Override
  public EventStream visitAggregation(Aggregation query) {
    throw new IllegalArgumentException("No search claims to aggregate as ES|QL does: " + query);
  }

  @Override
  public EventStream visitCorrelation(Correlation query) {
    throw new IllegalArgumentException("No search claims to find a correlation: " + query);
  }

  @Override
  public EventStream visitSample(Query.Sample query) {
    return correlated(query.stages(), query.stages().size(), lookBack.toMillis() / 4, false);
  }

  /**
   * Episodes of stages, one after the other and some at the same time.
   *
   * @param regular how many of the stages make up an episode; others break it
   * @param ties whether some events happen at the same millisecond
   */
  private EventStream correlated(List<Query.Stage> stages, int regular, long span, boolean ties) {
    Timeline timeline = new Timeline(ties);
    long start = now.minus(lookBack).toEpochMilli() + 1_000;
    long step = Math.max(1, (lookBack.toMillis() - 2_000 - 2 * span) / EPISODES);
    for (int i = 0; i < EPISODES; i++) {
      episode(timeline, stages, regular, start + i * step + random.nextInt(1_000), span);
    }
    return stream(timeline);
  }

  private void episode(
      Timeline timeline, List<Query.Stage> stages, int regular, long start, long span) {
    List<Integer> order = order(stages.size(), regular);
    int key = random.nextInt(KEYS);
    // Exactly the span, a little less, more, or none at all.
    long length =
        switch (random.nextInt(4)) {
          case 0 -> span;
          case 1 -> random.nextInt(4) == 0 ? 0 : span + 1 + random.nextInt(1_000);
          default -> (long) (span * random.nextDouble());
        };
    for (int i = 0; i < order.size(); i++) {
      Query.Stage stage = stages.get(order.get(i));
      int own = random.nextInt(12) == 0 ? random.nextInt(KEYS) : key;
      long at = start + length * i / Math.max(1, order.size() - 1);
      add(timeline, at, stage.predicate(), fields(stage), own);
    }
  }

  /** The stages in order, or with one left out, repeated, exchanged or replaced. */
  private List<Integer> order(int all, int regular) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, regular).boxed().toList());
    switch (random.nextInt(8)) {
      case 0 -> order.remove(random.nextInt(order.size()));
      case 1 -> order.add(random.nextInt(order.size()), random.nextInt(all));
      case 2 -> order.add(order.remove(random.nextInt(order.size())));
      case 3 -> order.addAll(List.copyOf(order));
      case 4 -> order.add(order.get(order.size() - 1));
      default -> {}
    }
    return order;
  }

  private static List<Field> fields(Query.Stage stage) {
    return stage.keys().stream().map(Query.JoinKey::field).toList();
  }

  private void add(
      Timeline timeline, long at, Predicate predicate, List<Field> fields, int number) {
    List<Object> key = fields.stream().map(field -> keyed.value(field, number)).toList();
    keyed.find(predicate, fields, key).ifPresent(event -> timeline.add(at, event));
    if (random.nextInt(6) == 0) {
      timeline.add(
          at + random.nextInt(5), EventMaker.of(predicate, random.nextLong(), now).random());
    }
  }

  @Override
  public EventStream visitThreshold(Query.Threshold query) {
    Timeline timeline = new Timeline(false);
    long needed = Math.min(query.count(), LARGEST_GROUP);
    for (int group = 0; group < 4; group++) {
      // One group short of an event, one with just enough, and others.
      long count = Math.max(1, needed + group - 1);
      boolean distinct = group % 2 == 0 || query.cardinality().isEmpty();
      group(timeline, query, group, count, distinct);
    }
    return stream(timeline);
  }

  private void group(
      Timeline timeline, Query.Threshold query, int number, long count, boolean distinct) {
    List<Field> fields = new ArrayList<>(query.fields());
    query.cardinality().ifPresent(c -> fields.add(c.field()));
    long kinds =
        query.cardinality().map(c -> distinct ? c.count() : Math.max(1, c.count() - 1)).orElse(1L);
    for (int kind = 0; kind < kinds; kind++) {
      List<Object> key = new ArrayList<>();
      for (Field field : query.fields()) {
        key.add(keyed.value(field, number));
      }
      if (query.cardinality().isPresent()) {
        key.add(keyed.value(query.cardinality().get().field(), kind));
      }
      Optional<Map<String, @Nullable Object>> event = keyed.find(query.predicate(), fields, key);
      long share = count / kinds + (kind < count % kinds ? 1 : 0);
      for (int i = 0; i < share && event.isPresent(); i++) {
        timeline.add(someTime(), event.get());
      }
    }
  }

  @Override
  public EventStream visitNewTerms(Query.NewTerms query) {
    Timeline timeline = new Timeline(false);
    long recent = now.minus(lookBack).toEpochMilli();
    for (int i = 0; i < EPISODES; i++) {
      int number = i;
      List<Object> key = query.fields().stream().map(f -> keyed.value(f, number)).toList();
      Optional<Map<String, @Nullable Object>> event =
          keyed.find(query.predicate(), query.fields(), key);
      if (event.isPresent()) {
        boolean known = i % 3 == 0;
        if (known) {
          timeline.add(recent - 1 - before(query.history()), event.get());
        }
        for (int j = random.nextInt(3); j >= 0; j--) {
          timeline.add(someTime(), event.get());
        }
      }
    }
    EventMaker.of(query.predicate(), random.nextLong(), now)
        .mixed(2 * EPISODES)
        .forEach(event -> timeline.add(someTime(), event));
    return stream(timeline);
  }

  /** A distance from the beginning of what is looked at back into the history. */
  private long before(Duration history) {
    long rest = Math.max(1_000, history.minus(lookBack).toMillis() - 1_000);
    return (long) (rest * random.nextDouble());
  }

  @Override
  public EventStream visitIndicatorMatch(Query.IndicatorMatch query) {
    Timeline timeline = new Timeline(false);
    List<Map<String, @Nullable Object>> indicators = new ArrayList<>();
    for (int i = 0; i < EPISODES; i++) {
      Query.IndicatorMatch.Group group = Texts.pick(query.groups(), random);
      List<Field> fields = group.entries().stream().map(e -> e.event()).toList();
      List<Field> counterparts = group.entries().stream().map(e -> e.indicator()).toList();
      int number = random.nextInt(KEYS);
      List<Object> key = fields.stream().map(f -> keyed.value(f, number)).toList();
      keyed.find(query.predicate(), fields, key).ifPresent(e -> timeline.add(someTime(), e));
      if (random.nextInt(3) > 0) {
        keyed
            .find(query.indicators(), counterparts, key)
            .ifPresent(e -> indicators.add(Timeline.at(someTime(), e)));
      }
    }
    return new EventStream(timeline.events(), indicators, now);
  }

  private long someTime() {
    long millis = Math.max(1, lookBack.toMillis() - 2_000);
    return now.minus(lookBack).toEpochMilli() + 1_000 + (long) (millis * random.nextDouble());
  }

  private EventStream stream(Timeline timeline) {
    return new EventStream(timeline.events(), List.of(), now);
  }
}
