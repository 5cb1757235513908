package dev.sigrun.testing.result;

import java.util.List;
import java.util.Optional;

/**
 * The result of the tests of one rule.
 *
 * @param path the rule file
 * @param name the title of the rule, if it could be read
 * @param testPath the test file, if there is one
 * @param unsupported why the rule cannot be run, if it cannot although it has no errors
 * @param broken whether the rule or its tests have errors, so that no case was run
 * @param cases in the order of the test file
 */
public record RuleResult(
    String path,
    Optional<String> name,
    Optional<String> testPath,
    Optional<String> unsupported,
    boolean broken,
    List<CaseResult> cases) {
  /** Copies the list. */
  public RuleResult {
    cases = List.copyOf(cases);
  }

  /** The number of cases that expect the rule to find something. */
  public long positives() {
    return cases.stream().filter(CaseResult::positive).count();
  }

  /** The number of cases that expect the rule to find nothing. */
  public long negatives() {
    return cases.size() - positives();
  }

  /** Whether it can be tested and has fewer cases of either kind than {@code minimum}. */
  public boolean lacks(long minimum) {
    return unsupported.isEmpty() && !broken && Math.min(positives(), negatives()) < minimum;
  }
}
