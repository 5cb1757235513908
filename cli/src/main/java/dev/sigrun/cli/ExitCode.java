package dev.sigrun.cli;

/** What the process tells its caller. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** Rules have errors, or their tests fail. */
  static final int FINDINGS = 1;

  /** A rule or query that was needed could not be read or compiled. */
  static final int NOT_COMPILED = 2;

  /** The command line is wrong, a file is missing, or output cannot be written. */
  static final int USAGE = 3;

  /** A bug of Sigrun. */
  static final int INTERNAL = 70;

  private ExitCode() {}
}
