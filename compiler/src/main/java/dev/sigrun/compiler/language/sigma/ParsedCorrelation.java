package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCorrelation;
import dev.sigrun.compiler.language.sigma.syntax.SigmaPrinter;
import java.util.Optional;

/** A correlation with what the events look like. */
record ParsedCorrelation(SigmaIdentity identity, SigmaCorrelation tree, SigmaData data)
    implements SigmaQuery {
  @Override
  public String print() {
    return SigmaPrinter.print(tree);
  }

  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    return CorrelationAnalyzer.analyze(this, context, sink).map(Query.class::cast);
  }

  @Override
  public boolean bearsOnOthers() {
    return true;
  }

  @Override
  public boolean isTypedBySchema() {
    return false;
  }
}
