package dev.sigrun.compiler.ir.value;

import dev.sigrun.runtime.time.DateMath;
import org.jspecify.annotations.Nullable;

/**
 * The end of a range of points in time as it is written: a date, a unit of time such as {@code
 * 2024-05}, milliseconds, or date math such as {@code now-1d/d}. One that names a unit takes in the
 * whole unit, so that later than a day means after its last instant.
 */
public final class DateBound {
  private final String text;
  private final DateMath first;
  private final DateMath last;

  private DateBound(String text) {
    this.text = text;
    this.first = DateMath.parse(text, false);
    this.last = DateMath.parse(text, true);
  }

  /**
   * The bound that {@code text} writes, in the usual format of dates.
   *
   * @throws IllegalArgumentException if it is neither a date nor date math
   */
  public static DateBound of(String text) {
    return new DateBound(text);
  }

  /** The date or date math as it is written. */
  public String text() {
    return text;
  }

  /** Whether the instant depends on the current time. */
  public boolean dependsOnNow() {
    return first.dependsOnNow();
  }

  /**
   * The instant at which a range ends.
   *
   * @param last whether it is the last instant of the unit that is written; the first otherwise
   */
  public DateMath instant(boolean last) {
    return last ? this.last : first;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DateBound bound && text.equals(bound.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The date or date math as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
