package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.oracle.predicate.Interpreter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Events of several kinds that make a group together, and events of groups of several sizes. Unlike
 * those that {@link RowStreams} makes at first, they may have the key of a group in other fields,
 * and most events of a kind are the same.
 */
final class MixedEvents {
  private static final int TRIES = 40;

  /** From this number on a kind may have many more events than are demanded. */
  private static final int MANY = 20;

  private final Aggregation query;
  private final Random random;
  private final EventRows grouped;
  private final List<RowStep> steps;
  private final List<RowStep> before;

  /** How many of eight aggregates have a value, whether it is demanded or not. */
  private int filled;

  /** The values of the keys of each group, by its number. */
  private final Map<Integer, List<List<Object>>> keys = new HashMap<>();

  /**
   * Events of a kind.
   *
   * @param group the number of their group, if groups are grouped again
   * @param demands what they meet
   */
  private record Kind(int group, List<RowWishes.Demand> demands, int count) {
    /** How many of them are not the same. */
    int variants() {
      int most = 1;
      for (RowWishes.Demand demand : demands) {
        if (demand.value() instanceof List<?>
            || demand.aggregate().function() == AggregateFunction.COUNT_DISTINCT) {
          most = Math.max(most, needed(demand));
        }
      }
      return Math.min(most, count);
    }
  }

  /**
   * A maker of events.
   *
   * @param query one that is not staged
   */
  MixedEvents(Aggregation query, Random random) {
    this.query = query;
    this.random = random;
    this.grouped = query.grouped();
    this.steps = query.rows().pipeline().steps();
    this.before = steps.subList(0, steps.indexOf(query.group()));
  }

  /** Events, at most so many; none if this attempt fails. */
  List<Map<String, @Nullable Object>> make(long time, int most) {
    keys.clear();
    filled = random.nextBoolean() ? 7 : 0;
    RowWishes first = new RowWishes(query.rows(), random);
    RowStreams.satisfy(first, steps);
    List<RowWishes.Demand> demands = List.copyOf(first.demands());
    List<Kind> kinds = query.isRegrouped() ? groups(demands) : kinds(demands);
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    if (kinds.stream().mapToLong(Kind::count).sum() > most) {
      return events;
    }
    for (Kind kind : kinds) {
      List<Map<String, @Nullable Object>> variants = new ArrayList<>();
      for (int i = 0; i < kind.variants(); i++) {
        Optional<Map<String, @Nullable Object>> event = event(kind, i, time);
        if (event.isEmpty()) {
          return List.of();
        }
        variants.add(event.get());
      }
      for (int i = 0; i < kind.count(); i++) {
        events.add(variants.get(i % variants.size()));
      }
    }
    return events;
  }

  /** All events meet all demands, or those of each kind meet one. */
  private List<Kind> kinds(List<RowWishes.Demand> demands) {
    if (demands.size() < 2 || random.nextInt(3) == 0) {
      int count = demands.stream().mapToInt(MixedEvents::needed).max().orElse(1);
      return List.of(new Kind(0, demands, Math.max(1, count)));
    }
    List<Kind> kinds = new ArrayList<>();
    for (RowWishes.Demand demand : demands) {
      int needed = Math.max(1, needed(demand));
      int times = needed >= MANY ? List.of(1, 2, 10).get(random.nextInt(3)) : 1;
      // Another kind often meets a demand, too.
      if (random.nextInt(4) > 0) {
        kinds.add(new Kind(0, List.of(demand), needed * times));
      }
    }
    Collections.shuffle(kinds, random);
    return kinds;
  }

  /** A group that may be greater than the others, which have the same size. */
  private List<Kind> groups(List<RowWishes.Demand> demands) {
    int groups = 1;
    List<Integer> sizes = new ArrayList<>(List.of(1, 2, 3));
    for (RowWishes.Demand demand : demands) {
      if (query.last().aggregates().contains(demand.aggregate())) {
        switch (demand.aggregate().function()) {
          case COUNT, COUNT_DISTINCT -> groups = Math.max(groups, needed(demand));
          case MAX, MIN, SUM -> {
            int size = number(demand);
            if (size > 0) {
              sizes.add(size);
            }
          }
          default -> {
            // Does not say how many events a group has.
          }
        }
      }
    }
    groups += random.nextInt(3) == 0 ? 1 : 0;
    int small = sizes.get(random.nextInt(sizes.size()));
    int great = random.nextBoolean() ? small : sizes.get(random.nextInt(sizes.size()));
    return IntStream.range(0, groups)
        .mapToObj(i -> new Kind(i, demands, i == 0 ? great : small))
        .toList();
  }

  private static int number(RowWishes.Demand demand) {
    long number = RowValues.number(demand.value()).longValue();
    return (int) Math.max(0, Math.min(100_000, number));
  }

  /** How many events are needed to meet a demand. */
  private static int needed(RowWishes.Demand demand) {
    if (demand.value() instanceof List<?> list) {
      return list.size();
    }
    return switch (demand.aggregate().function()) {
      case COUNT, COUNT_DISTINCT -> number(demand);
      case SUM -> {
        boolean counts = demand.aggregate().arguments().get(0) instanceof RowExpression.Case;
        yield counts ? number(demand) : 1;
      }
      default -> 1;
    };
  }

