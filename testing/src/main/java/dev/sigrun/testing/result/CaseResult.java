package dev.sigrun.testing.result;

import java.util.Optional;

/**
 * The result of one case.
 *
 * @param name its name
 * @param line its line in the test file
 * @param positive whether it expects the rule to find something
 * @param failure why it failed, if it did
 * @param skipped why it was not run, if it was not
 */
public record CaseResult(
    String name, int line, boolean positive, Optional<Failure> failure, Optional<String> skipped) {
  /** The outcome of a case. */
  public enum Outcome {
    PASSED("passed"),
    FAILED("failed"),
    SKIPPED("skipped");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word for reports. */
    public String word() {
      return word;
    }
  }

  /** The outcome. */
  public Outcome outcome() {
    return skipped.isPresent()
        ? Outcome.SKIPPED
        : failure.isPresent() ? Outcome.FAILED : Outcome.PASSED;
  }
}
