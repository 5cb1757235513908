package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Stage;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Reports sequences and samples whose parts do not fit together. */
final class EqlCorrelationCheck {
  static final DiagnosticKind INCONSISTENT_KEYS =
      DiagnosticKind.error(
          "EQL040",
          "The number of join keys is %s here, but %s at the first event. All must agree.");

  static final DiagnosticKind TOO_FEW_EVENTS =
      DiagnosticKind.error("EQL041", "A '%s' needs at least two events.%s");

  static final DiagnosticKind MISSING_WITHOUT_SPAN =
      DiagnosticKind.error(
          "EQL042",
          "A missing-event stage needs a time span. Write 'with maxspan=...' after 'sequence'.");

  static final DiagnosticKind ONLY_MISSING =
      DiagnosticKind.error(
          "EQL043",
          "All stages of this sequence are missing-event stages. Remove at least one '!'.");

  static final DiagnosticKind UNTIL_MISSING =
      DiagnosticKind.error(
          "EQL044", "The event after 'until' cannot be a missing one. Remove the '!'.");

  static final DiagnosticKind UNTIL_RUNS =
      DiagnosticKind.error(
          "EQL046", "The event after 'until' ends the sequence at once. Remove 'runs'.");

  static final DiagnosticKind SAMPLE_WITHOUT_KEYS =
      DiagnosticKind.error("EQL047", "A 'sample' needs join keys. Write 'sample by' and a field.");

  static final DiagnosticKind NOT_IN_SAMPLE =
      DiagnosticKind.error("EQL048", "A 'sample' cannot have '%s'.");

  private final SyntaxReports reports;
  private final Token keyword;

  /**
   * A check of one query.
   *
   * @param keyword 'sequence' or 'sample', at which faults of the whole are reported
   */
  EqlCorrelationCheck(SyntaxReports reports, Token keyword) {
    this.reports = reports;
    this.keyword = keyword;
  }

  /** Reports a part that a sample cannot have. */
  void refuse(String part, Token where) {
    reports.error(NOT_IN_SAMPLE, where, part);
  }

  void check(EqlQuery.Sequence sequence) {
    List<Stage> stages = sequence.stages();
    checkNumber(
        stages, sequence.until().isPresent() ? " The one after 'until' does not count." : "");
    checkKeys(stages);
    checkMissing(sequence);
    if (sequence.until().isEmpty()) {
      return;
    }
    Stage until = sequence.until().get();
    if (!stages.isEmpty()) {
      checkKeys(List.of(stages.get(0), until));
    }
    if (until.missing()) {
      reports.error(UNTIL_MISSING, until.origin());
    }
    if (until.runs() > 1) {
      reports.error(UNTIL_RUNS, until.origin());
    }
  }

  void check(EqlQuery.Sample sample) {
    checkNumber(sample.stages(), "");
    checkKeys(sample.stages());
    boolean keyed = !sample.keys().isEmpty();
    if (!keyed && sample.stages().stream().allMatch(stage -> stage.keys().isEmpty())) {
      reports.error(SAMPLE_WITHOUT_KEYS, keyword);
    }
  }

  private void checkNumber(List<Stage> stages, String hint) {
    if (stages.stream().mapToInt(Stage::runs).sum() < 2) {
      reports.error(TOO_FEW_EVENTS, keyword, keyword.getText(), hint);
    }
  }

  private void checkKeys(List<Stage> stages) {
    for (Stage stage : stages) {
      int expected = stages.get(0).keys().size();
      if (stage.keys().size() != expected) {
        reports.error(INCONSISTENT_KEYS, stage.origin(), stage.keys().size(), expected);
      }
    }
  }

  private void checkMissing(EqlQuery.Sequence sequence) {
    List<Stage> missing = sequence.stages().stream().filter(Stage::missing).toList();
    if (missing.isEmpty()) {
      return;
    }
    if (sequence.maxSpan().isEmpty()) {
      reports.error(MISSING_WITHOUT_SPAN, missing.get(0).origin());
    }
    if (missing.size() == sequence.stages().size()) {
      reports.error(ONLY_MISSING, keyword);
    }
  }
}
