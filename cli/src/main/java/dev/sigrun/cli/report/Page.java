package dev.sigrun.cli.report;

import dev.sigrun.cli.terminal.ColorMode;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.Optional;

/** Writes texts with headings on standard output, for people. */
public final class Page {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[m";

  private final Output out;
  private final boolean colored;
  private final Optional<Integer> width;

  /** A page on the standard output of {@code terminal}. */
  public Page(Terminal terminal, ColorMode color) {
    Environment environment = terminal.environment();
    this.out = terminal.out();
    this.colored = color.colors(environment, environment.outIsTerminal());
    this.width = TextTable.width(environment);
  }

  /** Whether colours are used. */
  boolean isColored() {
    return colored;
  }

  /** The width of lines, if there is a limit. */
  Optional<Integer> width() {
    return width;
  }

  /** Begins a section. */
  public void heading(String title) {
    String heading = "# " + VisibleText.of(title);
    out.println(colored ? BOLD + heading + PLAIN : heading);
  }

  /** Several lines and an empty one; of each line, everything that does not show is spelt out. */
  public void block(String text) {
    text.stripTrailing().lines().map(VisibleText::of).forEach(out::println);
    out.println("");
  }

  /** One line; everything that does not show is spelt out. */
  public void line(String text) {
    out.println(VisibleText.of(text));
  }

  /** An empty line. */
  public void gap() {
    out.println("");
  }

  /** One line as it is, whose texts are visible. */
  void raw(String line) {
    out.println(line);
  }
}
