package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Severity;

/** The findings that make a command fail. */
public enum FailOn {
  /** Errors only. */
  ERROR,
  /** Errors and warnings. */
  WARNING;

  /** Whether a finding of such a severity makes the command fail. */
  public boolean includes(Severity severity) {
    return severity == Severity.ERROR || (this == WARNING && severity == Severity.WARNING);
  }
}
