package dev.sigrun.benchmarks.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The page, which is written with each line, so that a run that is broken off leaves one, too. */
final class StreamPage {
  private final Path file;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final StringBuilder text = new StringBuilder();

  StreamPage(Path file) {
    this.file = file;
  }

  /** Adds a line, in the form of {@link String#format}. */
  void line(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    out.println(line);
    text.append(line).append('\n');
    write("\nThe run was broken off here.\n");
  }

  /** Says that nothing is missing. */
  void end() {
    write("");
  }

  private void write(String more) {
    try {
      Files.writeString(file, text + more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A figure with three digits or more. */
  static String number(double value) {
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  /** A ratio. */
  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A goal, and whether it is reached. */
  static String atLeast(double goal, double value) {
    return "≥ " + ratio(goal) + (value >= goal ? "" : ", missed");
  }

  /** A goal that less is better for. */
  static String atMost(double goal, String unit, double value) {
    String bound = goal == Math.rint(goal) ? String.valueOf((long) goal) : ratio(goal);
    return "≤ " + bound + unit + (value <= goal ? "" : ", missed");
  }
}
