package dev.sigrun.runtime.engine.ahead;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.RuleFailure;
import java.util.List;
import java.util.Optional;

/**
 * The answer of a detector about an event alone.
 *
 * @param selections those that it makes of the event
 * @param failure why it could not say
 */
public record Choice(List<Selection> selections, Optional<RuntimeException> failure) {
  private static final Choice NOTHING = new Choice(List.of(), Optional.empty());

  /**
   * An answer with more values is not kept until it is the event's turn: many events wait at a
   * time, and the rows of a small one may be thousands.
   */
  private static final int MOST_VALUES_AHEAD = 256;

  /** Copies the list. */
  public Choice {
    selections = List.copyOf(selections);
  }

  /** Asks a detector. One rule that fails must not cost the others. */
  public static Choice of(Detector<?> detector, Event event, ReferenceData data) {
    try {
      List<Selection> selections = detector.select(event, data);
      return selections.isEmpty() ? NOTHING : new Choice(selections, Optional.empty());
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return new Choice(List.of(), Optional.of(RuleFailure.of(e)));
    }
  }

  /**
   * The same before it is the event's turn; empty if the answer may then be another, or is too
   * large to wait.
   */
  static Optional<Choice> ahead(Detector<?> detector, Event event) {
    try {
      if (detector.usesReferenceData()) {
        return Optional.empty();
      }
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // A detector that cannot be made fails when it is asked.
    }
    Choice choice = of(detector, event, ReferenceData.NONE);
    return choice.values() <= MOST_VALUES_AHEAD ? Optional.of(choice) : Optional.empty();
  }

  /** The number of keys and values. */
  private long values() {
    long values = selections.size();
    for (Selection each : selections) {
      values += each.values().size();
    }
    return values;
  }
}
