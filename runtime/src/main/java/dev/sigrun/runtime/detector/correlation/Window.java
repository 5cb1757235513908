package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.internal.detector.PersistentQueue;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The hits of a span of time, and their measure.
 *
 * @param hits the newest of them, oldest first; all, if the measure needs them again
 * @param count how many there are
 * @param sum of their numbers
 * @param numbers how many numbers they have
 * @param terms their distinct values, each with the time of the newest hit that has it
 * @param lastTime the time of the newest
 * @param weight of the hits
 */
record Window(
    PersistentQueue<Hit> hits,
    long count,
    BigDecimal sum,
    long numbers,
    TermTimes terms,
    long lastTime,
    long weight)
    implements Group {
  static final Window EMPTY =
      new Window(PersistentQueue.empty(), 0, BigDecimal.ZERO, 0, TermTimes.NONE, 0, 0);

  private static final int HUNDRED = 100;
  private static final long WEIGHT_OF_TERM = 40;

  /** A measure as a fraction, which is not divided so that nothing is rounded. */
  record Measured(BigDecimal numerator, long denominator) {
    /** About the same as one number. */
    BigDecimal value() {
      return denominator == 1
          ? numerator
          : numerator.divide(BigDecimal.valueOf(denominator), MathContext.DECIMAL64);
    }
  }

  @Override
  public long weight() {
    return weight + WEIGHT_OF_TERM * terms.size();
  }

  /**
   * The same with a hit.
   *
   * @param measured its numbers, or those of which only the sum is needed
   */
  Window plus(Hit hit, List<BigDecimal> measured, List<TermHash> values) {
    BigDecimal total = sum;
    for (BigDecimal number : measured) {
      total = total.add(number);
    }
    TermTimes distinct = terms;
    for (TermHash value : values) {
      distinct = distinct.seen(value, hit.time());
    }
    return new Window(
        hits.plus(hit),
        count + 1,
        total,
        numbers + measured.size(),
        distinct,
        hit.time(),
        weight + hit.weight());
  }

  /** The same without hits before {@code time}, which have their numbers. */
  Window since(long time) {
    Window left = this;
    while (!left.hits.isEmpty() && left.hits.first().time() < time) {
      left = left.withoutFirst();
    }
    if (left.hits.isEmpty()) {
      return EMPTY;
    }
    // Dropping values looks at all of them, so it is put off until about half of them are old.
    boolean worthwhile = left.terms.size() > 2 * left.terms.countSince(time);
    return worthwhile ? left.with(left.terms.since(time)) : left;
  }

  /** The same without its oldest hit, which has its numbers. */
  Window withoutFirst() {
    Hit first = hits.first();
    BigDecimal total = sum;
    for (BigDecimal number : first.numbers()) {
      total = total.subtract(number);
    }
    return new Window(
        hits.withoutFirst(),
        count - 1,
        total,
        numbers - first.numbers().size(),
        terms,
        lastTime,
        weight - first.weight());
  }

  /** The same, in which the oldest hit still counts but is no longer known. */
  Window forgettingFirst() {
    Hit first = hits.first();
    return new Window(
        hits.withoutFirst(), count, sum, numbers, terms, lastTime, weight - first.weight());
  }

  /** The same with other distinct values. */
  Window with(TermTimes distinct) {
    return new Window(hits, count, sum, numbers, distinct, lastTime, weight);
  }

  /** The measure, of values since {@code from}. */
  Measured measured(CorrelationPlan plan, long from) {
    return switch (plan.measure()) {
      case COUNT, STAGES, ORDER -> new Measured(BigDecimal.valueOf(count), 1);
      case DISTINCT -> new Measured(BigDecimal.valueOf(terms.countSince(from)), 1);
      case SUM -> new Measured(sum, 1);
      case MEAN -> new Measured(sum, numbers);
      case PERCENTILE -> new Measured(percentile(plan.share()), 1);
    };
  }

  /** The number at rank {@code share (n - 1)}, between two numbers in proportion. */
  private BigDecimal percentile(BigDecimal share) {
    List<BigDecimal> sorted = new ArrayList<>();
    hits.elements().forEach(hit -> sorted.addAll(hit.numbers()));
    sorted.sort(null);
    BigDecimal rank =
        share.multiply(BigDecimal.valueOf(sorted.size() - 1L)).divide(BigDecimal.valueOf(HUNDRED));
    int below = rank.intValue();
    BigDecimal low = sorted.get(below);
    if (below + 1 == sorted.size()) {
      return low;
    }
    BigDecimal part = rank.subtract(BigDecimal.valueOf(below));
    return low.add(part.multiply(sorted.get(below + 1).subtract(low)));
  }
}
