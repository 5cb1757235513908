package dev.sigrun.runtime.internal.index.value;

/** Receives the entries filed under the literals that a {@link GramFilter} finds. */
public interface GramHits {
  /** Takes what is filed under one literal; the same may come again. */
  void add(int[] filed);
}
