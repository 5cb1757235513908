package dev.sigrun.flink.job;

import java.util.List;

/** The job cannot start as it is configured. The message is for users and lists all reasons. */
public final class JobProblem extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With these reasons, each a sentence. */
  JobProblem(List<String> reasons) {
    super(
        "The job cannot start."
            + String.join("", reasons.stream().map(reason -> "\n  - " + reason).toList()));
  }

  /** A stack trace would only hide the message. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
