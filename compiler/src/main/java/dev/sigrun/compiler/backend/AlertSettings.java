package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.rule.ExceptionList;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings of a rule that decide which of its matches become alerts, and that are not part of a
 * query.
 */
public final class AlertSettings {
  private static final DiagnosticKind EXCEPTIONS =
      DiagnosticKind.warning(
          "EXP001",
          "Exceptions are not part of the rule file, so this may match more than the rule in"
              + " Kibana:"
              + " %s.");
  private static final DiagnosticKind SUPPRESSION =
      DiagnosticKind.warning(
          "EXP002", "The rule suppresses alerts, but this query returns every result.");

  private AlertSettings() {}

  /** Reports which exceptions the artifact of {@code rule} does not contain. */
  public static void noteExceptions(Rule rule, Reasons reasons) {
    List<ExceptionList> lists = rule.exceptionLists();
    if (!lists.isEmpty()) {
      String names =
          lists.stream().map(list -> "'" + list.listId() + "'").collect(Collectors.joining(", "));
      reasons.note(EXCEPTIONS, rule.nameOrigin(), names);
    }
  }

  /** Reports that the artifact of {@code rule} suppresses nothing. */
  public static void noteSuppression(Rule rule, Reasons reasons) {
    rule.suppression().ifPresent(s -> reasons.note(SUPPRESSION, rule.nameOrigin()));
  }
}
