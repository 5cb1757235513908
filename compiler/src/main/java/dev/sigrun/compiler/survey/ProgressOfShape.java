package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.event.Now;

/** Chooses how the progress of a rule's groups is followed, by the shape of its query. */
final class ProgressOfShape implements Query.Visitor<ProgressOfShape.Start> {
  private static final Start NOTHING = (schema, now) -> new GroupProgress.None();

  private final AnalyzedRule rule;

  ProgressOfShape(AnalyzedRule rule) {
    this.rule = rule;
  }

  /** Starts to follow the progress. */
  @FunctionalInterface
  interface Start {
    GroupProgress start(Schema schema, Now now) throws MissingJavaCompilerException;
  }

  @Override
  public Start visitSingleEvent(Query.SingleEvent query) {
    return NOTHING;
  }

  @Override
  public Start visitSequence(Query.Sequence query) {
    return (schema, now) -> SequenceProgress.of(rule, query, schema, now);
  }

  @Override
  public Start visitSample(Query.Sample query) {
    return (schema, now) -> new SampleProgress(query);
  }

  @Override
  public Start visitThreshold(Query.Threshold query) {
    return (schema, now) -> new ThresholdProgress(rule, query);
  }

  @Override
  public Start visitNewTerms(Query.NewTerms query) {
    return NOTHING;
  }

  @Override
  public Start visitIndicatorMatch(Query.IndicatorMatch query) {
    return NOTHING;
  }

  @Override
  public Start visitAggregation(Aggregation query) {
    return NOTHING;
  }

  @Override
  public Start visitCorrelation(Correlation query) {
    return NOTHING;
  }
}
