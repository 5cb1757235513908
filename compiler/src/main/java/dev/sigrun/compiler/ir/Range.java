package dev.sigrun.compiler.ir;

import java.util.Optional;
import java.util.function.Function;

/**
 * An interval with at least one end. Both bounds apply to the same value.
 *
 * @param <T> what its ends are
 */
public record Range<T>(Optional<Bound<T>> lower, Optional<Bound<T>> upper) {
  /** Refuses an interval without ends. */
  public Range {
    if (lower.isEmpty() && upper.isEmpty()) {
      throw new IllegalArgumentException("A range needs an end.");
    }
  }

  /**
   * One end.
   *
   * @param inclusive whether the value itself belongs to the interval
   */
  public record Bound<T>(T value, boolean inclusive) {}

  /** Everything from {@code value} on, or after it. */
  public static <T> Range<T> from(T value, boolean inclusive) {
    return new Range<>(Optional.of(new Bound<>(value, inclusive)), Optional.empty());
  }

  /** Everything up to {@code value}, or before it. */
  public static <T> Range<T> upTo(T value, boolean inclusive) {
    return new Range<>(Optional.empty(), Optional.of(new Bound<>(value, inclusive)));
  }

  /** Everything from {@code lower} to {@code upper}, both included. */
  public static <T> Range<T> closed(T lower, T upper) {
    return new Range<>(
        Optional.of(new Bound<>(lower, true)), Optional.of(new Bound<>(upper, true)));
  }

  /** The same interval over other values. */
  public <R> Range<R> map(Function<T, R> mapper) {
    return new Range<>(
        lower.map(b -> new Bound<>(mapper.apply(b.value()), b.inclusive())),
        upper.map(b -> new Bound<>(mapper.apply(b.value()), b.inclusive())));
  }

  /** {@code >= 5}, {@code > 5 and <= 7}. */
  @Override
  public String toString() {
    String from = lower.map(b -> (b.inclusive() ? ">= " : "> ") + b.value()).orElse("");
    String to = upper.map(b -> (b.inclusive() ? "<= " : "< ") + b.value()).orElse("");
    return from + (from.isEmpty() || to.isEmpty() ? "" : " ") + to;
  }
}
