package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Inputs;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.internal.detector.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a sequence, laid out for the state machine. Positive stages are numbered
 * without the missing-event stages between them.
 *
 * @param inputs the tests on single events
 * @param stages the input of each positive stage
 * @param gaps the inputs of the missing-event stages between a positive stage and the next one; as
 *     many as there are positive stages but one
 * @param leading the inputs of the missing-event stages before the first positive stage
 * @param trailing the inputs of the missing-event stages after the last positive stage
 * @param until the input that ends sequences; -1 if there is none
 * @param layout for each stage as written, the number of its positive stage; -1 where an event has
 *     to be missing
 * @param span the longest time between the first and the last event in milliseconds; {@link
 *     Long#MAX_VALUE} if there is no limit
 */
record SequencePlan(
    Inputs inputs,
    int[] stages,
    List<int[]> gaps,
    int[] leading,
    int[] trailing,
    int until,
    int[] layout,
    long span) {

  /** The number of positive stages. */
  int size() {
    return stages.length;
  }

  boolean startsWithMissing() {
    return leading.length > 0;
  }

  boolean endsWithMissing() {
    return trailing.length > 0;
  }

  /** Whether there is any missing-event stage. */
  boolean hasMissing() {
    return layout.length > stages.length;
  }

  /** Whether an event that satisfies the input counts where no other has come. */
  boolean begins(int input) {
    if (input == stages[0]) {
      return true;
    }
    for (int each : leading) {
      if (each == input) {
        return true;
      }
    }
    return false;
  }

  /** Whether no time limit makes state useless. */
  boolean isEndless() {
    return span == Long.MAX_VALUE;
  }

  /** The same with another span. */
  SequencePlan withSpan(long other) {
    return new SequencePlan(inputs, stages, gaps, leading, trailing, until, layout, other);
  }

  /** One stage as written. */
  private record Stage(boolean positive, int input) {}

  /** Collects stages. */
  static final class Builder {
    private static final int MISSING = -1;

    private final Inputs.Builder inputs = new Inputs.Builder();
    private final List<Stage> stages = new ArrayList<>();
    private int until = -1;

    void add(boolean positive, int runs, Condition condition, KeyReader keys) {
      if (runs < 1 || runs > SequenceDetector.MAX_RUNS) {
        throw new IllegalArgumentException("A stage can be repeated 1 to 100 times, not " + runs);
      }
      if (stages.size() + runs > SequenceDetector.MAX_STAGES) {
        throw new IllegalArgumentException(
            "A sequence has at most " + SequenceDetector.MAX_STAGES + " stages.");
      }
      Stage stage = new Stage(positive, inputs.add(condition, keys));
      for (int i = 0; i < runs; i++) {
        stages.add(stage);
      }
    }

    void until(Condition condition, KeyReader keys) {
      if (until >= 0) {
        throw new IllegalArgumentException("A sequence has at most one 'until'.");
      }
      until = inputs.add(condition, keys);
    }

    SequencePlan build(@Nullable Duration maxSpan, @Nullable Duration lookBack) {
      int[] positives = inputsOf(stages.stream().filter(Stage::positive).toList());
      if (positives.length == 0) {
        throw new IllegalArgumentException(
            "At least one stage of a sequence must not be a" + " missing-event stage.");
      }
      if (maxSpan == null && positives.length < stages.size()) {
        throw new IllegalArgumentException("A missing-event stage needs a span.");
      }
      List<int[]> missing = missingByPlace(positives.length);
      Duration limit = maxSpan != null ? maxSpan : lookBack;
      return new SequencePlan(
          inputs.build(),
          positives,
          missing.subList(1, positives.length),
          missing.get(0),
          missing.get(positives.length),
          until,
          layout(),
          limit == null ? Long.MAX_VALUE : Times.millis(limit));
    }

    /** The missing-event stages before each positive stage, and those after the last one. */
    private List<int[]> missingByPlace(int positives) {
      List<List<Stage>> missing = new ArrayList<>();
      for (int i = 0; i <= positives; i++) {
        missing.add(new ArrayList<>());
      }
      int place = 0;
      for (Stage stage : stages) {
        if (stage.positive()) {
          place++;
        } else {
          missing.get(place).add(stage);
        }
      }
      return missing.stream().map(Builder::inputsOf).toList();
    }

    private int[] layout() {
      int[] layout = new int[stages.size()];
      int positive = 0;
      for (int i = 0; i < layout.length; i++) {
        layout[i] = stages.get(i).positive() ? positive++ : MISSING;
      }
      return layout;
    }

    private static int[] inputsOf(List<Stage> stages) {
      return stages.stream().mapToInt(Stage::input).toArray();
    }
  }
}
