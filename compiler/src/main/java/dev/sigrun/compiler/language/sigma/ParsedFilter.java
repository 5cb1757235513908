package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaFilter;
import dev.sigrun.compiler.language.sigma.syntax.SigmaPrinter;
import java.util.Optional;

/** A filter with what the events look like. */
record ParsedFilter(SigmaIdentity identity, SigmaFilter tree, SigmaData data)
    implements ParsedQuery {
  @Override
  public String print() {
    return SigmaPrinter.print(tree);
  }

  /** A filter finds nothing; here it is only checked that it adds to some rule. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    Filters.check(this, SigmaSet.of(context.others()), sink);
    return Optional.empty();
  }

  @Override
  public boolean dependsOnOthers() {
    return true;
  }

  @Override
  public boolean bearsOnOthers() {
    return true;
  }

  @Override
  public boolean isPart(QueryContext context) {
    return true;
  }
}
