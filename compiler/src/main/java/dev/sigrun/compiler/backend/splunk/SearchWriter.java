package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.of;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.CorrelatedEvents;
import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.backend.splunk.spl.SearchTerm;
import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Operator;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.mapping.FieldMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the query of one rule as the commands of a search. */
final class SearchWriter implements Query.Visitor<List<SplCommand>> {
  private static final DiagnosticKind OTHER_TIME =
      DiagnosticKind.unsupported(
          "SPL050", "Splunk orders events by '_time', not by the field '%s'.");
  private static final DiagnosticKind SAMPLE =
      DiagnosticKind.warning(
          "SPL051", "One event may count for several of the %s items of the sample.");
  private static final DiagnosticKind NEGATED_ENTRY =
      DiagnosticKind.unsupported(
          "SPL052", "A lookup cannot test that '%s' differs from an indicator.");
  private static final DiagnosticKind SAME_COLUMN =
      DiagnosticKind.unsupported(
          "SPL058", "A lookup cannot compare several fields with the column '%s' at once.");
  private static final DiagnosticKind LOOKUP =
      DiagnosticKind.warning(
          "SPL053",
          "The lookup '%s' must contain the indicators that the rule's indicator query selects,"
              + " in columns named after their fields.");
  private static final DiagnosticKind SUPPRESSION =
      DiagnosticKind.warning(
          "SPL054", "Suppression is left to the saved search: this search returns every result.");
  private static final DiagnosticKind NO_GROUP_FIELD =
      DiagnosticKind.unsupported("SPL056", "The field '%s' has no single counterpart to group by.");
  private static final DiagnosticKind EVENT_TIME =
      DiagnosticKind.warning(
          "SPL057", "The time of an event is its '_time'; the field '%s' is ignored.");

  private static final String LOOKUP_TABLE = "sigrun_indicators";
  private static final int MOST_EXACT_ITEMS = 3;

  private final AnalyzedRule rule;
  private final FieldMapping mapping;
  private final EventSourceTerms source;
  private final SplunkFields fields;
  private final Reasons reasons;

  SearchWriter(
      AnalyzedRule rule,
      FieldMapping mapping,
      EventSourceTerms source,
      SplunkFields fields,
      Reasons reasons) {
    this.rule = rule;
    this.mapping = mapping;
    this.source = source;
    this.fields = fields;
    this.reasons = reasons;
  }

  private List<SplCommand> candidates(List<Predicate> predicates, SearchTerm... more) {
    Optional<SearchTerm> terms = new Prefilter(fields).any(predicates);
    return new ArrayList<>(source.commands(terms, List.of(more)));
  }

  private Optional<SplCommand> where(Predicate predicate) {
    SplExpression condition = predicate.accept(new SplPredicateWriter(fields, reasons));
    return condition.equals(SplExpression.constant(true))
        ? Optional.empty()
        : Optional.of(new SplCommand.Where(condition));
  }

  private List<SplCommand> matches(Predicate predicate, SearchTerm... more) {
    List<SplCommand> commands = candidates(List.of(predicate), more);
    where(predicate).ifPresent(commands::add);
    return commands;
  }

  private void leaveSuppression() {
    rule.suppression().ifPresent(s -> reasons.note(SUPPRESSION, rule.rule().nameOrigin()));
  }

  @Override
  public List<SplCommand> visitSingleEvent(Query.SingleEvent query) {
    List<SplCommand> commands = matches(query.predicate());
    commands.addAll(Pipes.commands(query.pipes(), "_time", Pipes.Order.NEWEST_FIRST));
    Pipes.Order order = Pipes.orderAfter(query.pipes(), Pipes.Order.NEWEST_FIRST);
    rule.suppression()
        .map(suppression -> new SuppressedEvents(rule, suppression, this::groupField, reasons))
        .ifPresent(suppressed -> commands.addAll(suppressed.write(order)));
    return commands;
  }

  private SplExpression.Field groupField(NamedField field) {
    List<String> names = mapping.namesOf(field.name());
    if (names.size() != 1) {
      reasons.refuse(NO_GROUP_FIELD, field.origin(), field.name());
      return new SplExpression.Field("_time");
    }
    return new SplExpression.Field(fields.nameOf(field.origin(), names.get(0), reasons));
  }

  @Override
  public List<SplCommand> visitSequence(Query.Sequence query) {
    leaveSuppression();
    NamedField order = rule.timing().order();
    if (!order.name().equals(Timing.TIMESTAMP)) {
      reasons.refuse(OTHER_TIME, order.origin(), order.name());
    }
    Optional<String> tiebreaker =
        rule.timing().tiebreaker().map(field -> groupField(field).name()).or(mapping::tiebreaker);
    List<SplCommand> commands = candidates(query.predicates());
    commands.addAll(new SequenceWriter(query, fields, reasons).write(tiebreaker));
    return commands;
  }

  @Override
  public List<SplCommand> visitSample(Query.Sample query) {
    leaveSuppression();
    List<SplCommand> commands = candidates(query.predicates());
    if (query.stages().size() > MOST_EXACT_ITEMS) {
      reasons.approximate(Fidelity.MAY_MATCH_MORE, SAMPLE, query.origin(), query.stages().size());
    }
    commands.addAll(
        new SampleWriter(query, fields, reasons).write(query.stages().size() <= MOST_EXACT_ITEMS));
    return commands;
  }

