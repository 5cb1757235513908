package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
          !(source.input() instanceof Alerts alerts) || alerts.correlation().slides(),
          "An alert is there when later events come.");
    }
    require(
        measure.kind() != Kind.ORDER || slides(measure, verdict), "Order is judged at each event.");
    if (verdict instanceof Combination combination) {
      require(measure.kind() == Kind.STAGES, "A condition is about stages.");
      require(combination.condition().last() < sources.size(), "Each stage is a source.");
    }
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
      return isNumeric() || this == DISTINCT;
    }

    /** Whether these values are numbers. */
    public boolean isNumeric() {
      return this == SUM || this == MEAN || this == PERCENTILE;
    }

    /** Whether it can only rise with each event; of numbers that are not negative, at least. */
    boolean rises() {
      return this != MEAN && this != PERCENTILE;
    }
  }

  /**
   * A quantity of the events of a group.
   *
   * @param share the percentage of a percentile, 0 to 100; empty for everything else
   */
  public record Measure(Kind kind, Optional<BigDecimal> share) {
    /** Refuses a percentile without a share, and a share of anything else. */
    public Measure {
      require(share.isPresent() == (kind == Kind.PERCENTILE), "A percentile has a share.");
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
      int width = input instanceof Alerts alerts ? alerts.correlation().groups().size() : 0;
      require(
          Stream.concat(keys.stream(), values.stream())
              .noneMatch(term -> term instanceof OfGroup group && group.position() >= width),
          "The key of an alert has the value.");
    }
  }

  /** A source of events. */
  public sealed interface Input {}

  /** Single events that satisfy a predicate. */
  public record Events(Predicate predicate) implements Input {}

  /** Alerts of another correlation, each at the time of its last event. */
  public record Alerts(Correlation correlation) implements Input {}

  /** A value of an event or alert. */
  public sealed interface Term {}

  /** The values of a field: of the event, or of the last event of the alert. */
  public record OfField(Field field) implements Term {}

  /**
   * A value of the key of the alert.
   *
   * @param position among the groups of the inner correlation
   */
  public record OfGroup(int position) implements Term {}

  /** The condition on the measure. */
  public sealed interface Verdict {}

  /**
   * A number between bounds.
   *
   * @param negated whether it must be any other number
   */
  public record Bounds(boolean negated, Range<BigDecimal> range) implements Verdict {}

  /** The sources that found something satisfy a condition. */
  public record Combination(Condition condition) implements Verdict {}

  /** A condition over sources. */
  public sealed interface Condition {
    /** The greatest number of a source that it names. */
    int last();

    /** Whether it cannot become false when more is found. */
    boolean rises();
  }

  /** The source with this number found something. */
  public record Found(int source) implements Condition {
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
    /** Copies the list. */
    public Junction {
      terms = List.copyOf(terms);
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
          .map(term -> term instanceof Found ? term.toString() : "(" + term + ")")
          .collect(Collectors.joining(all ? " and " : " or "));
    }
  }

  /** Whether it is judged at each event, and not only when a span has passed. */
  public boolean slides() {
    return slides(measure, verdict);
  }

  private static boolean slides(Measure measure, Verdict verdict) {
    if (verdict instanceof Combination combination) {
      return combination.condition().rises();
    }
    Bounds bounds = (Bounds) verdict;
    return measure.kind().rises() && !bounds.negated() && bounds.range().upper().isEmpty();
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
