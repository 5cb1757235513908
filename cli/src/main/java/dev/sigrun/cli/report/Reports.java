package dev.sigrun.cli.report;

import dev.sigrun.cli.terminal.ColorMode;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.diagnostic.SnippetPrinter;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.util.List;

/** Prints diagnostics on standard error. */
public final class Reports {
  private final Output err;
  private final SnippetPrinter printer;
  private final boolean quiet;

  /**
   * Reports on the standard error of {@code terminal}.
   *
   * @param quiet whether to print errors only
   */
  public Reports(Terminal terminal, ColorMode color, boolean quiet) {
    Environment environment = terminal.environment();
    this.err = terminal.err();
    this.quiet = quiet;
    this.printer =
        color.colors(environment, environment.errIsTerminal())
            ? SnippetPrinter.colored()
            : SnippetPrinter.plain();
  }

  /** All of them; errors only if the user wants it quiet. */
  public void print(List<Diagnostic> diagnostics) {
    diagnostics.stream().filter(d -> !quiet || d.severity() == Severity.ERROR).forEach(this::print);
    err.flush();
  }

  /** Only the errors. */
  public void printErrors(List<Diagnostic> diagnostics) {
    diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).forEach(this::print);
    err.flush();
  }

  private void print(Diagnostic diagnostic) {
    boolean aboutWholeRule = diagnostic.severity() == Severity.UNSUPPORTED;
    err.print(aboutWholeRule ? printer.headline(diagnostic) : printer.print(diagnostic));
  }

  /**
   * Ends the command if a path on the command line names no rule.
   *
   * @throws CommandFailure after reporting which
   */
  public void requireRules(RuleSources sources) {
    if (!sources.wrongPaths().isEmpty()) {
      print(sources.wrongPaths());
      throw CommandFailure.usage("No rules to work with, see above.");
    }
  }
}
