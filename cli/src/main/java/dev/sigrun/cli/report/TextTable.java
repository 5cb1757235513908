package dev.sigrun.cli.report;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table of texts, as wide as its content but no wider than the terminal: where it would not fit,
 * the widest column is cut. Untrusted texts are made visible.
 */
public final class TextTable {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings; one that ends in {@code >} is a column of numbers. */
  public TextTable(String... head) {
    this.head = List.of(head);
  }

  /** Appends a row with as many cells as there are headings. */
  public void add(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(cells.length + " cells in " + head.size() + " columns.");
    }
    rows.add(Arrays.stream(cells).map(VisibleText::of).toList());
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The width of lines on standard output: of the terminal if it is one, otherwise empty, as
   * programs should get whole texts.
   */
  public static Optional<Integer> width(Environment environment) {
    if (!environment.outIsTerminal()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Math.max(40, Integer.parseInt(environment.variable("COLUMNS").orElse("80"))));
    } catch (NumberFormatException e) {
      return Optional.of(80);
    }
  }

  /** The lines, headings first. */
  public String print(Optional<Integer> width) {
    int[] widths = new int[head.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = heading(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], VisibleText.width(row.get(i)));
      }
    }
    width.ifPresent(columns -> narrow(widths, columns));
    StringBuilder text = new StringBuilder();
    List<String> headings = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      headings.add(heading(i));
    }
    line(headings, widths, text);
    rows.forEach(row -> line(row, widths, text));
    return text.toString();
  }

  private static void narrow(int[] widths, int columns) {
    int all = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    for (int excess = all - columns; excess > 0; excess--) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
    }
  }

  private String heading(int column) {
    String text = head.get(column);
    return isNumber(column) ? text.substring(0, text.length() - 1) : text;
  }

  private boolean isNumber(int column) {
    return head.get(column).endsWith(">");
  }

  private void line(List<String> cells, int[] widths, StringBuilder text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = VisibleText.cut(cells.get(i), Math.max(1, widths[i]));
      String padding = " ".repeat(Math.max(0, widths[i] - VisibleText.width(cell)));
      line.append(i == 0 ? "" : GAP).append(isNumber(i) ? padding + cell : cell + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
