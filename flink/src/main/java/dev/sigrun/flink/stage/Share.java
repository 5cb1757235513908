package dev.sigrun.flink.stage;

/** The part that one version of the rules has in judging events. */
interface Share {
  /** That of rules which are the only ones. */
  Share ALL =
      new Share() {
        @Override
        public boolean counts(long time) {
          return true;
        }

        @Override
        public boolean ticks(String timeline, long time) {
          return false;
        }
      };

  /** Whether the rules of the version count at a time. */
  boolean counts(long time);

  /**
   * Whether the version tells a timeline of a time at which other rules count, because those do not
   * go by that timeline: its time passes for events that wait there, and for rules to come.
   */
  boolean ticks(String timeline, long time);
}
