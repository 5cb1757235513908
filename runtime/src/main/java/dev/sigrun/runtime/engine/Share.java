package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Key;

/** The part of the work that an engine does: all of it, or that of one lane. */
interface Share {
  /** All rules and keys. */
  Share ALL =
      new Share() {
        @Override
        public boolean runs(String ruleId) {
          return true;
        }

        @Override
        public boolean owns(int detector, Key key, boolean home) {
          return true;
        }
      };

  /** Whether the engine runs this rule. */
  boolean runs(String ruleId);

  /**
   * Whether the engine keeps the state of a key.
   *
   * @param detector its place among the detectors
   * @param home whether whatever concerns the present event alone is done here
   */
  boolean owns(int detector, Key key, boolean home);
}
