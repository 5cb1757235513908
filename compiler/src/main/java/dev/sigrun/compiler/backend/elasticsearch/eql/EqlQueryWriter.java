package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.backend.CorrelatedEvents;
import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes queries in EQL, as a syntax tree; refuses shapes that EQL does not have. */
final class EqlQueryWriter implements Query.Visitor<Optional<EqlQuery>> {
  private static final DiagnosticKind NO_SHAPE =
      DiagnosticKind.unsupported("EEX001", "EQL cannot express %s.");
  private static final DiagnosticKind EACH =
      DiagnosticKind.warning(
          "EEX050",
          "The rule starts from zero when it has found something; EQL finds every sequence.");

  private final Set<String> optionalFields;
  private final String categoryField;
  private final Reasons reasons;

  EqlQueryWriter(Set<String> optionalFields, String categoryField, Reasons reasons) {
    this.optionalFields = optionalFields;
    this.categoryField = categoryField;
    this.reasons = reasons;
  }

  /** {@code process where ...} if all that the predicate selects is of one category. */
  private EqlQuery.EventFilter filter(Predicate predicate) {
    Origin origin = predicate.origin();
    List<Predicate> terms =
        predicate instanceof Predicate.And and ? and.terms() : List.of(predicate);
    Optional<String> category = category(terms.get(0));
    Predicate rest =
        category.isPresent() ? Predicate.and(origin, terms.subList(1, terms.size())) : predicate;
    return new EqlQuery.EventFilter(
        origin,
        new EqlQuery.Category(origin, category),
        rest.accept(new EqlPredicateWriter(optionalFields, reasons)));
  }

  private Optional<String> category(Predicate first) {
    return first instanceof Predicate.StringIn in
            && in.field().name().equals(categoryField)
            && in.sensitivity() == CaseSensitivity.SENSITIVE
            && in.values().size() == 1
            && EqlText.isWritable(in.values().get(0))
        ? Optional.of(in.values().get(0))
        : Optional.empty();
  }

  private EqlQuery.Stage stage(Query.Stage stage) {
    List<EqlExpression.Field> keys =
        stage.keys().stream()
            .map(key -> new EqlExpression.Field(stage.origin(), key.field().name(), key.optional()))
            .toList();
    return new EqlQuery.Stage(
        stage.origin(), stage.missing(), filter(stage.predicate()), keys, stage.runs());
  }

  private List<EqlQuery.Pipe> pipes(Origin origin, List<Query.Pipe> pipes) {
    return pipes.stream()
        .map(
            pipe ->
                new EqlQuery.Pipe(
                    origin,
                    switch (pipe.kind()) {
                      case HEAD -> EqlQuery.Pipe.Kind.HEAD;
                      case TAIL -> EqlQuery.Pipe.Kind.TAIL;
                    },
                    EqlLiterals.number(origin, pipe.count())))
        .toList();
  }

  /** In the largest unit that needs no fraction. */
  private static EqlQuery.MaxSpan maxSpan(Origin origin, Duration span) {
    long millis = span.toMillis();
    EqlQuery.MaxSpan.Unit unit = EqlQuery.MaxSpan.Unit.MILLISECONDS;
    for (EqlQuery.MaxSpan.Unit candidate : EqlQuery.MaxSpan.Unit.values()) {
      unit = millis % candidate.millis() == 0 ? candidate : unit;
    }
    return new EqlQuery.MaxSpan(origin, millis / unit.millis(), unit);
  }

  private Optional<EqlQuery> refuse(Query query, String what) {
    reasons.refuse(NO_SHAPE, query.origin(), what);
    return Optional.empty();
  }

  @Override
  public Optional<EqlQuery> visitSingleEvent(Query.SingleEvent query) {
    return Optional.of(
        new EqlQuery.SingleEvent(
            query.origin(), filter(query.predicate()), pipes(query.origin(), query.pipes())));
  }

  @Override
  public Optional<EqlQuery> visitSequence(Query.Sequence query) {
    return Optional.of(
        new EqlQuery.Sequence(
            query.origin(),
            List.of(),
            query.maxSpan().map(span -> maxSpan(query.origin(), span)),
            query.stages().stream().map(this::stage).toList(),
            query.until().map(this::stage),
            pipes(query.origin(), query.pipes())));
  }

  @Override
  public Optional<EqlQuery> visitSample(Query.Sample query) {
    return Optional.of(
        new EqlQuery.Sample(
            query.origin(),
            List.of(),
            query.stages().stream().map(this::stage).toList(),
            List.of()));
  }

  @Override
  public Optional<EqlQuery> visitThreshold(Query.Threshold query) {
    return refuse(query, "a threshold: a number of events in a group");
  }

  @Override
  public Optional<EqlQuery> visitNewTerms(Query.NewTerms query) {
    return refuse(query, "new terms: values that were not seen before");
  }

  @Override
  public Optional<EqlQuery> visitAggregation(Aggregation query) {
    UnsupportedRows.refuse(query.origin(), reasons);
    return Optional.empty();
  }

  @Override
  public Optional<EqlQuery> visitCorrelation(Correlation query) {
    Optional<Query.Sequence> sequence = CorrelatedEvents.asSequence(query);
    if (sequence.isEmpty()) {
      return refuse(query, "a correlation: a measure of all events in a span of time");
    }
    reasons.approximate(Fidelity.MAY_MATCH_MORE, EACH, query.origin());
    return visitSequence(sequence.get());
  }

  @Override
  public Optional<EqlQuery> visitIndicatorMatch(Query.IndicatorMatch query) {
    return refuse(query, "an indicator match");
  }
}
