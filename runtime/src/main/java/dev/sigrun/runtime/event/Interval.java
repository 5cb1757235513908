package dev.sigrun.runtime.event;

import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link RangeField}. Both ends belong to it: an end that an event excludes is held as
 * the next value of the type inside.
 *
 * @param least a number, milliseconds since 1970 or an address; null if there is no lower end
 * @param greatest the same for the upper end
 */
record Interval(@Nullable Object least, @Nullable Object greatest) {
  /** {@code [1, 5]}; an end that is missing is {@code *}. */
  @Override
  public String toString() {
    return "[" + end(least) + ", " + end(greatest) + "]";
  }

  private static String end(@Nullable Object end) {
    return end == null ? "*" : end.toString();
  }
}
