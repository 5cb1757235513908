package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.internal.detector.TermTimes;

/** Makes states of new terms rules for tests in other packages. */
public final class TermStates {
  private TermStates() {}

  public static SeenTerms of(TermTimes times, long quietUntil, long forgotten) {
    return new SeenTerms(times, quietUntil, forgotten);
  }
}
