package dev.sigrun.cli.report;

import java.util.Locale;

/** Figures in sentences. */
public final class Texts {
  private Texts() {}

  /** A duration in seconds with one digit after the point. */
  public static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
