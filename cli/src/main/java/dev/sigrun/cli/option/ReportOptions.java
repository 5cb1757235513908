package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.ColorMode;
import dev.sigrun.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** How a command reports what it finds in rules. */
public final class ReportOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Report errors only.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "When to use colours: auto (on a terminal, unless NO_COLOR is set), always or never."
              + " Default: auto.")
  private ColorMode color = ColorMode.AUTO;

  public boolean quiet() {
    return quiet;
  }

  public ColorMode color() {
    return color;
  }

  /** Where the diagnostics of the command go. */
  public Reports reports(Terminal terminal) {
    return new Reports(terminal, color, quiet);
  }
}
