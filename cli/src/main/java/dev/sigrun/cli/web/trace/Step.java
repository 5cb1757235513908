package dev.sigrun.cli.web.trace;

import dev.sigrun.runtime.detector.Key;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Something that happened to the events of one key. Events are called by their numbers. */
sealed interface Step {
  /** The values that tie the events together. */
  Key key();

  /**
   * The rule wants an event; whether it comes in time is seen later.
   *
   * @param time of the event, in milliseconds since 1970, if it has one
   * @param inputs the parts of the rule that it satisfies, from 0
   */
  record Selected(Key key, long event, OptionalLong time, List<Integer> inputs) implements Step {
    /** Copies the list. */
    public Selected {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * The rule was given an event that it wanted.
   *
   * @param time of the event
   * @param kept the events that it remembers now
   */
  record Accepted(Key key, long event, long time, Set<Long> kept) implements Step {
    /** Copies the set. */
    public Accepted {
      kept = Set.copyOf(kept);
    }
  }

  /**
   * Time has passed.
   *
   * @param time no event at or before it will come
   * @param kept the events that the rule remembers now
   */
  record Woken(Key key, long time, Set<Long> kept) implements Step {
    /** Copies the set. */
    public Woken {
      kept = Set.copyOf(kept);
    }
  }

  /**
   * The rule found what it looks for.
   *
   * @param events in the order of its stages, without those that should be missing
   */
  record Detected(Key key, List<Long> events) implements Step {
    /** Copies the list. */
    public Detected {
      events = List.copyOf(events);
    }
  }
}
