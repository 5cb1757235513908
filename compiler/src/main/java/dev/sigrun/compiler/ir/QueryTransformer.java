package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * Copies a query in its shape, with other predicates or fields; each as it is unless overridden.
 */
public abstract class QueryTransformer implements Query.Visitor<Query> {
  /** The predicate that replaces one on events. */
  protected Predicate ofEvents(Predicate predicate) {
    return predicate;
  }

  /** The predicate that replaces one on indicators. */
  protected Predicate ofIndicators(Predicate predicate) {
    return predicate;
  }

  /**
   * The field to use instead of one whose values are compared with each other, or counted.
   *
   * @param origin the part of the query that names it
   */
  protected Field compared(Origin origin, Field field) {
    return field;
  }

  private List<Field> compared(Origin origin, List<Field> fields) {
    return fields.stream().map(field -> compared(origin, field)).toList();
  }

  private Query.Stage stage(Query.Stage stage) {
    List<Query.JoinKey> keys =
        stage.keys().stream()
            .map(key -> new Query.JoinKey(compared(stage.origin(), key.field()), key.optional()))
            .toList();
    return new Query.Stage(
        stage.origin(), stage.missing(), ofEvents(stage.predicate()), keys, stage.runs());
  }

  private List<Query.Stage> stages(List<Query.Stage> stages) {
    return stages.stream().map(this::stage).toList();
  }

  @Override
  public Query visitSingleEvent(Query.SingleEvent query) {
    return new Query.SingleEvent(query.origin(), ofEvents(query.predicate()), query.pipes());
  }

  @Override
  public Query visitSequence(Query.Sequence query) {
    return new Query.Sequence(
        query.origin(),
        query.maxSpan(),
        stages(query.stages()),
        query.until().map(this::stage),
        query.pipes());
  }

  @Override
  public Query visitSample(Query.Sample query) {
    return new Query.Sample(query.origin(), stages(query.stages()));
  }

  @Override
  public Query visitThreshold(Query.Threshold query) {
    return new Query.Threshold(
        query.origin(),
        ofEvents(query.predicate()),
        compared(query.origin(), query.fields()),
        query.count(),
        query
            .cardinality()
            .map(c -> new Query.Cardinality(compared(query.origin(), c.field()), c.count())));
  }

  @Override
  public Query visitNewTerms(Query.NewTerms query) {
    return new Query.NewTerms(
        query.origin(),
        ofEvents(query.predicate()),
        compared(query.origin(), query.fields()),
        query.history());
  }

  /** Indicators keep the names of their fields: they are other documents. */
  @Override
  public Query visitIndicatorMatch(Query.IndicatorMatch query) {
    return new Query.IndicatorMatch(
        query.origin(),
        ofEvents(query.predicate()),
        ofIndicators(query.indicators()),
        query.groups().stream().map(group -> group(query.origin(), group)).toList(),
        query.path());
  }

  private Query.IndicatorMatch.Group group(Origin origin, Query.IndicatorMatch.Group group) {
    return new Query.IndicatorMatch.Group(
        group.entries().stream()
            .map(
                entry ->
                    new Query.IndicatorMatch.Entry(
                        compared(origin, entry.event()), entry.comparison(), entry.indicator()))
            .toList());
  }

  @Override
  public Query visitAggregation(Aggregation query) {
    return new Aggregation(query.origin(), ofEvents(query.predicate()), query.rows());
  }

  @Override
  public Query visitCorrelation(Correlation query) {
    return correlation(query);
  }

  private Correlation correlation(Correlation query) {
    return new Correlation(
        query.origin(),
        query.sources().stream().map(this::source).toList(),
        query.groups(),
        query.span(),
        query.measure(),
        query.verdict());
  }

  private Correlation.Source source(Correlation.Source source) {
    Correlation.Input input =
        source
            .input()
            .fold(
                events -> new Correlation.Events(ofEvents(events.predicate())),
                alerts -> new Correlation.Alerts(correlation(alerts.correlation())));
    return new Correlation.Source(
        source.origin(),
        source.name(),
        input,
        source.keys().stream().map(term -> term(source.origin(), term)).toList(),
        source.values().stream().map(term -> term(source.origin(), term)).toList());
  }

  private Correlation.Term term(Origin origin, Correlation.Term term) {
    return term.fold(of -> new Correlation.OfField(compared(origin, of.field())), group -> group);
  }
}
