package dev.sigrun.runtime.row;

import org.jspecify.annotations.Nullable;

/** Receives rows. */
@FunctionalInterface
public interface RowSink {
  /**
   * Called with the cells of each row.
   *
   * @param cells each null, a value or a list; a new array for each row
   */
  void row(@Nullable Object[] cells);
}
