package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Groups of events of which a measure, within a span of time, is what it must be.
 *
 * <p>If the measure can only rise with each event, as far as the verdict is about it, the
 * correlation {@linkplain #slides slides}: it is judged at each event, over the span that ends with
 * it, and starts from zero once it is satisfied. All others are judged when a span has passed;
 * these spans follow one another from 1970 on.
 *
 * @param sources where the events come from, one or more
 * @param groups the names of the values that make a group; none for one group of all events
 * @param span how far apart the events may be, positive
 * @param measure the value that is measured
 * @param verdict what the measure must be
 */
public record Correlation(
    Origin origin,
    List<Source> sources,
    List<String> groups,
    Duration span,
    Measure measure,
    Verdict verdict)
    implements Query {
  /**
   * Copies the lists; refuses no sources, sources with other keys than the groups need, values that
   * the measure does not need or has not, alerts that come after later events, and stages that are
   * not there.
   */
  public Correlation {
    sources = List.copyOf(sources);
    groups = List.copyOf(groups);
    require(!sources.isEmpty(), "A correlation has a source.");
    require(!span.isNegative() && !span.isZero(), "A span is longer than nothing.");
    for (Source source : sources) {
      require(source.keys().size() == groups.size(), "Each source has all keys.");
      require(
          measure.kind().needsValues() ? !source.values().isEmpty() : source.values().isEmpty(),
          "Values are there if they are measured.");
      require(
          !measure.kind().isNumeric() || source.values().size() == 1, "One number is measured.");
      require(
          source.input().fold(events -> true, alerts -> alerts.correlation().slides()),
          "An alert is there when later events come.");
    }
    require(
        !measure.kind().isOrdered() || slides(measure, verdict), "Order is judged at each event.");
    int stages = sources.size();
    require(
        verdict.fold(bounds -> true, combination -> measure.kind() == Kind.STAGES),
        "A condition is about stages.");
    require(
        verdict.fold(bounds -> true, combination -> combination.condition().last() < stages),
        "Each stage is a source.");
  }

  /** The quantities that can be measured. */
  public enum Kind {
    /** The number of events. */
    COUNT,
    /** The number of distinct values, or combinations of values. */
    DISTINCT,
    /** The sum of numbers. */
    SUM,
    /** The mean of numbers. */
    MEAN,
    /** The number at a share of all numbers in their order. */
    PERCENTILE,
    /** The number of sources that found something. */
    STAGES,
    /** The same for sources that found something one after the other; all must. */
    ORDER;

    /** Whether it is about values of events. */
    public boolean needsValues() {
      return switch (this) {
        case DISTINCT, SUM, MEAN, PERCENTILE -> true;
        case COUNT, STAGES, ORDER -> false;
      };
    }

    /** Whether these values are numbers. */
    public boolean isNumeric() {
      return switch (this) {
        case SUM, MEAN, PERCENTILE -> true;
        case COUNT, DISTINCT, STAGES, ORDER -> false;
      };
    }

    /** Whether it is about which sources found something, and not about how much. */
    public boolean isOfStages() {
      return switch (this) {
        case STAGES, ORDER -> true;
        case COUNT, DISTINCT, SUM, MEAN, PERCENTILE -> false;
      };
    }

    /** Whether the sources must find something one after the other. */
    public boolean isOrdered() {
      return switch (this) {
        case ORDER -> true;
        case COUNT, DISTINCT, SUM, MEAN, PERCENTILE, STAGES -> false;
      };
    }

    /** Whether it can only rise with each event; of numbers that are not negative, at least. */
    boolean rises() {
      return switch (this) {
        case COUNT, DISTINCT, SUM, STAGES, ORDER -> true;
        case MEAN, PERCENTILE -> false;
      };
    }
  }

  /**
   * A quantity of the events of a group.
   *
   * @param share the percentage of a percentile, 0 to 100; empty for everything else
   */
  public record Measure(Kind kind, Optional<BigDecimal> share) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** Refuses a percentile without a share between 0 and 100, and a share of anything else. */
    public Measure {
      require(share.isPresent() == (kind == Kind.PERCENTILE), "A percentile has a share.");
      require(
          share.filter(s -> s.signum() < 0 || s.compareTo(ALL) > 0).isEmpty(),
          "A share is between 0 and 100.");
    }

    /** A measure that needs no share. */
    public static Measure of(Kind kind) {
      return new Measure(kind, Optional.empty());
    }
  }

  /**
   * Where events come from.
   *
   * @param origin the part of the rule that names it
   * @param name what the rule calls it
   * @param keys the values of the groups, for each of their names
   * @param values the values to count or measure
   */
  public record Source(
      Origin origin, String name, Input input, List<Term> keys, List<Term> values) {
    /** Copies the lists; refuses values of keys that single events do not have. */
    public Source {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
      int width = input.fold(events -> 0, alerts -> alerts.correlation().groups().size());
      require(
          Stream.concat(keys.stream(), values.stream())
              .allMatch(term -> term.fold(field -> true, group -> group.position() < width)),
          "The key of an alert has the value.");
    }

    /** The predicate of its events; empty if it is the alerts of another correlation. */
    public Optional<Predicate> predicate() {
      return input.fold(events -> Optional.of(events.predicate()), alerts -> Optional.empty());
    }

    /** The fields among the keys: all of them if the source is single events. */
    public List<Field> keyFields() {
      return fields(keys);
    }

    /** The fields among the values: all of them if the source is single events. */
    public List<Field> valueFields() {
      return fields(values);
    }

    private static List<Field> fields(List<Term> terms) {
      return terms.stream()
          .flatMap(term -> term.fold(of -> Stream.of(of.field()), group -> Stream.empty()))
          .toList();
    }
  }

  /** A source of events. */
  public sealed interface Input {
    /** The result of the function for its kind. */
    <R> R fold(Function<Events, R> events, Function<Alerts, R> alerts);
  }

  /** Single events that satisfy a predicate. */
  public record Events(Predicate predicate) implements Input {
    @Override
    public <R> R fold(Function<Events, R> events, Function<Alerts, R> alerts) {
      return events.apply(this);
    }
  }

  /** Alerts of another correlation, each at the time of its last event. */
  public record Alerts(Correlation correlation) implements Input {
    @Override
    public <R> R fold(Function<Events, R> events, Function<Alerts, R> alerts) {
      return alerts.apply(this);
    }
  }

  /** A value of an event or alert. */
  public sealed interface Term {
    /** The result of the function for its kind. */
    <R> R fold(Function<OfField, R> ofField, Function<OfGroup, R> ofGroup);
  }

  /** The values of a field: of the event, or of the last event of the alert. */
  public record OfField(Field field) implements Term {
    @Override
    public <R> R fold(Function<OfField, R> ofField, Function<OfGroup, R> ofGroup) {
      return ofField.apply(this);
    }
  }

  /**
   * A value of the key of the alert.
   *
   * @param position among the groups of the inner correlation
   */
  public record OfGroup(int position) implements Term {
    /** Refuses positions before the first. */
    public OfGroup {
      require(position >= 0, "The first group has the position 0.");
    }

    @Override
    public <R> R fold(Function<OfField, R> ofField, Function<OfGroup, R> ofGroup) {
      return ofGroup.apply(this);
    }
  }

  /** The condition on the measure. */
  public sealed interface Verdict {
    /** The result of the function for its kind. */
    <R> R fold(Function<Bounds, R> bounds, Function<Combination, R> combination);
  }

  /**
   * A number between bounds.
   *
   * @param negated whether it must be any other number
   */
  public record Bounds(boolean negated, Range<BigDecimal> range) implements Verdict {
    @Override
    public <R> R fold(Function<Bounds, R> bounds, Function<Combination, R> combination) {
      return bounds.apply(this);
    }
  }

  /** The sources that found something satisfy a condition. */
  public record Combination(Condition condition) implements Verdict {
    @Override
    public <R> R fold(Function<Bounds, R> bounds, Function<Combination, R> combination) {
      return combination.apply(this);
    }
  }

  /** A condition over sources. */
  public sealed interface Condition {
    /** The greatest number of a source that it names. */
    int last();

    /** Whether it cannot become false when more is found. */
    boolean rises();

    /** The result of the function for its kind. */
    <R> R fold(Function<Found, R> found, Function<Not, R> not, Function<Junction, R> junction);
  }

  /** The source with this number found something. */
  public record Found(int source) implements Condition {
    /** Refuses numbers before the first. */
    public Found {
      require(source >= 0, "The first source has the number 0.");
    }

    @Override
    public <R> R fold(
        Function<Found, R> found, Function<Not, R> not, Function<Junction, R> junction) {
      return found.apply(this);
    }

    @Override
    public int last() {
      return source;
    }

    @Override
    public boolean rises() {
      return true;
    }

    @Override
    public String toString() {
      return String.valueOf(source + 1);
    }
  }

  /** The operand does not hold. */
  public record Not(Condition operand) implements Condition {
    @Override
    public <R> R fold(
        Function<Found, R> found, Function<Not, R> not, Function<Junction, R> junction) {
      return not.apply(this);
    }

    @Override
    public int last() {
      return operand.last();
    }

    @Override
    public boolean rises() {
      return false;
    }

    @Override
    public String toString() {
      return "not (" + operand + ")";
    }
  }

  /**
   * Several conditions hold, or one of them.
   *
   * @param all whether all must hold
   * @param terms two or more
   */
  public record Junction(boolean all, List<Condition> terms) implements Condition {
    /** Copies the list; refuses fewer than two terms. */
    public Junction {
      terms = List.copyOf(terms);
      require(terms.size() >= 2, "A junction has two terms or more.");
    }

    @Override
    public <R> R fold(
        Function<Found, R> found, Function<Not, R> not, Function<Junction, R> junction) {
      return junction.apply(this);
    }

    @Override
    public int last() {
      return terms.stream().mapToInt(Condition::last).max().orElse(0);
    }

    @Override
    public boolean rises() {
      return terms.stream().allMatch(Condition::rises);
    }

    @Override
    public String toString() {
      return terms.stream()
          .map(term -> term.fold(Found::toString, not -> "(" + not + ")", j -> "(" + j + ")"))
          .collect(Collectors.joining(all ? " and " : " or "));
    }
  }

  /** Whether it is judged at each event, and not only when a span has passed. */
  public boolean slides() {
    return slides(measure, verdict);
  }

  private static boolean slides(Measure measure, Verdict verdict) {
    return verdict.fold(
        bounds -> measure.kind().rises() && !bounds.negated() && bounds.range().upper().isEmpty(),
        combination -> combination.condition().rises());
  }

  @Override
  public Shape shape() {
    return Shape.CORRELATION;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visitCorrelation(this);
  }

  @Override
  public String toString() {
    return QueryPrinter.print(this);
  }

  private static void require(boolean fits, String rule) {
    if (!fits) {
      throw new IllegalArgumentException(rule);
    }
  }
}
