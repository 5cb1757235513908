package dev.sigrun.compiler.ir;

import java.util.function.UnaryOperator;

/** Replaces the predicates of a query and keeps its shape and fields. */
final class PredicateReplacer extends QueryTransformer {
  private final UnaryOperator<Predicate> mapper;

  PredicateReplacer(UnaryOperator<Predicate> mapper) {
    this.mapper = mapper;
  }

  @Override
  protected Predicate ofEvents(Predicate predicate) {
    return mapper.apply(predicate);
  }

  @Override
  protected Predicate ofIndicators(Predicate predicate) {
    return mapper.apply(predicate);
  }
}
