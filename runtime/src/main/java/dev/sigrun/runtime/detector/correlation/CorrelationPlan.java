package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.internal.detector.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a correlation: the sources of its events, the measure of those of a group
 * within a span of time, and what that must be.
 *
 * <pre>{@code
 * CorrelationPlan.sliding(Duration.ofMinutes(5))
 *     .events(this::isFailedLogon, KeyReader.by(userName), hostName)
 *     .distinct()
 *     .atLeast("3")
 *     .build()
 * }</pre>
 *
 * <p>Immutable.
 */
public final class CorrelationPlan {
  /** The greatest number of sources, those of the correlations that it is over included. */
  public static final int MAX_SOURCES = 300;

  private final long span;
  private final boolean sliding;
  private final List<Source> sources;
  private final Measure measure;
  private final BigDecimal share;
  private final Bounds bounds;
  private final @Nullable StageTest test;

  /** A source of events. */
  sealed interface Source {}

  /** Single events. */
  record Events(Condition condition, KeyReader keys, List<Field> values) implements Source {
    Events {
      values = List.copyOf(values);
    }
  }

  /** The alerts of another correlation. */
  record Alerts(CorrelationPlan inner, List<Term> keys, List<Term> values) implements Source {
    Alerts {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  private CorrelationPlan(Builder builder) {
    this.span = builder.span;
    this.sliding = builder.sliding;
    this.sources = List.copyOf(builder.sources);
    this.measure = builder.measure;
    this.share = builder.share;
    this.bounds = builder.bounds;
    this.test = builder.test;
  }

  /**
   * A correlation that is judged at every event, over the span that ends with it, both ends
   * included. When it is satisfied, the group starts from zero.
   */
  public static Builder sliding(Duration span) {
    return new Builder(span, true);
  }

  /**
   * A correlation that is judged once a span has passed; spans follow one another from 1970 on, the
   * start included.
   */
  public static Builder aligned(Duration span) {
    return new Builder(span, false);
  }

  long span() {
    return span;
  }

  boolean isSliding() {
    return sliding;
  }

  List<Source> sources() {
    return sources;
  }

  Measure measure() {
    return measure;
  }

  /** The percentage of a percentile, 0 to 100. */
  BigDecimal share() {
    return share;
  }

  /** Whether the fraction, which is the measure, is what it must be. */
  boolean holds(BigDecimal numerator, long denominator) {
    return bounds.hold(numerator, denominator);
  }

  /** Whether it is what it must be that these sources found something. */
  boolean holds(boolean[] found) {
    if (test != null) {
      return test.holds(found);
    }
    int count = 0;
    for (boolean each : found) {
      count += each ? 1 : 0;
    }
    return bounds.hold(BigDecimal.valueOf(count), 1);
  }

  /** The number of values in its keys. */
  int width() {
    return sources.get(0) instanceof Events events
        ? events.keys().width()
        : ((Alerts) sources.get(0)).keys().size();
  }

  /** The start of the span that {@code time} is in, if spans follow one another. */
  long start(long time) {
    return Math.floorDiv(time, span) * span;
  }

  /** Builds the plan of a correlation. */
  public static final class Builder {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final long span;
    private final boolean sliding;
    private final List<Source> sources = new ArrayList<>();
    private Measure measure = Measure.COUNT;
    private BigDecimal share = BigDecimal.ZERO;
    private Bounds bounds = Bounds.NONE;
    private @Nullable StageTest test;

    private Builder(Duration span, boolean sliding) {
      this.span = Times.millis(span);
      this.sliding = sliding;
      if (this.span < 1) {
        throw new IllegalArgumentException("The span " + span + " is too short.");
      }
    }

    /**
     * Adds single events.
     *
     * @param keys whose values make a group; as many as those of all sources
     * @param values the values to count or measure; combinations if there are several
     */
    public Builder events(Condition condition, KeyReader keys, Field... values) {
      return source(new Events(condition, keys, List.of(values)), keys.width());
    }

    /**
     * Adds the alerts of another correlation: each is an event at the time of its last event.
     *
     * @param keys whose values make a group; as many as those of all sources
     * @param values the values to count or measure; combinations if there are several
     * @throws IllegalArgumentException if the other one is judged only after a span has passed
     */
    public Builder alerts(CorrelationPlan inner, List<Term> keys, List<Term> values) {
      if (!inner.sliding) {
        throw new IllegalArgumentException("The alerts come after the events that follow them.");
      }
      return source(new Alerts(inner, keys, values), keys.size());
    }

    private Builder source(Source source, int width) {
      if (!sources.isEmpty() && new CorrelationPlan(this).width() != width) {
        throw new IllegalArgumentException("Sources have different numbers of keys.");
      }
      if (sources.size() == MAX_SOURCES) {
        throw new IllegalArgumentException("There are more than " + MAX_SOURCES + " sources.");
      }
      sources.add(source);
      return this;
    }

    /** Measures how many distinct values, or combinations of values, there are. */
    public Builder distinct() {
      return measuring(Measure.DISTINCT);
    }

    /** Measures the sum of all numbers. */
    public Builder sum() {
      return measuring(Measure.SUM);
    }

    /** Measures the mean of all numbers. */
    public Builder mean() {
      return measuring(Measure.MEAN);
    }

    /**
     * Measures the number at a share of all numbers in their order, between two of them in
     * proportion.
     *
     * @param percent 0 to 100; 50 for the median
     */
    public Builder percentile(String percent) {
      share = new BigDecimal(percent);
      if (share.signum() < 0 || share.compareTo(HUNDRED) > 0) {
        throw new IllegalArgumentException("A percentile is from 0 to 100, not " + percent);
      }
      return measuring(Measure.PERCENTILE);
    }

    /** Measures how many sources found something; of each the newest counts. */
    public Builder stages() {
      return measuring(Measure.STAGES);
    }

    /** Looks for something from each source, in their order. */
    public Builder inOrder() {
      return measuring(Measure.ORDER);
    }

    private Builder measuring(Measure other) {
      measure = other;
      return this;
    }

    /** The measure is {@code bound} or more. */
    public Builder atLeast(String bound) {
      bounds = bounds.from(new BigDecimal(bound), true);
      return this;
    }

    /** The measure is more than {@code bound}. */
    public Builder moreThan(String bound) {
      bounds = bounds.from(new BigDecimal(bound), false);
      return this;
    }

    /** The measure is {@code bound} or less. */
    public Builder atMost(String bound) {
      bounds = bounds.to(new BigDecimal(bound), true);
      return this;
    }

    /** The measure is less than {@code bound}. */
    public Builder lessThan(String bound) {
      bounds = bounds.to(new BigDecimal(bound), false);
      return this;
    }

    /** The measure is not between the bounds. */
    public Builder outside() {
      bounds = bounds.complement();
      return this;
    }

    /** The sources that found something satisfy {@code condition}, instead of their number. */
    public Builder when(StageTest condition) {
      test = condition;
      return this;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if there is no source, or nothing that the measure needs
     */
    public CorrelationPlan build() {
      if (sources.isEmpty()) {
        throw new IllegalArgumentException("A correlation needs a source.");
      }
      if (measure == Measure.ORDER && !sliding) {
        throw new IllegalArgumentException("Order is judged at every event.");
      }
      for (Source source : sources) {
        int values =
            source instanceof Events events
                ? events.values().size()
                : ((Alerts) source).values().size();
        if (measure.needsValues() && values == 0 || measure.isNumeric() && values > 1) {
          throw new IllegalArgumentException("The measure needs a value.");
        }
      }
      return new CorrelationPlan(this);
    }
  }
}
