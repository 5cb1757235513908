package dev.sigrun.runtime.function;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the combinations of one value for each of several fields, in nested loops. An event
 * with many values in many fields has too many combinations to try; iteration stops after {@link
 * #LIMIT} of them. For one evaluation, in one thread.
 */
public final class Choices {
  /** The maximum number of values that are handed out altogether. */
  public static final int LIMIT = 1_000_000;

  private int left = LIMIT;

  /** Starts over. */
  public Choices() {}

  /** Each of {@code values}, or null once if there are none. */
  public <T> Iterable<@Nullable T> of(List<T> values) {
    return () -> new Values<>(values);
  }

  private final class Values<T> implements Iterator<@Nullable T> {
    private final List<T> values;
    private int next;

    private Values(List<T> values) {
      this.values = values;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && next < Math.max(values.size(), 1);
    }

    @Override
    public @Nullable T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      left--;
      int index = next++;
      return values.isEmpty() ? null : values.get(index);
    }
  }
}
