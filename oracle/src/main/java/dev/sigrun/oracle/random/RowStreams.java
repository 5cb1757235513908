package dev.sigrun.oracle.random;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.oracle.aggregation.AggregationModel;
import dev.sigrun.oracle.predicate.Interpreter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Events of which rules in ES|QL find something, and events of which they nearly do, found by going
 * backwards from conditions to fields and asking the interpreter. The same seed gives the same
 * events.
 */
public final class RowStreams {
  private static final int ATTEMPTS = 400;
  private static final int MOST_EVENTS = 1_200;

  /** The most events of one rule about which the interpreter is asked. */
  private static final int MOST_ASKED = 12_000;

  private static final int MOST_ASKED_OF_MIXED = 40_000;

  private static final long START = RowValues.TIME + 1_000;

  private final AnalyzedRule rule;
  private final Random random;
  private int asked;

  private RowStreams(AnalyzedRule rule, long seed) {
    this.rule = rule;
    this.random = new Random(seed);
  }

  /**
   * Events for a rule.
   *
   * @param finding those of which it finds something
   * @param nearMiss the same but for little, of which it finds nothing; none if that was not found
   */
  public record Made(
      List<Map<String, @Nullable Object>> finding, List<Map<String, @Nullable Object>> nearMiss) {}

  /** Events for a rule in ES|QL; empty if none of which it finds something were found. */
  public static Optional<Made> of(AnalyzedRule rule, long seed) {
    return new RowStreams(rule, seed).make();
  }

  private Optional<Made> make() {
    for (int i = 0; i < ATTEMPTS && asked < MOST_ASKED; i++) {
      List<Map<String, @Nullable Object>> events =
          rule.query() instanceof Aggregation query ? group(query) : List.of(event());
      if (!events.isEmpty() && finds(events)) {
        return Optional.of(new Made(events, nearMiss(events)));
      }
    }
    return rule.query() instanceof Aggregation query && !query.isStaged()
        ? mixed(query)
        : Optional.empty();
  }

  private Optional<Made> mixed(Aggregation query) {
    MixedEvents mixed = new MixedEvents(query, random);
    asked = 0;
    for (int i = 0; i < ATTEMPTS && asked < MOST_ASKED_OF_MIXED; i++) {
      List<Map<String, @Nullable Object>> made = mixed.make(START, MOST_EVENTS);
      long step = step(Math.max(1, made.size()));
      List<Map<String, @Nullable Object>> events =
          IntStream.range(0, made.size()).mapToObj(n -> at(START + n * step, made.get(n))).toList();
      if (!events.isEmpty() && finds(events)) {
        return Optional.of(new Made(events, nearMiss(events)));
      }
    }
    return Optional.empty();
  }

  private boolean finds(List<Map<String, @Nullable Object>> events) {
    asked += events.size();
    if (!(rule.query() instanceof Aggregation query)) {
      return events.stream().anyMatch(this::isSelected);
    }
    long latest =
        events.stream().mapToLong(RowStreams::time).max().orElse(START)
            + 2 * rule.timing().runs().period().toMillis();
    return !new AggregationModel(query, rule.timing().runs(), RowStreams::time)
        .find(events, latest)
        .isEmpty();
  }

  private boolean isSelected(Map<String, @Nullable Object> event) {
    Predicate predicate =
        rule.query() instanceof Aggregation query
            ? query.predicate()
            : rule.query().predicates().get(0);
    return Interpreter.test(predicate, event, Instant.ofEpochMilli(time(event)));
  }

  private static long time(Map<String, @Nullable Object> event) {
    return (Long) Objects.requireNonNull(event.get("@timestamp"));
  }

  private static Map<String, @Nullable Object> at(long time, Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> timed = new LinkedHashMap<>(event);
    timed.put("@timestamp", time);
    timed.put("event.ingested", time);
    return timed;
  }

