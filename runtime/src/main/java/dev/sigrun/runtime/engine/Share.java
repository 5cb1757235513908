package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Key;
import java.util.Set;

/** The part of the work that an engine does: all of it, or that of one lane. */
interface Share {
  /** All rules and keys. */
  Share ALL = new Whole();

  /** All of the state of an engine that got the same events as others, but ran other rules. */
  Share OTHER_RULES =
      new Whole() {
        @Override
        public void takeCounts(StreamCounts read, StreamCounts counts) {
          counts.addOfRules(read);
        }
      };

  /** All the work but that of some rules. */
  static Share without(Set<String> ruleIds) {
    Set<String> leftOut = Set.copyOf(ruleIds);
    return new Whole() {
      @Override
      public boolean runs(String ruleId) {
        return !leftOut.contains(ruleId);
      }

      @Override
      public boolean counts(String ruleId) {
        return runs(ruleId);
      }
    };
  }

  /** Whether the engine runs this rule. */
  boolean runs(String ruleId);

  /**
   * Whether the engine keeps the state of a key.
   *
   * @param run the number of the detector, or of the suppressor after all detectors
   * @param home whether work that concerns only the present event is done here
   */
  boolean owns(int run, Key key, boolean home);

  /**
   * Whether the engine takes over the state of a key, or an event for that key, from a snapshot.
   */
  boolean restores(int run, Key key);

  /** Whether the engine reports rules of a snapshot that are not run any more. */
  boolean reportsRules();

  /** Whether the engine takes over the counts of a rule from a snapshot. */
  boolean counts(String ruleId);

  /** Takes over the counts of events from a snapshot. */
  void takeCounts(StreamCounts read, StreamCounts counts);

  /** All the work. */
  class Whole implements Share {
    @Override
    public boolean runs(String ruleId) {
      return true;
    }

    @Override
    public boolean owns(int run, Key key, boolean home) {
      return true;
    }

    @Override
    public boolean restores(int run, Key key) {
      return true;
    }

    @Override
    public boolean reportsRules() {
      return true;
    }

    @Override
    public boolean counts(String ruleId) {
      return true;
    }

    @Override
    public void takeCounts(StreamCounts read, StreamCounts counts) {
      counts.add(read);
    }
  }
}
