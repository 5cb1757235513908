package dev.sigrun.runtime.row;

/**
 * Makes rows of something.
 *
 * @param <S> of what
 */
@FunctionalInterface
public interface RowMaker<S> {
  /** Passes the rows that are made of {@code source} to {@code sink}; always the same ones. */
  void rows(S source, RowSink sink);
}
