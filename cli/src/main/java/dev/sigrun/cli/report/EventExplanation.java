package dev.sigrun.cli.report;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.explain.ConditionLines;
import dev.sigrun.compiler.explain.ConditionTree;
import dev.sigrun.compiler.explain.QueryParts;
import java.util.List;
import java.util.Locale;

/** Explains what one event makes of a rule. */
public final class EventExplanation {
  private final Page page;
  private final ConditionText text;

  /** Explains on {@code page}. */
  public EventExplanation(Page page) {
    this.page = page;
    this.text = new ConditionText(page);
  }

  /**
   * Explains an event.
   *
   * @param conditions for each condition of the rule what the event makes of it
   */
  public void print(AnalyzedRule rule, List<ConditionTree> conditions) {
    page.heading(rule.rule().name() + " (" + Shapes.name(rule.query()) + ")");
    boolean memory = Shapes.needsMemory(rule.query());
    List<QueryParts.Part> parts = QueryParts.of(rule.query());
    for (int i = 0; i < conditions.size(); i++) {
      ConditionLines lines = ConditionLines.of(conditions.get(i));
      if (i > 0) {
        page.gap();
      }
      page.line(
          memory
              ? verdict(
                  sentence(parts.get(i).name()) + " is satisfied",
                  sentence(parts.get(i).name()) + " is not satisfied",
                  conditions.get(i).truth(),
                  lines)
              : verdict(
                  "The event matches",
                  "The event does not match",
                  conditions.get(i).truth(),
                  lines));
      text.print(lines);
    }
    if (memory) {
      page.gap();
      page.line(
          "One event is not enough to decide: the rule also depends on other events. Use --events"
              + " to explain several.");
    }
  }

  static String verdict(String yes, String no, boolean truth, ConditionLines lines) {
    if (truth) {
      return yes + ".";
    }
    long inTheWay = lines.clauses().stream().filter(ConditionLines.Clause::inTheWay).count();
    return no
        + ": "
        + inTheWay
        + " of "
        + Counts.of(lines.clauses().size(), "clause")
        + (inTheWay == 1 ? " prevents" : " prevent")
        + " a match (marked >).";
  }

  static String sentence(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
