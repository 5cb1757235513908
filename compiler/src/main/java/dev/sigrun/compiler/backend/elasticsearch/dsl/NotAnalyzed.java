package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;

/** The refusal of rules whose query is not analysed. */
public final class NotAnalyzed {
  private NotAnalyzed() {}

  public static void refuse(Exportable rule, Reasons reasons) {
    rule.unsupported()
        .ifPresent(diagnostic -> reasons.add(new Reason(Fidelity.REFUSED, diagnostic)));
  }
}
