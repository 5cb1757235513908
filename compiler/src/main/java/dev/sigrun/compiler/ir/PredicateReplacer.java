package dev.sigrun.compiler.rewrite;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import java.util.List;
import java.util.function.UnaryOperator;

/** Replaces the predicates of a query and keeps its shape. */
final class QueryRewriter implements Query.Visitor<Query> {
  private final UnaryOperator<Predicate> mapper;

  QueryRewriter(UnaryOperator<Predicate> mapper) {
    this.mapper = mapper;
  }

  private Query.Stage map(Query.Stage stage) {
    return new Query.Stage(
        stage.origin(),
        stage.missing(),
        mapper.apply(stage.predicate()),
        stage.keys(),
        stage.runs());
  }

  private List<Query.Stage> map(List<Query.Stage> stages) {
    return stages.stream().map(this::map).toList();
  }

  @Override
  public Query visitSingleEvent(Query.SingleEvent query) {
    return new Query.SingleEvent(query.origin(), mapper.apply(query.predicate()), query.pipes());
  }

  @Override
  public Query visitSequence(Query.Sequence query) {
    return new Query.Sequence(
        query.origin(),
        query.maxSpan(),
        map(query.stages()),
        query.until().map(this::map),
        query.pipes());
  }

  @Override
  public Query visitSample(Query.Sample query) {
    return new Query.Sample(query.origin(), map(query.stages()));
  }

  @Override
  public Query visitThreshold(Query.Threshold query) {
    return new Query.Threshold(
        query.origin(),
        mapper.apply(query.predicate()),
        query.fields(),
        query.count(),
        query.cardinality());
  }

  @Override
  public Query visitNewTerms(Query.NewTerms query) {
    return new Query.NewTerms(
        query.origin(), mapper.apply(query.predicate()), query.fields(), query.history());
  }

  @Override
  public Query visitIndicatorMatch(Query.IndicatorMatch query) {
    return new Query.IndicatorMatch(
        query.origin(),
        mapper.apply(query.predicate()),
        mapper.apply(query.indicators()),
        query.groups());
  }
}
