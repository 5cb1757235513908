package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.Rule;
import java.util.stream.Stream;

/** Which rules are written as Java, and why not the others. */
final class QuerySupport {
  private static final DiagnosticKind PIPE =
      DiagnosticKind.unsupported(
          "JAV001", "A pipe needs all results, and a stream of events has no end.");
  private static final DiagnosticKind SUPPRESSION_FIELDS =
      DiagnosticKind.unsupported(
          "JAV004", "Alerts are suppressed by %s fields; at most %s are supported.");

  /** How many fields alerts can be grouped by. */
  private static final int MOST_GROUP_FIELDS = 100;

  private QuerySupport() {}

  /** Reports why {@code rule} cannot be written as Java, if it cannot. */
  static void check(AnalyzedRule rule, Reasons reasons) {
    Query query = rule.query();
    pipes(query, reasons);
    predicates(query).forEach(predicate -> PredicateWriter.check(predicate, reasons));
    DetectorSupport.check(query, reasons);
    schedule(rule, reasons);
  }

  private static void pipes(Query query, Reasons reasons) {
    if (!query.pipes().isEmpty()) {
      reasons.refuse(PIPE, query.origin());
    }
  }

  private static Stream<Predicate> predicates(Query query) {
    return query instanceof Query.IndicatorMatch match
        ? Stream.of(match.predicate(), match.indicators())
        : query.predicates().stream();
  }

  /** Times and fields that the rule has besides its query. */
  private static void schedule(AnalyzedRule analyzed, Reasons reasons) {
    Rule rule = analyzed.rule();
    if (analyzed.query().shape().needsMemory()) {
      DetectorSupport.checkTime(rule.nameOrigin(), rule.schedule().lookBack(), reasons);
    }
    rule.suppression().ifPresent(suppression -> suppression(rule, suppression, reasons));
  }

  private static void suppression(Rule rule, AlertSuppression suppression, Reasons reasons) {
    int fields = suppression.groupBy().size();
    if (fields > MOST_GROUP_FIELDS) {
      reasons.refuse(SUPPRESSION_FIELDS, rule.nameOrigin(), fields, MOST_GROUP_FIELDS);
    }
    DetectorSupport.checkTime(
        rule.nameOrigin(), suppression.duration().orElse(rule.schedule().period()), reasons);
  }
}
