package dev.sigrun.cli;

import picocli.CommandLine.Option;

/** How a command reports what it finds in rules. */
final class ReportOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Report errors only.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "Use colours: auto (on a terminal, unless NO_COLOR is set), always or never."
              + " Default: auto.")
  private ColorMode color = ColorMode.AUTO;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  boolean quiet() {
    return quiet;
  }

  ColorMode color() {
    return color;
  }
}
