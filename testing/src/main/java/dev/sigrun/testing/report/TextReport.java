package dev.sigrun.testing.report;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.CaseResult.Outcome;
import dev.sigrun.testing.result.Failure;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.util.ArrayList;
import java.util.List;

/** Prints reports for people: a line for each rule, more for each failure, a summary. */
public final class TextReport {
  private static final String RESET = "\u001b[m";

  /** The word at the start of a line about a rule, with its colour on a terminal. */
  private enum Word {
    OK("ok", "\u001b[32m"),
    FAIL("FAIL", "\u001b[31m"),
    SKIP("skip", "\u001b[34m"),
    FEW("few", "\u001b[33m");

    private final String text;
    private final String color;

    Word(String text, String color) {
      this.text = text;
      this.color = color;
    }

    private String before(String rest, boolean colored) {
      String blanks = " ".repeat(6 - text.length());
      return (colored ? color + text + RESET : text) + blanks + VisibleText.of(rest) + "\n";
    }
  }

  private TextReport() {}

  /**
   * The report without colours, each line with a line feed at its end.
   *
   * @param minimum how many positive and how many negative cases each rule should have
   */
  public static String print(TestReport report, long minimum) {
    return print(report, minimum, false);
  }

  /**
   * The report, each line with a line feed at its end.
   *
   * @param minimum how many positive and how many negative cases each rule should have
   * @param colored whether the first word of a line about a rule has a colour
   */
  public static String print(TestReport report, long minimum, boolean colored) {
    StringBuilder text = new StringBuilder();
    for (RuleResult rule : report.rules()) {
      if (!rule.cases().isEmpty()) {
        text.append(print(rule, colored));
      }
    }
    List<RuleResult> lacking = report.lacking(minimum);
    lacking.forEach(rule -> text.append(Word.FEW.before(rule.path() + ": " + lack(rule), colored)));
    line(text, report.summary() + ".");
    if (!lacking.isEmpty()) {
      line(
          text,
          Counts.of(lacking.size(), "rule")
              + " without "
              + Counts.of(minimum, "positive case")
              + " and "
              + Counts.of(minimum, "negative case")
              + ".");
    }
    return text.toString();
  }

  /** Prints the results of the cases of one rule: a line, and more for each that failed. */
  public static String print(RuleResult rule) {
    return print(rule, false);
  }

  private static String print(RuleResult rule, boolean colored) {
    StringBuilder text = new StringBuilder(headline(rule, colored));
    rule.cases().forEach(result -> result.failure().ifPresent(f -> fail(rule, result, text)));
    return text.toString();
  }

  private static String headline(RuleResult rule, boolean colored) {
    long failed = count(rule, Outcome.FAILED);
    String cases = Counts.of(rule.cases().size(), "case");
    if (failed > 0) {
      return Word.FAIL.before(rule.path() + ": " + failed + " of " + cases, colored);
    }
    return rule.unsupported()
        .map(reason -> Word.SKIP.before(rule.path() + ": " + reason, colored))
        .orElseGet(() -> Word.OK.before(rule.path() + ": " + cases, colored));
  }

  private static long count(RuleResult rule, Outcome outcome) {
    return rule.cases().stream().filter(result -> result.outcome() == outcome).count();
  }

  /** The number of cases of either kind: {@code 2 positive cases, 0 negative cases}. */
  public static String lack(RuleResult rule) {
    return Counts.of(rule.positives(), "positive case")
        + ", "
        + Counts.of(rule.negatives(), "negative case");
  }

  private static void fail(RuleResult rule, CaseResult result, StringBuilder text) {
    line(text, "  " + rule.testPath().orElse("") + ":" + result.line() + ": " + result.name());
    lines(result.failure().orElseThrow()).forEach(each -> line(text, "    " + each));
  }

  /** A failure on lines, indented among each other. */
  static List<String> lines(Failure failure) {
    List<String> lines = new ArrayList<>();
    lines.add("expected: " + failure.expected());
    lines.add("found:    " + failure.found());
    for (Failure.Finding finding : failure.findings()) {
      lines.add(finding.title() + (finding.clauses().isEmpty() ? "" : ":"));
      for (Failure.Clause clause : finding.clauses()) {
        StringBuilder line = new StringBuilder("  ");
        line.append(clause.truth() ? "true   " : "false  ");
        line.append("line ").append(clause.line()).append(": ").append(clause.condition());
        clause.values().forEach(value -> line.append("   <- ").append(value));
        lines.add(line.toString());
      }
    }
    return lines.stream().map(VisibleText::of).toList();
  }

  private static void line(StringBuilder text, String line) {
    text.append(VisibleText.of(line)).append('\n');
  }
}
