package dev.sigrun.kafka.topic;

import java.util.List;

/** Why something cannot run with these options, topics and brokers. For users, without a trace. */
public final class StartProblem extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * A problem.
   *
   * @param reasons each a sentence
   */
  public StartProblem(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** All reasons, each a sentence. */
  public List<String> reasons() {
    return reasons;
  }

  /** A stack trace would only hide the message. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
