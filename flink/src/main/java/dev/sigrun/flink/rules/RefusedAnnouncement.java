package dev.sigrun.flink.rules;

import java.util.List;

/** An announcement that changes nothing. The message, for users, lists all reasons. */
public final class RefusedAnnouncement extends Exception {
  private static final long serialVersionUID = 1L;

  /** How many reasons a message has. */
  private static final int MOST = 10;

  /**
   * Refused for these reasons.
   *
   * @param reasons a sentence each, at least one
   */
  RefusedAnnouncement(List<String> reasons) {
    super(
        String.join(" ", reasons.subList(0, Math.min(MOST, reasons.size())))
            + (reasons.size() > MOST ? " And %d more.".formatted(reasons.size() - MOST) : ""));
  }

  /** A stack trace would only hide the message. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
