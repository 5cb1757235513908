package dev.sigrun.compiler.backend.elasticsearch;

import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Fidelity;
import dev.sigrun.compiler.backend.Reason;
import dev.sigrun.compiler.backend.Reasons;

/** The refusal of rules whose query is not analysed. */
final class NotAnalyzed {
  private NotAnalyzed() {}

  static void refuse(Exportable rule, Reasons reasons) {
    rule.unsupported()
        .ifPresent(diagnostic -> reasons.add(new Reason(Fidelity.REFUSED, diagnostic)));
  }
}
