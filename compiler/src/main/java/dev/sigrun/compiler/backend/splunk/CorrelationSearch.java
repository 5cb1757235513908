package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.of;

import dev.sigrun.compiler.backend.CorrelatedEvents;
import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Operator;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a correlation: a row for each group and span of time, where spans follow one another from
 * 1970 on. That is what correlations are that are judged when their time is over; of the others it
 * is as near as {@code stats} comes.
 */
final class CorrelationSearch {
  private static final DiagnosticKind CHAIN =
      DiagnosticKind.unsupported(
          "SPL063", "A search cannot correlate what correlations found, only events.");
  private static final DiagnosticKind DIFFERENT_FIELDS =
      DiagnosticKind.unsupported(
          "SPL064", "A search groups and counts by the same fields for all rules.");
  private static final DiagnosticKind NO_FUNCTION =
      DiagnosticKind.unsupported("SPL065", "'stats' has no function for %s.");
  private static final DiagnosticKind SLIDES =
      DiagnosticKind.warning(
          "SPL066",
          "The rule looks at the %s before each event and then starts from zero; the search looks at"
              + " spans of that length that follow one another.");
  private static final DiagnosticKind FLOATS =
      DiagnosticKind.warning("SPL067", "Splunk adds numbers as floating point; the rule is exact.");
  private static final DiagnosticKind WHOLE_SPANS =
      DiagnosticKind.warning(
          "SPL068",
          "The search judges the first and the last span as far as it reads them: start and end it"
              + " at multiples of %s.");
  private static final DiagnosticKind TIES =
      DiagnosticKind.warning(
          "SPL069",
          "The rule starts from zero when it has found something; the search finds every sequence.");

  private static final String WINDOW = "sg_window";
  private static final String VALUE = "sg_value";
  private static final String MEASURE = "sg_measure";
  private static final int MILLIS = 1_000;

  private final Correlation query;
  private final SplunkFields fields;
  private final Reasons reasons;
  private final List<SplCommand> commands = new ArrayList<>();

  CorrelationSearch(Correlation query, SplunkFields fields, Reasons reasons) {
    this.query = query;
    this.fields = fields;
    this.reasons = reasons;
  }

  /** The events that the correlation is about, and notes why their fields cannot be used. */
  Optional<CorrelatedEvents> events() {
    if (CorrelatedEvents.isChain(query)) {
      reasons.refuse(CHAIN, query.origin());
      return Optional.empty();
    }
    Optional<CorrelatedEvents> events = CorrelatedEvents.of(query);
    if (events.isEmpty()) {
      reasons.refuse(DIFFERENT_FIELDS, query.origin());
    }
    return events;
  }

  /** Says that a search for a sequence is not what the correlation is. */
  void noteSequence() {
    reasons.approximate(Fidelity.MAY_MATCH_MORE, TIES, query.origin());
  }

  /** The commands after the selection of events of the rules. */
  List<SplCommand> write(CorrelatedEvents events) {
    if (query.slides()) {
      reasons.approximate(Fidelity.MAY_DIFFER, SLIDES, query.origin(), query.span());
    }
    reasons.note(WHOLE_SPANS, query.origin(), query.span());
    List<SplCommand.Aggregate> measures = measures(events);
    JoinKeys keys = new JoinKeys(fields, reasons);
    commands.addAll(keys.ofFields(query.origin(), events.keys()));
    SplExpression seconds =
        new SplExpression.Numeral(
            BigDecimal.valueOf(query.span().toMillis())
                .divide(BigDecimal.valueOf(MILLIS))
                .toPlainString());
    commands.add(
        new SplCommand.Eval(
            WINDOW, call("floor", of(new SplExpression.Field("_time"), Operator.DIVIDE, seconds))));
    List<SplCommand.Aggregate> all = new ArrayList<>(measures);
    all.add(new SplCommand.Aggregate("min", "_time", "first_time"));
    all.add(new SplCommand.Aggregate("max", "_time", "last_time"));
    commands.add(
        new SplCommand.Stats(
            all,
            Stream.concat(JoinKeys.names(events.keys().size()).stream(), Stream.of(WINDOW))
                .toList()));
    commands.add(new SplCommand.Where(verdict()));
    if (!events.keys().isEmpty()) {
      commands.add(keys.renamed(events.keys()));
    }
    commands.add(new SplCommand.DropHelpers());
    return commands;
  }