  private Optional<Map<String, @Nullable Object>> event(Kind kind, int variant, long time) {
    for (int i = 0; i < TRIES; i++) {
      RowWishes wishes = new RowWishes(query.rows(), random);
      RowStreams.satisfy(wishes, before);
      for (Aggregate aggregate : query.group().aggregates()) {
        if (random.nextInt(8) < filled) {
          aggregate.arguments().forEach(wishes::something);
        }
      }
      for (RowWishes.Demand demand : kind.demands()) {
        meet(wishes, demand, kind.group() + variant, kind.count());
      }
      wantKeys(wishes, kind.group());
      Map<String, @Nullable Object> event = new LinkedHashMap<>(wishes.event());
      event.put("@timestamp", time);
      event.put("event.ingested", time);
      if (fits(event, kind, Instant.ofEpochMilli(time))) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  private void wantKeys(RowWishes wishes, int group) {
    List<RowStep.Compute> computed = query.group().keys();
    for (int i = 0; i < computed.size(); i++) {
      RowExpression key = computed.get(i).value();
      List<List<Object>> known = keys.get(isShared(i) ? 0 : group);
      if (known != null && !known.get(i).isEmpty()) {
        List<Object> values = known.get(i);
        wishes.want(key, values.size() == 1 ? values.get(0) : values);
      } else if (known == null && group > 0) {
        wishes.want(key, RowValues.some(key.type(), 100 + group));
      } else {
        wishes.something(key);
      }
    }
  }

  /** Whether all groups have the same value of a key. */
  private boolean isShared(int key) {
    return !query.isRegrouped() || query.regroupedKeys().contains(key);
  }

  private boolean fits(Map<String, @Nullable Object> event, Kind kind, Instant now) {
    if (!Interpreter.test(query.predicate(), event, now)) {
      return false;
    }
    int count = query.group().keys().size();
    for (List<List<Object>> row : Interpreter.rows(grouped, List.of(event), now).rows()) {
      List<List<Object>> found = row.subList(0, count);
      boolean sameKey =
          IntStream.range(0, count)
              .allMatch(
                  i -> {
                    List<List<Object>> known = keys.get(isShared(i) ? 0 : kind.group());
                    return known == null || known.get(i).equals(found.get(i));
                  });
      if (sameKey && kind.demands().stream().allMatch(demand -> adds(row, demand))) {
        keys.putIfAbsent(kind.group(), found);
        return true;
      }
    }
    return false;
  }

  /** Whether a row adds something to the aggregate of a demand. */
  private boolean adds(List<List<Object>> row, RowWishes.Demand demand) {
    int place = query.group().keys().size();
    for (Aggregate aggregate : query.group().aggregates()) {
      if (aggregate.equals(demand.aggregate())) {
        List<Object> values = row.get(place);
        boolean isSum = aggregate.function() == AggregateFunction.SUM;
        return !values.isEmpty() && !(isSum && RowValues.number(values.get(0)).signum() == 0);
      }
      place += aggregate.function().isOrdered() ? 2 : 1;
    }
    return true;
  }

  private void meet(RowWishes wishes, RowWishes.Demand demand, int variant, int count) {
    Aggregate aggregate = demand.aggregate();
    if (!query.group().aggregates().contains(aggregate)) {
      if (aggregate.function() == AggregateFunction.COUNT_DISTINCT) {
        vary(wishes, aggregate.arguments().get(0), variant % Math.max(1, needed(demand)));
      }
      return;
    }
    aggregate.filter().ifPresent(filter -> wishes.truth(filter, true));
    if (aggregate.arguments().isEmpty()) {
      return;
    }
    RowExpression argument = aggregate.arguments().get(0);
    switch (aggregate.function()) {
      case COUNT -> {
        if (argument instanceof RowExpression.Condition) {
          wishes.truth(argument, true);
        } else {
          wishes.something(argument);
        }
      }
      case COUNT_DISTINCT -> vary(wishes, argument, variant % Math.max(1, needed(demand)));
      case SUM -> {
        int share = needed(demand) > 1 ? 1 : Math.max(1, number(demand) / count);
        RowValues.as(argument.type(), share).ifPresent(value -> wishes.want(argument, value));
      }
      default -> {
        if (demand.value() instanceof List<?> list && random.nextBoolean()) {
          Object value = Objects.requireNonNull(list.get(variant % list.size()));
          RowValues.as(argument.type(), value).ifPresent(each -> wishes.want(argument, each));
        } else if (demand.value() instanceof List<?>) {
          // Any values are likely to differ.
          wishes.something(argument);
        } else {
          RowValues.as(argument.type(), demand.value())
              .ifPresent(value -> wishes.want(argument, value));
        }
      }
    }
  }

  private void vary(RowWishes wishes, RowExpression expression, int variant) {
    if (expression instanceof RowExpression.Cell cell) {
      for (Aggregate aggregate : query.group().aggregates()) {
        if (aggregate.target().number() == cell.column().number()
            && !aggregate.arguments().isEmpty()) {
          vary(wishes, aggregate.arguments().get(0), variant);
          return;
        }
      }
      if (query.group().keys().stream()
          .anyMatch(key -> key.target().number() == cell.column().number())) {
        return;
      }
    }
    Object some = RowValues.some(expression.type(), 100 + variant);
    // Some texts have to be numbers.
    Object value = some instanceof String && random.nextInt(3) == 0 ? "" + (100 + variant) : some;
    if (random.nextInt(4) > 0) {
      wishes.want(expression, value);
    } else {
      wishes.vary(expression, value);
    }
  }
}
