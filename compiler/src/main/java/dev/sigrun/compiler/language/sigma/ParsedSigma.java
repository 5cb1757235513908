package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.sigma.analysis.SigmaAnalyzer;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaPrinter;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import java.util.Optional;

/** A rule of Sigma with what its events look like. */
record ParsedSigma(SigmaRule tree, SigmaData data) implements ParsedQuery {
  @Override
  public String print() {
    return SigmaPrinter.print(tree);
  }

  /** The schema has no part in it: names of fields are Sigma's. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    return SigmaAnalyzer.analyze(tree, data, sink);
  }

  @Override
  public boolean isTypedBySchema() {
    return false;
  }
}
