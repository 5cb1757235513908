package dev.sigrun.runtime.detector.correlation;

/** A condition over the sources of a correlation. */
@FunctionalInterface
public interface StageTest {
  /**
   * Whether it holds.
   *
   * @param found for each source, whether it found something
   */
  boolean holds(boolean[] found);
}
