package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.compiler.source.Origin;

/** Decides which rules can be written as Java, with reasons for the others. */
final class QuerySupport {
  private static final DiagnosticKind PIPE =
      DiagnosticKind.unsupported(
          "JAV001", "A pipe needs all results, and a stream of events has no end.");
  private static final DiagnosticKind SUPPRESSION_FIELDS =
      DiagnosticKind.unsupported(
          "JAV004", "Alerts are suppressed by %s fields; at most %s are supported.");

  /** The maximum number of fields that alerts can be grouped by. */
  private static final int MOST_GROUP_FIELDS = 100;

  private QuerySupport() {}

  /** Reports why {@code rule} cannot be written as Java, if it cannot. */
  static void check(AnalyzedRule rule, Reasons reasons) {
    Query query = rule.query();
    pipes(query, reasons);
    query.allPredicates().forEach(predicate -> PredicateWriter.check(predicate, reasons));
    DetectorSupport.check(query, reasons);
    schedule(rule, reasons);
  }

  private static void pipes(Query query, Reasons reasons) {
    if (!query.pipes().isEmpty()) {
      reasons.refuse(PIPE, query.origin());
    }
  }

  /** Times and fields that the rule has besides its query. */
  private static void schedule(AnalyzedRule rule, Reasons reasons) {
    Origin origin = rule.rule().nameOrigin();
    if (rule.query().shape().needsMemory()) {
      DetectorSupport.checkTime(origin, rule.timing().lookBack(), reasons);
    }
    rule.suppression().ifPresent(suppression -> suppression(origin, suppression, reasons));
  }

  private static void suppression(Origin origin, Suppression suppression, Reasons reasons) {
    int fields = suppression.fields().size();
    if (fields > MOST_GROUP_FIELDS) {
      reasons.refuse(SUPPRESSION_FIELDS, origin, fields, MOST_GROUP_FIELDS);
    }
    DetectorSupport.checkTime(origin, suppression.window(), reasons);
  }
}
