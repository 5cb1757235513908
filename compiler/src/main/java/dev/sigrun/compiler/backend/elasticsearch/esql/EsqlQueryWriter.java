package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.CorrelatedEvents;
import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes queries in ES|QL; refuses shapes that it does not have. */
final class EsqlQueryWriter implements Query.Visitor<String> {
  private static final DiagnosticKind NO_SHAPE =
      DiagnosticKind.unsupported("ESX001", "ES|QL cannot express %s.");
  private static final DiagnosticKind NO_INDEX =
      DiagnosticKind.unsupported("ESX002", "ES|QL needs an index, and the rule has no 'index'.");
  private static final DiagnosticKind CARDINALITY =
      DiagnosticKind.warning("ESX003", "Distinct values of '%s' are counted approximately.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.unsupported(
          "ESX004", "The condition is nested %s expressions deep; servers allow %s.");

  private static final int DEEPEST = 300;

  private final Rule rule;
  private final Timing timing;
  private final Reasons reasons;

  EsqlQueryWriter(AnalyzedRule rule, Reasons reasons) {
    this.rule = rule.rule();
    this.timing = rule.timing();
    this.reasons = reasons;
  }

  /** The rows that the predicate selects, with identities to distinguish documents. */
  private String rows(Predicate predicate) {
    List<String> indices = rule.eventSource().index();
    if (indices.isEmpty()) {
      reasons.refuse(NO_INDEX, rule.nameOrigin());
    }
    EsqlCondition condition = predicate.accept(new EsqlPredicateWriter(reasons));
    int depth = EsqlCondition.depth(condition);
    if (depth > DEEPEST) {
      reasons.refuse(TOO_DEEP, predicate.origin(), depth, DEEPEST);
    }
    return "FROM "
        + indices.stream().map(EsqlText::quote).collect(Collectors.joining(", "))
        + " METADATA _id, _index, _version\n| WHERE "
        + EsqlCondition.print(condition);
  }

  private String refuse(Origin origin, String what) {
    reasons.refuse(NO_SHAPE, origin, what);
    return "";
  }

  @Override
  public String visitSingleEvent(Query.SingleEvent query) {
    return query.pipes().isEmpty()
        ? rows(query.predicate())
        : refuse(query.origin(), "'head' or 'tail' in the order of EQL");
  }

  @Override
  public String visitSequence(Query.Sequence query) {
    return refuse(query.origin(), "a sequence: events that follow each other");
  }

  @Override
  public String visitSample(Query.Sample query) {
    return refuse(query.origin(), "a sample: several events with equal values");
  }

  /** Groups with the number of their events. */
  @Override
  public String visitThreshold(Query.Threshold query) {
    List<String> counts = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    counts.add("sg_events = COUNT(*)");
    conditions.add("sg_events >= " + query.count());
    query
        .cardinality()
        .ifPresent(
            c -> {
              reasons.approximate(
                  Fidelity.MAY_DIFFER, CARDINALITY, query.origin(), c.field().name());
              counts.add("sg_distinct = COUNT_DISTINCT(" + EsqlText.field(c.field().name()) + ")");
              conditions.add("sg_distinct >= " + c.count());
            });
    String groups = names(query.fields());
    return rows(query.predicate())
        + present(query.fields())
        + "\n| STATS "
        + String.join(", ", counts)
        + (groups.isEmpty() ? "" : " BY " + groups)
        + "\n| WHERE "
        + String.join(" AND ", conditions);
  }

  /** The values whose first event in the whole history lies in the time of the rule. */
  @Override
  public String visitNewTerms(Query.NewTerms query) {
    return rows(query.predicate())
        + present(query.fields())
        + "\n| EVAL sg_time = "
        + time()
        + "\n| WHERE sg_time >= NOW() - "
        + span(query.history())
        + "\n| STATS sg_first = MIN(sg_time) BY "
        + names(query.fields())
        + "\n| WHERE sg_first >= NOW() - "
        + span(timing.lookBack());
  }

  @Override
  public String visitAggregation(Aggregation query) {
    UnsupportedRows.refuse(query.origin(), reasons);
    return "";
  }

  @Override
  public String visitCorrelation(Correlation query) {
    if (query.measure().kind().isOrdered()) {
      return refuse(query.origin(), "events that follow each other");
    }
    if (CorrelatedEvents.isChain(query)) {
      return refuse(query.origin(), "a correlation of what correlations found");
    }
    Optional<CorrelatedEvents> events = CorrelatedEvents.of(query);
    return events.isEmpty()
        ? refuse(query.origin(), "groups and values in fields that differ from rule to rule")
        : rows(events.get().selection(query))
            + new EsqlCorrelation(query, reasons).write(events.get(), time());
  }

  @Override
  public String visitIndicatorMatch(Query.IndicatorMatch query) {
    return refuse(query.origin(), "an indicator match");
  }

  private String time() {
    List<String> times =
        timing.eventTimes().stream().map(time -> EsqlText.field(time.name())).toList();
    return times.size() == 1 ? times.get(0) : "COALESCE(" + String.join(", ", times) + ")";
  }

  private static String span(Duration duration) {
    return Math.max(1, duration.toSeconds()) + " seconds";
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(f -> EsqlText.field(f.name())).collect(Collectors.joining(", "));
  }

  /** Events without a value belong to no group. */
  private static String present(List<Field> fields) {
    return fields.stream()
        .map(f -> "\n| WHERE " + EsqlText.field(f.name()) + " IS NOT NULL")
        .collect(Collectors.joining());
  }
}