  private List<SplCommand.Aggregate> measures(CorrelatedEvents events) {
    return switch (query.measure().kind()) {
      case COUNT -> List.of(new SplCommand.Aggregate("count", "", MEASURE));
      case DISTINCT -> ofValues("dc", "combinations of values", events.values());
      case SUM -> numbers("sum", events.values());
      case MEAN -> numbers("avg", events.values());
      case PERCENTILE -> {
        reasons.refuse(NO_FUNCTION, query.origin(), "a percentile between two numbers");
        yield List.of(new SplCommand.Aggregate("count", "", MEASURE));
      }
      case STAGES, ORDER -> stages(events);
    };
  }

  private List<SplCommand.Aggregate> numbers(String function, List<Field> values) {
    reasons.approximate(Fidelity.MAY_DIFFER, FLOATS, query.origin());
    return ofValues(function, "several numbers", values);
  }

  private List<SplCommand.Aggregate> ofValues(String function, String what, List<Field> values) {
    if (values.size() > 1) {
      reasons.refuse(NO_FUNCTION, query.origin(), what);
    }
    Field field = values.get(0);
    fields.checkReading(query.origin(), field, reasons);
    SplExpression value =
        new SplExpression.Field(fields.nameOf(query.origin(), field.name(), reasons));
    commands.add(new SplCommand.Eval(VALUE, value));
    commands.add(new SplCommand.Where(call("isnotnull", new SplExpression.Field(VALUE))));
    return List.of(new SplCommand.Aggregate(function, VALUE, MEASURE));
  }

  /** For each rule whether it found something. */
  private List<SplCommand.Aggregate> stages(CorrelatedEvents events) {
    List<SplCommand.Aggregate> found = new ArrayList<>();
    for (Predicate predicate : events.predicates()) {
      String name = stage(found.size());
      commands.add(
          new SplCommand.Eval(
              name,
              call(
                  "if",
                  predicate.accept(new SplPredicateWriter(fields, reasons)),
                  number(1),
                  number(0))));
      found.add(new SplCommand.Aggregate("max", name, name));
    }
    return found;
  }

  private static String stage(int source) {
    return "sg_rule" + (source + 1);
  }

  private SplExpression verdict() {
    return query.verdict().fold(this::verdict, combination -> condition(combination.condition()));
  }

  private SplExpression verdict(Correlation.Bounds bounds) {
    SplExpression measure = measure();
    List<SplExpression> terms = new ArrayList<>();
    bounds.range().lower().ifPresent(b -> terms.add(bound(measure, b, Operator.GREATER)));
    bounds.range().upper().ifPresent(b -> terms.add(bound(measure, b, Operator.LESS)));
    SplExpression inside = SplExpression.all(terms);
    return bounds.negated() ? new SplExpression.Not(inside) : inside;
  }

  private SplExpression measure() {
    if (!query.measure().kind().isOfStages()) {
      return new SplExpression.Field(MEASURE);
    }
    SplExpression sum = new SplExpression.Field(stage(0));
    for (int i = 1; i < query.sources().size(); i++) {
      sum = of(sum, Operator.ADD, new SplExpression.Field(stage(i)));
    }
    return sum;
  }

  private static SplExpression bound(
      SplExpression measure, Range.Bound<BigDecimal> bound, Operator strict) {
    Operator operator =
        !bound.inclusive()
            ? strict
            : strict == Operator.GREATER ? Operator.GREATER_OR_EQUAL : Operator.LESS_OR_EQUAL;
    return of(measure, operator, new SplExpression.Numeral(bound.value().toPlainString()));
  }

  private static SplExpression condition(Correlation.Condition condition) {
    return condition.fold(
        found -> of(new SplExpression.Field(stage(found.source())), Operator.EQUAL, number(1)),
        not -> new SplExpression.Not(condition(not.operand())),
        CorrelationSearch::junction);
  }

  private static SplExpression junction(Correlation.Junction junction) {
    List<SplExpression> terms =
        junction.terms().stream().map(CorrelationSearch::condition).toList();
    return junction.all() ? SplExpression.all(terms) : SplExpression.any(terms);
  }
}
