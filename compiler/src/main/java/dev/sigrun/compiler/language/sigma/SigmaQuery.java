package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;

/** The matches of a document, which other documents may refer to. */
sealed interface SigmaQuery extends ParsedQuery permits ParsedSigma, ParsedCorrelation {
  /** By what others refer to it. */
  SigmaIdentity identity();

  /** Filters and correlations change what it finds. */
  @Override
  default boolean dependsOnOthers() {
    return true;
  }

  /** A rule that a correlation is about finds nothing for itself, unless the correlation asks. */
  @Override
  default boolean isPart(QueryContext context) {
    return SigmaSet.of(context.others()).silences(this, context);
  }
}
