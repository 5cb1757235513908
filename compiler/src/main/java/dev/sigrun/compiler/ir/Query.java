package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The meaning of a rule's query: a shape over predicates. All shapes but the single event need
 * memory of earlier events.
 *
 * <p>Facts that are the same for a whole shape are asked of {@link #shape}; facts that differ need
 * a {@link Visitor}, so that a new shape makes the compiler complain.
 *
 * <pre>{@code
 * String description =
 *     switch (query.shape()) {
 *       case SINGLE_EVENT -> "an event";
 *       case SEQUENCE, SAMPLE -> "events that belong together";
 *       case THRESHOLD -> "many events";
 *       case NEW_TERMS -> "values that are new";
 *       case INDICATOR_MATCH -> "known indicators";
 *       case CORRELATION -> "a measure of many events";
 *       case AGGREGATION -> "aggregates of many events";
 *     };
 * Query simpler = query.mapPredicates(Rewriter::rewrite);
 * }</pre>
 */
public sealed interface Query
    permits Query.SingleEvent,
        Query.Sequence,
        Query.Sample,
        Query.Threshold,
        Query.NewTerms,
        Query.IndicatorMatch,
        Correlation,
        Aggregation {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each shape. */
  <R> R accept(Visitor<R> visitor);

  /** The shapes, for facts that need no more of a query. A switch over them has no default. */
  enum Shape {
    SINGLE_EVENT,
    SEQUENCE,
    SAMPLE,
    THRESHOLD,
    NEW_TERMS,
    INDICATOR_MATCH,
    CORRELATION,
    AGGREGATION;

    /** Whether an event cannot be judged without others. */
    public boolean needsMemory() {
      return this != SINGLE_EVENT;
    }

    /** Whether the order of events in time decides which of them belong together. */
    public boolean needsOrder() {
      return switch (this) {
        case SEQUENCE, CORRELATION -> true;
        case SINGLE_EVENT, SAMPLE, THRESHOLD, NEW_TERMS, INDICATOR_MATCH, AGGREGATION -> false;
      };
    }

    /** Whether it has several predicates, one for each of its stages. */
    public boolean hasStages() {
      return switch (this) {
        case SEQUENCE, SAMPLE, CORRELATION -> true;
        case SINGLE_EVENT, THRESHOLD, NEW_TERMS, INDICATOR_MATCH, AGGREGATION -> false;
      };
    }
  }

  /**
   * Every event that satisfies the predicate.
   *
   * @param pipes how many results are kept; empty in nearly every rule
   */
  record SingleEvent(Origin origin, Predicate predicate, List<Pipe> pipes) implements Query {
    /** Copies the list. */
    public SingleEvent {
      pipes = List.copyOf(pipes);
    }

    @Override
    public Shape shape() {
      return Shape.SINGLE_EVENT;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSingleEvent(this);
    }

    @Override
    public Query withoutPipes() {
      return new SingleEvent(origin, predicate, List.of());
    }

    @Override
    public String toString() {
      return QueryPrinter.print(this);
    }
  }

  /**
   * Events in order, each of its stage, tied together by join keys.
   *
   * @param maxSpan longest time from the first event to the last, inclusive
   * @param stages two or more after runs are expanded, all with equally many keys
   * @param until what ends a sequence under way; with as many keys as the stages
   */
  record Sequence(
      Origin origin,
      Optional<Duration> maxSpan,
      List<Stage> stages,
      Optional<Stage> until,
      List<Pipe> pipes)
      implements Query {
    /**
     * Copies the lists; refuses fewer than two events, stages with different numbers of keys, and
     * missing events without others or without a span.
     */
    public Sequence {
      stages = List.copyOf(stages);
      pipes = List.copyOf(pipes);
      require(
          stages.stream().mapToInt(Stage::runs).sum() >= 2, "A sequence has two events or more.");
      require(!stages.stream().allMatch(Stage::missing), "Some event of a sequence happens.");
      require(
          maxSpan.isPresent() || stages.stream().noneMatch(Stage::missing),
          "An event is missing for some span of time.");
      requireEqualKeys(Stream.concat(stages.stream(), until.stream()).toList());
      maxSpan.ifPresent(span -> require(!span.isNegative(), "A span is not negative."));
      until.ifPresent(stage -> require(!stage.missing(), "What ends a sequence happens."));
    }

    @Override
    public Shape shape() {
      return Shape.SEQUENCE;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSequence(this);
    }

    @Override
    public Query withoutPipes() {
      return new Sequence(origin, maxSpan, stages, until, List.of());
    }

    @Override
    public String toString() {
      return QueryPrinter.print(this);
    }
  }

  /** Events in any order, one for each stage, tied together by join keys. */
  record Sample(Origin origin, List<Stage> stages) implements Query {
    /** Copies the list; refuses fewer than two stages, and those with other numbers of keys. */
    public Sample {
      stages = List.copyOf(stages);
      require(stages.size() >= 2, "A sample has two stages or more.");
      require(
          stages.stream().noneMatch(s -> s.missing() || s.runs() > 1),
          "Each stage of a sample is one event.");
      requireEqualKeys(stages);
    }

    @Override
    public Shape shape() {
      return Shape.SAMPLE;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSample(this);
    }

    @Override
    public String toString() {
      return QueryPrinter.print(this);
    }
  }

  /**
   * As many events with the same values as {@code count}, or more.
   *
   * @param fields whose values make the group; none for one group of all events
   * @param count 1 or more
   * @param cardinality how many distinct values another field must have in the group
   */
  record Threshold(
      Origin origin,
      Predicate predicate,
      List<Field> fields,
      long count,
      Optional<Cardinality> cardinality)
      implements Query {
    /** Copies the list; refuses counts less than 1. */
    public Threshold {
      fields = List.copyOf(fields);
      fields.forEach(Query::requireValues);
      require(count >= 1, "A threshold is 1 or more.");
    }

    @Override
    public Shape shape() {
      return Shape.THRESHOLD;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitThreshold(this);
    }

    @Override
    public String toString() {
      return QueryPrinter.print(this);
    }
  }

  /**
   * A combination of values not seen for some time.
   *
   * @param fields one to three
   * @param history how long a combination must not have been seen
   */
  record NewTerms(Origin origin, Predicate predicate, List<Field> fields, Duration history)
      implements Query {
    /** Copies the list; refuses no fields, and a history that is not positive. */
    public NewTerms {
      fields = List.copyOf(fields);
      require(!fields.isEmpty(), "New terms are values of fields.");
      fields.forEach(Query::requireValues);
      require(!history.isNegative() && !history.isZero(), "A history is longer than nothing.");
    }

    @Override
    public Shape shape() {
      return Shape.NEW_TERMS;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNewTerms(this);
    }

    @Override
    public String toString() {
      return QueryPrinter.print(this);
    }
  }

  /**
   * Events that share values with an indicator.
   *
   * @param indicators which indicators count
   * @param groups one of them must be satisfied as a whole by one indicator
   * @param path the object of an indicator that alerts show
   */
  record IndicatorMatch(
      Origin origin, Predicate predicate, Predicate indicators, List<Group> groups, String path)
      implements Query {
    /** Copies the list; refuses an empty one. */
    public IndicatorMatch {
      groups = List.copyOf(groups);
      require(!groups.isEmpty(), "Indicators are compared by fields.");
    }

    /** Pairs that must all hold. */
    public record Group(List<Entry> entries) {
      /** Copies the list; refuses one by which no indicator can be found. */
      public Group {
        entries = List.copyOf(entries);
        require(
            entries.stream().anyMatch(Entry::findsIndicators),
            "Indicators are found by a value that they share with the event.");
      }
    }

    /** How a value of the event compares with one of the indicator. */
    public enum Comparison {
      EQUAL("=="),
      DIFFERENT("!=");

      private final String sign;

      Comparison(String sign) {
        this.sign = sign;
      }

      /** The operator in the notation of EQL. */
      public String sign() {
        return sign;
      }
    }

    /** A field of the event, the field of the indicator, and how their values must compare. */
    public record Entry(Field event, Comparison comparison, Field indicator) {
      /** Refuses fields that have no value of their own to compare. */
      public Entry {
        requireValues(event);
        requireValues(indicator);
      }

      /** Whether the event's values say which indicators count, and are therefore needed. */
      public boolean findsIndicators() {
        return switch (comparison) {
          case EQUAL -> true;
          case DIFFERENT -> false;
        };
      }
    }

    @Override
    public Shape shape() {
      return Shape.INDICATOR_MATCH;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIndicatorMatch(this);
    }

    @Override
    public List<Predicate> allPredicates() {
      return List.of(predicate, indicators);
    }

    @Override
    public Optional<String> indicatorPath() {
      return Optional.of(path);
    }

    @Override
    public String toString() {
      return QueryPrinter.print(this);
    }
  }

  /**
   * One bracket of a sequence or sample.
   *
   * @param missing whether it stands for an event that must not happen
   * @param keys the shared ones first
   * @param runs how often it is repeated, 1 or more
   */
  record Stage(Origin origin, boolean missing, Predicate predicate, List<JoinKey> keys, int runs) {
    /** Copies the list; refuses runs less than 1. */
    public Stage {
      keys = List.copyOf(keys);
      require(runs >= 1, "A stage happens once or more.");
    }
  }

  /**
   * A field that ties stages together.
   *
   * @param optional whether a missing value is a value: null, equal to null
   */
  record JoinKey(Field field, boolean optional) {
    /** Refuses fields that have no value of their own to compare. */
    public JoinKey {
      requireValues(field);
    }
  }

  /** The number of distinct values of a field that a group needs. */
  record Cardinality(Field field, long count) {
    /** Refuses counts less than 1, and fields that have no value of their own to count. */
    public Cardinality {
      requireValues(field);
      require(count >= 1, "A number of distinct values is 1 or more.");
    }
  }

  /** Keeps the first or the last results. */
  record Pipe(Kind kind, long count) {
    /** Refuses negative counts. */
    public Pipe {
      require(count >= 0, "A number of results is not negative.");
    }

    /** The end of the results that is kept. */
    public enum Kind {
      HEAD,
      TAIL
    }
  }

  /** The shape of the query. */
  Shape shape();

  /** The predicate, if the query selects single events and keeps all of them. */
  default Optional<Predicate> selection() {
    return accept(SelectedEvents.INSTANCE);
  }

  /** The object of an indicator that alerts show, if the query compares events with indicators. */
  default Optional<String> indicatorPath() {
    return Optional.empty();
  }

  /** The pipes to apply to the results, from left to right. */
  default List<Pipe> pipes() {
    return List.of();
  }

  /** The query without pipes that cut its results. */
  default Query withoutPipes() {
    return this;
  }

  /** The event predicates of this query with what they are for, in the order they are written. */
  default List<Predicate> predicates() {
    return accept(EventPredicates.INSTANCE);
  }

  /** All predicates: those about events, and those about indicators if there are some. */
  default List<Predicate> allPredicates() {
    return predicates();
  }

  /** This query with each of its predicates changed, those about indicators included. */
  default Query mapPredicates(UnaryOperator<Predicate> mapper) {
    return accept(new PredicateReplacer(mapper));
  }

  private static void requireEqualKeys(List<Stage> stages) {
    require(
        stages.stream().map(s -> s.keys().size()).distinct().count() <= 1,
        "Stages have different numbers of join keys.");
  }

  private static void requireValues(Field field) {
    require(
        !field.pattern() && field.type() != ValueType.NESTED,
        "Neither a pattern nor a list of objects has values to compare: " + field);
  }

  private static void require(boolean fits, String rule) {
    if (!fits) {
      throw new IllegalArgumentException(rule);
    }
  }

  /**
   * One method for each shape, so that a new shape makes every visitor say what it does with it.
   */
  interface Visitor<R> {
    R visitSingleEvent(SingleEvent query);

    R visitSequence(Sequence query);

    R visitSample(Sample query);

    R visitThreshold(Threshold query);

    R visitNewTerms(NewTerms query);

    R visitIndicatorMatch(IndicatorMatch query);

    R visitCorrelation(Correlation query);

    R visitAggregation(Aggregation query);
  }
}