  /** An event for a rule that judges each by itself. */
  private Map<String, @Nullable Object> event() {
    Predicate predicate = rule.query().predicates().get(0);
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      event.putAll(SatisfyingEvent.of(predicate, random));
    }
    rows(predicate)
        .ifPresent(
            rows -> {
              RowWishes wishes = new RowWishes(rows, random);
              satisfy(wishes, rows.pipeline().steps());
              event.putAll(wishes.event());
            });
    return at(START, event);
  }

  private static Optional<EventRows> rows(Predicate predicate) {
    if (predicate instanceof Predicate.AnyRow any) {
      return Optional.of(any.rows());
    }
    return predicate instanceof Predicate.And and
        ? and.terms().stream().flatMap(term -> rows(term).stream()).findFirst()
        : Optional.empty();
  }

  /** All conditions of steps shall be true. */
  static void satisfy(RowWishes wishes, List<RowStep> steps) {
    for (RowStep step : steps) {
      if (step instanceof RowStep.Filter filter) {
        wishes.truth(filter.condition(), true);
      }
    }
  }

  /** Events of one group. */
  private List<Map<String, @Nullable Object>> group(Aggregation query) {
    List<RowStep> steps = query.rows().pipeline().steps();
    Grouping group = grouping(steps);
    List<RowStep> before = steps.subList(0, group.place());
    RowWishes first = new RowWishes(query.rows(), random);
    satisfy(first, steps);
    group.keys().forEach(key -> first.something(key.value()));
    List<RowWishes.Demand> demands = List.copyOf(first.demands());
    // What is demanded of several kinds of events cannot be met by one event.
    boolean divided = demands.size() > 1 && random.nextInt(3) == 0;
    long needed =
        divided
            ? demands.stream().mapToLong(RowStreams::needed).sum()
            : needed(demands) + random.nextInt(2);
    int count = (int) Math.min(MOST_EVENTS, Math.max(needed, divided ? demands.size() : 1));
    fill(first, group);
    meet(first, query, divided ? demands.subList(0, 1) : demands, 0, count);
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    long step = step(count);
    events.add(at(START, first.event()));
    if (!isSelected(events.get(0))) {
      asked++;
      return List.of();
    }
    for (int i = 1; i < count; i++) {
      RowWishes wishes = new RowWishes(query.rows(), random);
      satisfy(wishes, before);
      fill(wishes, group);
      for (RowStep.Compute key : query.keys()) {
        wishes.lock(key.value(), events.get(0));
      }
      int kind = demands.isEmpty() ? 0 : i % demands.size();
      meet(wishes, query, divided ? demands.subList(kind, kind + 1) : demands, i, count);
      Map<String, @Nullable Object> event = new LinkedHashMap<>(wishes.event());
      // What no condition names is the same in most events.
      if (random.nextBoolean()) {
        events.get(0).forEach(event::putIfAbsent);
      }
      events.add(at(START + i * step, event));
    }
    return events;
  }

  private void meet(
      RowWishes wishes, Aggregation query, List<RowWishes.Demand> demands, int event, int count) {
    for (RowWishes.Demand demand : demands) {
      meet(wishes, demand, event, count);
      if (query.isRegrouped() && query.last().aggregates().contains(demand.aggregate())) {
        regroup(wishes, query, demand, event);
      }
    }
  }

  /**
   * The first step that groups or joins back.
   *
   * @param place of the step
   */
  private record Grouping(int place, List<RowStep.Compute> keys, List<Aggregate> aggregates) {}

  private static Grouping grouping(List<RowStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof RowStep.Group group) {
        return new Grouping(i, group.keys(), group.aggregates());
      }
      if (steps.get(i) instanceof RowStep.JoinBack join) {
        return new Grouping(i, join.keys(), join.aggregates());
      }
    }
    throw new IllegalArgumentException("Nothing groups.");
  }

  private void fill(RowWishes wishes, Grouping group) {
    for (Aggregate aggregate : group.aggregates()) {
      if (random.nextInt(8) > 0) {
        aggregate.arguments().forEach(wishes::something);
      }
    }
  }

  /** The time between two events: often little, as they shall be in one bucket. */
  private long step(int count) {
    long longest = Math.max(1, rule.timing().lookBack().toMillis() / (2L * count));
    long step =
        switch (random.nextInt(6)) {
          case 0, 1, 2 -> 1;
          case 3 -> 1_000;
          case 4 -> 60_000;
          default -> longest;
        };
    return Math.min(step, longest);
  }

  private static long needed(List<RowWishes.Demand> demands) {
    long most = 1;
    for (RowWishes.Demand demand : demands) {
      most = Math.max(most, needed(demand));
    }
    return most;
  }

  private static long needed(RowWishes.Demand demand) {
    if (demand.value() instanceof List<?> list) {
      return list.size();
    }
    return switch (demand.aggregate().function()) {
      case COUNT, COUNT_DISTINCT -> RowValues.number(demand.value()).longValue();
      case SUM -> isChoice(demand.aggregate()) ? RowValues.number(demand.value()).longValue() : 1;
      default -> 1;
    };
  }

  /** Events of several groups that are grouped again make as many as are demanded. */
  private static void regroup(
      RowWishes wishes, Aggregation query, RowWishes.Demand demand, int event) {
    long number = Math.max(1, needed(demand));
    List<RowStep.Compute> keys = query.group().keys();
    for (int i = 0; i < keys.size(); i++) {
      if (!query.regroupedKeys().contains(i)) {
        RowExpression key = keys.get(i).value();
        wishes.vary(key, RowValues.some(key.type(), 100 + (int) (event % number)));
      }
    }
  }

  private static boolean isChoice(Aggregate aggregate) {
    return aggregate.arguments().get(0) instanceof RowExpression.Case;
  }

  /** Adds to what a group needs, with one of its events. */
  private void meet(RowWishes wishes, RowWishes.Demand demand, int event, int count) {
    Aggregate aggregate = demand.aggregate();
    long number =
        demand.value() instanceof List<?> ? 1 : RowValues.number(demand.value()).longValue();
    List<RowExpression> arguments = aggregate.arguments();
    switch (aggregate.function()) {
      case COUNT -> {
        boolean counts = event < number;
        aggregate.filter().ifPresent(filter -> wishes.truth(filter, counts));
        for (RowExpression argument : arguments) {
          if (argument instanceof RowExpression.Condition) {
            wishes.truth(argument, counts);
          } else if (counts) {
            wishes.something(argument);
          }
        }
      }
      case COUNT_DISTINCT -> {
        aggregate.filter().ifPresent(filter -> wishes.truth(filter, number > 0));
        if (number > 0) {
          RowExpression argument = arguments.get(0);
          wishes.vary(argument, RowValues.some(argument.type(), 100 + (int) (event % number)));
        }
      }
      case SUM -> {
        RowExpression argument = arguments.get(0);
        long share = isChoice(aggregate) ? (event < number ? 1 : 0) : 1 + number / count;
        RowValues.as(argument.type(), share).ifPresent(value -> wishes.want(argument, value));
      }
      default -> {
        aggregate.filter().ifPresent(filter -> wishes.truth(filter, true));
        Object value =
            demand.value() instanceof List<?> list
                ? Objects.requireNonNull(list.get(event % list.size()))
                : demand.value();
        RowValues.as(arguments.get(0).type(), value)
            .ifPresent(each -> wishes.want(arguments.get(0), each));
      }
    }
  }

  /** The events but for one of them, or but for a value. */
  private List<Map<String, @Nullable Object>> nearMiss(List<Map<String, @Nullable Object>> events) {
    int last = events.size() - 1;
    List<List<Map<String, @Nullable Object>>> tried = new ArrayList<>();
    if (last > 0) {
      tried.add(events.subList(0, last));
      tried.add(events.subList(1, last + 1));
    }
    for (String field : events.get(0).keySet()) {
      if (!field.equals("@timestamp") && !field.equals("event.ingested")) {
        tried.add(events.stream().map(event -> changed(event, field)).toList());
      }
    }
    for (List<Map<String, @Nullable Object>> each : tried) {
      if (!finds(each)) {
        return each;
      }
    }
    return List.of();
  }

  private static Map<String, @Nullable Object> changed(
      Map<String, @Nullable Object> event, String field) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(event);
    if (changed.get(field) instanceof String text && !text.contains(".")) {
      changed.put(field, "not " + text.length());
    } else {
      changed.remove(field);
    }
    return changed;
  }
}
