package dev.sigrun.benchmarks.report;

import java.util.Locale;

/** Writes figures for people. */
final class Figures {
  private Figures() {}

  /** Three digits, for no measurement has more. */
  static String number(double value) {
    if (Double.isNaN(value) || value == 0) {
      return Double.isNaN(value) ? "?" : "0";
    }
    int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
    if (digits > 4) {
      return "0";
    }
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.abs(value))) - 2));
    double rounded = unit > 1 ? Math.rint(value / unit) * unit : value;
    return String.format(Locale.ROOT, "%,." + digits + "f", rounded);
  }

  static String megabytes(double bytes) {
    return number(bytes / 1e6) + " MB";
  }

  /** The time of a row in milliseconds. */
  static String seconds(Results.Row row) {
    return number(row.median() / 1000) + " s";
  }

  /** Operations per second, and bytes allocated for each. */
  static String speed(Results.Row row) {
    return number(row.median()) + " (" + number(row.secondary("gc.alloc.rate.norm")) + " B)";
  }
}
