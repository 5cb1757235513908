package dev.sigrun.cli.terminal;

/** Exit codes of the process. */
public final class ExitCode {
  /** All is well. */
  public static final int OK = 0;

  /** Rules have errors, or their tests fail. */
  public static final int FINDINGS = 1;

  /** A rule or query that was needed could not be read or compiled. */
  public static final int NOT_COMPILED = 2;

  /** The command line is wrong, a file is missing, or output cannot be written. */
  public static final int USAGE = 3;

  /** A bug of Sigrun. */
  public static final int INTERNAL = 70;

  private ExitCode() {}
}
