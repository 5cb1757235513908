package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.sigma.analysis.SigmaAnalyzer;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaPrinter;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import java.util.List;
import java.util.Optional;

/** A rule of Sigma with what its events look like. */
record ParsedSigma(SigmaIdentity identity, SigmaRule tree, SigmaData data) implements SigmaQuery {
  @Override
  public String print() {
    return SigmaPrinter.print(tree);
  }

  /** The schema has no part in it: names of fields are Sigma's. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    return meaning(context, sink)
        .map(predicate -> new Query.SingleEvent(predicate.origin(), predicate, List.of()));
  }

  /** Its own condition, and those of the filters that apply to it. */
  Optional<Predicate> meaning(QueryContext context, DiagnosticSink sink) {
    return SigmaAnalyzer.analyze(tree, data, sink)
        .flatMap(own -> Filters.add(own, this, SigmaSet.of(context.others()), sink));
  }

  @Override
  public boolean isTypedBySchema() {
    return false;
  }
}
