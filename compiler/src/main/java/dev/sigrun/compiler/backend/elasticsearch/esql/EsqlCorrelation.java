package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.backend.CorrelatedEvents;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the commands that make a row for each group and span of time, where spans follow one
 * another from 1970 on. That is what correlations are that are judged when their time is over; of
 * the others it is as near as {@code STATS} comes.
 */
final class EsqlCorrelation {
  private static final DiagnosticKind SLIDES =
      DiagnosticKind.warning(
          "ESX030",
          "The rule looks at the %s before each event and then starts from zero; the query looks at"
              + " spans of that length that follow one another.");
  private static final DiagnosticKind ESTIMATED =
      DiagnosticKind.warning("ESX031", "ES|QL estimates %s; the rule is exact.");
  private static final DiagnosticKind FLOATS =
      DiagnosticKind.warning("ESX032", "ES|QL adds numbers as floating point; the rule is exact.");
  private static final DiagnosticKind WHOLE_SPANS =
      DiagnosticKind.warning(
          "ESX033",
          "The query judges the first and the last span as far as it reads them: start and end it at"
              + " multiples of %s.");
  private static final DiagnosticKind COMBINATIONS =
      DiagnosticKind.unsupported("ESX034", "ES|QL counts the values of one field, not of %s.");

  private static final String MEASURE = "sg_measure";

  private final Correlation query;
  private final Reasons reasons;

  EsqlCorrelation(Correlation query, Reasons reasons) {
    this.query = query;
    this.reasons = reasons;
  }

  /**
   * The commands after the selection of events of the rules.
   *
   * @param time an expression for the time of an event
   */
  String write(CorrelatedEvents events, String time) {
    if (query.slides()) {
      reasons.approximate(Fidelity.MAY_DIFFER, SLIDES, query.origin(), query.span());
    }
    reasons.note(WHOLE_SPANS, query.origin(), query.span());
    StringBuilder text = new StringBuilder();
    for (Field field : events.keys()) {
      present(field, text);
    }
    events.values().forEach(field -> present(field, text));
    List<String> measures = measures(events);
    List<String> groups = new ArrayList<>();
    groups.add("sg_window = TO_LONG(" + time + ") / " + query.span().toMillis());
    events.keys().forEach(field -> groups.add(EsqlText.field(field.name())));
    return text.append("\n| STATS ")
        .append(String.join(",\n    ", measures))
        .append("\n    BY ")
        .append(String.join(", ", groups))
        .append("\n| WHERE ")
        .append(verdict())
        .toString();
  }

  private static void present(Field field, StringBuilder text) {
    text.append("\n| WHERE ").append(EsqlText.field(field.name())).append(" IS NOT NULL");
  }

  private List<String> measures(CorrelatedEvents events) {
    return switch (query.measure().kind()) {
      case COUNT -> List.of(MEASURE + " = COUNT(*)");
      case DISTINCT -> {
        reasons.approximate(Fidelity.MAY_DIFFER, ESTIMATED, query.origin(), "distinct values");
        yield List.of(MEASURE + " = COUNT_DISTINCT(" + value(events, false) + ")");
      }
      case SUM -> number("SUM(" + value(events, true) + ")");
      case MEAN -> number("AVG(" + value(events, true) + ")");
      case PERCENTILE -> {
        reasons.approximate(Fidelity.MAY_DIFFER, ESTIMATED, query.origin(), "percentiles");
        yield List.of(
            MEASURE
                + " = PERCENTILE("
                + value(events, true)
                + ", "
                + query.measure().share().orElseThrow().toPlainString()
                + ")");
      }
      case STAGES, ORDER -> stages(events);
    };
  }

  private List<String> number(String function) {
    reasons.approximate(Fidelity.MAY_DIFFER, FLOATS, query.origin());
    return List.of(MEASURE + " = " + function);
  }

  private String value(CorrelatedEvents events, boolean asNumber) {
    if (events.values().size() > 1) {
      reasons.refuse(COMBINATIONS, query.origin(), events.values().size());
    }
    String field = EsqlText.field(events.values().get(0).name());
    return asNumber ? "TO_DOUBLE(" + field + ")" : field;
  }

  /**
   * For each rule the number of its events. Servers allow questions to the index only in {@code
   * WHERE} and in the conditions of {@code STATS}, not in {@code EVAL}.
   */
  private List<String> stages(CorrelatedEvents events) {
    List<String> counts = new ArrayList<>();
    for (Predicate predicate : events.predicates()) {
      EsqlCondition condition = predicate.accept(new EsqlPredicateWriter(reasons));
      counts.add(stage(counts.size()) + " = COUNT(*) WHERE " + EsqlCondition.printLine(condition));
    }
    return counts;
  }

  private static String stage(int source) {
    return "sg_rule" + (source + 1);
  }

  private static String isFound(int source) {
    return stage(source) + " > 0";
  }

  private String verdict() {
    return query.verdict().fold(this::verdict, combination -> condition(combination.condition()));
  }

  private String verdict(Correlation.Bounds bounds) {
    List<String> terms = new ArrayList<>();
    bounds.range().lower().ifPresent(bound -> terms.add(bound(">", bound)));
    bounds.range().upper().ifPresent(bound -> terms.add(bound("<", bound)));
    String inside = String.join(" AND ", terms);
    return bounds.negated() ? "NOT (" + inside + ")" : inside;
  }

  private String bound(String strict, Range.Bound<BigDecimal> bound) {
    boolean ofStages = query.measure().kind().isOfStages();
    String measure =
        ofStages
            ? IntStream.range(0, query.sources().size())
                .mapToObj(source -> "CASE(" + isFound(source) + ", 1, 0)")
                .collect(Collectors.joining(" + "))
            : MEASURE;
    return measure
        + " "
        + strict
        + (bound.inclusive() ? "= " : " ")
        + bound.value().toPlainString();
  }

  private static String condition(Correlation.Condition condition) {
    return condition.fold(
        found -> isFound(found.source()),
        not -> "NOT (" + condition(not.operand()) + ")",
        EsqlCorrelation::junction);
  }

  private static String junction(Correlation.Junction junction) {
    return junction.terms().stream()
        .map(term -> "(" + condition(term) + ")")
        .collect(Collectors.joining(junction.all() ? " AND " : " OR "));
  }
}
