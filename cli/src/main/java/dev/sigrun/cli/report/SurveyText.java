package dev.sigrun.cli.report;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.survey.EventSurvey;
import dev.sigrun.compiler.survey.GroupProgress;
import dev.sigrun.compiler.survey.PartSurvey;

/** Explains what many events make of a rule. */
public final class SurveyText {
  private final Page page;

  /** Explains on {@code page}. */
  public SurveyText(Page page) {
    this.page = page;
  }

  /** Explains all events of a survey. */
  public void print(AnalyzedRule rule, EventSurvey survey) {
    page.heading(rule.rule().name() + " (" + Shapes.name(rule.query()) + ")");
    for (PartSurvey part : survey.parts()) {
      page.line(
          EventExplanation.sentence(part.name())
              + " is satisfied by "
              + (part.satisfied() == 0
                  ? "none of " + Counts.of(survey.events(), "event") + "."
                  : part.satisfied()
                      + " of "
                      + Counts.of(survey.events(), "event")
                      + ": "
                      + String.join(", ", part.places())
                      + (part.satisfied() > part.places().size() ? ", ..." : ".")));
    }
    survey.levels().forEach(this::print);
    for (PartSurvey part : survey.parts()) {
      if (part.satisfied() == 0 && part.nearest().isPresent()) {
        PartSurvey.Miss miss = part.nearest().get();
        page.gap();
        page.heading("Nearest miss of " + part.name() + ": " + miss.place());
        new ConditionText(page).print(miss.condition());
      }
    }
  }

  private void print(GroupProgress.Level level) {
    page.line(
        "  "
            + level.reached()
            + (level.complete() ? " (complete)" : "")
            + ": "
            + Counts.of(level.count(), "group")
            + " ("
            + String.join("; ", level.groups())
            + (level.count() > level.groups().size() ? "; ..." : "")
            + ")");
  }
}
