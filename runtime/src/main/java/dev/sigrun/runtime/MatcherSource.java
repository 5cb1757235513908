package dev.sigrun.runtime;

/** Makes the matchers of a compiled set one by one. Safe to share between threads. */
public interface MatcherSource {
  /**
   * Makes a matcher.
   *
   * @param number its place in the set, from 0
   * @param fields where all fields that it reads are registered
   * @throws IndexOutOfBoundsException if there is no matcher of this number
   */
  EventMatcher matcher(int number, Fields fields);
}
