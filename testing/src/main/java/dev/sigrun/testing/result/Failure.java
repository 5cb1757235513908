package dev.sigrun.testing.result;

import java.util.List;

/**
 * Why a case failed.
 *
 * @param expected what should have been found
 * @param found the results
 * @param findings what decided about the events, the most interesting first
 */
public record Failure(String expected, String found, List<Finding> findings) {
  /** Copies the list. */
  public Failure {
    findings = List.copyOf(findings);
  }

  /**
   * The clauses that decided about one event or one part of the rule.
   *
   * @param title a clause such as {@code event 1 does not match}
   * @param clauses the parts of the condition that decided; may be empty
   */
  public record Finding(String title, List<Clause> clauses) {
    /** Copies the list. */
    public Finding {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * A part of a condition.
   *
   * @param line its line in the rule file
   * @param truth whether the event satisfies it
   * @param condition its text
   * @param values what its fields have: {@code process.name = "sh"}
   */
  public record Clause(int line, boolean truth, String condition, List<String> values) {
    /** Copies the list. */
    public Clause {
      values = List.copyOf(values);
    }
  }
}
