package dev.sigrun.runtime.internal.index.value;

/** Receives the entries filed under the literals that a {@link GramFilter} finds. */
public interface GramHits {
  /** Takes the patterns filed under one literal; they may come again. */
  void add(int[] filed);
}
