package dev.sigrun.cli;

import java.util.Locale;

/** Figures in sentences. */
final class Texts {
  private Texts() {}

  /** A duration in seconds with one digit behind the point. */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
