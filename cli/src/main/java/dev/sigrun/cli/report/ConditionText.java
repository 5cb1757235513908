package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.explain.ConditionLines;
import java.util.List;

/** Prints conditions as their author wrote them, below each line its clauses with their truth. */
final class ConditionText {
  private static final int WIDEST_CLAUSE = 40;
  private static final int NARROWEST_VALUE = 16;
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[m";

  private final Page page;

  ConditionText(Page page) {
    this.page = page;
  }

  /** Prints all lines of a condition. */
  void print(ConditionLines condition) {
    int number =
        condition.lines().stream()
            .mapToInt(line -> String.valueOf(line.number()).length())
            .max()
            .orElse(1);
    int clause =
        condition.clauses().stream()
            .mapToInt(each -> VisibleText.width(VisibleText.of(each.text())))
            .max()
            .orElse(1);
    List<ConditionLines.Line> lines = condition.lines();
    for (int i = 0; i < lines.size(); i++) {
      ConditionLines.Line line = lines.get(i);
      if (i > 0 && !lines.get(i - 1).file().equals(line.file())) {
        page.line("In " + line.file() + ":");
      } else if (i > 0 && line.number() > lines.get(i - 1).number() + 1) {
        page.raw(" ".repeat(number + 1) + "...");
      }
      String margin = " " + " ".repeat(number - String.valueOf(line.number()).length());
      page.raw(
          cut(margin + line.number() + " | " + VisibleText.of(line.text().replace("\t", "  "))));
      line.clauses().forEach(each -> clause(each, number, Math.min(clause, WIDEST_CLAUSE)));
    }
  }

  private void clause(ConditionLines.Clause clause, int number, int width) {
    String margin = " ".repeat(number + 1) + " | " + (clause.inTheWay() ? "> " : "  ");
    String truth = clause.truth() ? "true " : "false";
    String text = VisibleText.cut(VisibleText.of(clause.text()), width);
    String values =
        VisibleText.of(
            String.join("; ", clause.values())
                + (clause.onlyCase() ? " (differs only in case)" : ""));
    int used = VisibleText.width(margin) + truth.length() + width + 4;
    int left = page.width().map(all -> Math.max(NARROWEST_VALUE, all - used)).orElse(1 << 20);
    String line =
        margin
            + (page.isColored() ? (clause.truth() ? GREEN : RED) + truth + PLAIN : truth)
            + "  "
            + text
            + " ".repeat(width - VisibleText.width(text))
            + "  "
            + VisibleText.cut(values, left);
    page.raw(line.stripTrailing());
  }

  private String cut(String line) {
    return page.width().map(width -> VisibleText.cut(line, width)).orElse(line).stripTrailing();
  }
}