  private static SplCommand.Aggregate aggregate(String function, String field, String as) {
    return new SplCommand.Aggregate(function, field, as);
  }

  @Override
  public List<SplCommand> visitThreshold(Query.Threshold query) {
    leaveSuppression();
    List<SplCommand> commands = matches(query.predicate());
    JoinKeys keys = new JoinKeys(fields, reasons);
    List<SplCommand.Aggregate> counts = new ArrayList<>();
    List<SplExpression> enough = new ArrayList<>();
    counts.add(aggregate("count", "", "event_count"));
    enough.add(atLeast("event_count", query.count()));
    query
        .cardinality()
        .ifPresent(
            c -> {
              String name = fields.nameOf(query.origin(), c.field().name(), reasons);
              SplExpression field = new SplExpression.Field(name);
              commands.add(
                  new SplCommand.Eval(
                      "sg_distinct",
                      c.field().type() == ValueType.LOWERCASE ? call("lower", field) : field));
              counts.add(aggregate("dc", "sg_distinct", "distinct_count"));
              enough.add(atLeast("distinct_count", c.count()));
            });
    commands.addAll(keys.ofFields(query.origin(), query.fields()));
    counts.add(aggregate("min", "_time", "first_time"));
    counts.add(aggregate("max", "_time", "last_time"));
    commands.add(new SplCommand.Stats(counts, JoinKeys.names(query.fields().size())));
    commands.add(new SplCommand.Where(SplExpression.all(enough)));
    if (!query.fields().isEmpty()) {
      commands.add(keys.renamed(query.fields()));
    }
    return commands;
  }

  private static SplExpression atLeast(String field, long count) {
    return of(new SplExpression.Field(field), Operator.GREATER_OR_EQUAL, number(count));
  }

  @Override
  public List<SplCommand> visitAggregation(Aggregation query) {
    UnsupportedRows.refuse(query.origin(), reasons);
    return List.of();
  }

  @Override
  public List<SplCommand> visitCorrelation(Correlation query) {
    leaveSuppression();
    CorrelationSearch search = new CorrelationSearch(query, fields, reasons);
    Optional<Query.Sequence> sequence = CorrelatedEvents.asSequence(query);
    if (sequence.isPresent()) {
      search.noteSequence();
      return visitSequence(sequence.get());
    }
    Optional<CorrelatedEvents> events = search.events();
    if (events.isEmpty()) {
      return List.of();
    }
    List<SplCommand> commands = matches(events.get().selection(query));
    commands.addAll(search.write(events.get()));
    return commands;
  }

  @Override
  public List<SplCommand> visitNewTerms(Query.NewTerms query) {
    leaveSuppression();
    NamedField time = rule.timing().eventTimes().get(0);
    if (!time.name().equals(Timing.TIMESTAMP)) {
      reasons.note(EVENT_TIME, time.origin(), time.name());
    }
    JoinKeys keys = new JoinKeys(fields, reasons);
    List<Field> terms = query.fields();
    List<SplCommand> commands =
        matches(query.predicate(), new SearchTerm.Earliest(query.history().toSeconds()));
    commands.addAll(keys.ofFields(query.origin(), terms));
    commands.add(
        new SplCommand.Stats(
            List.of(aggregate("min", "_time", "first_time"), aggregate("count", "", "event_count")),
            JoinKeys.names(terms.size())));
    commands.add(
        new SplCommand.Where(
            of(
                new SplExpression.Field("first_time"),
                Operator.GREATER_OR_EQUAL,
                ago(SplunkSchedule.of(rule).earliest()))));
    commands.add(keys.renamed(terms));
    return commands;
  }

  private static SplExpression ago(Duration duration) {
    return call(
        "relative_time",
        call("now"),
        new SplExpression.Text("-" + Math.max(1, duration.toSeconds()) + "s"));
  }

  /** A lookup for each group of entries; an event counts if one of them finds an indicator. */
  @Override
  public List<SplCommand> visitIndicatorMatch(Query.IndicatorMatch query) {
    leaveSuppression();
    reasons.note(LOOKUP, query.origin(), LOOKUP_TABLE);
    List<SplCommand> commands = matches(query.predicate());
    List<SplExpression> found = new ArrayList<>();
    for (Query.IndicatorMatch.Group group : query.groups()) {
      String result = "sg_indicator" + (found.size() + 1);
      Map<String, String> matches = new LinkedHashMap<>();
      for (Query.IndicatorMatch.Entry entry : group.entries()) {
        if (!entry.findsIndicators()) {
          reasons.refuse(NEGATED_ENTRY, query.origin(), entry.event().name());
        }
        String column = fields.nameOf(query.origin(), entry.indicator().name(), reasons);
        String field = fields.nameOf(query.origin(), entry.event().name(), reasons);
        if (matches.putIfAbsent(column, field) != null) {
          reasons.refuse(SAME_COLUMN, query.origin(), entry.indicator().name());
        }
      }
      String output = matches.keySet().iterator().next();
      commands.add(new SplCommand.Lookup(LOOKUP_TABLE, matches, output, result));
      found.add(call("isnotnull", new SplExpression.Field(result)));
    }
    commands.add(new SplCommand.Where(SplExpression.any(found)));
    commands.add(new SplCommand.DropHelpers());
    return commands;
  }
}
