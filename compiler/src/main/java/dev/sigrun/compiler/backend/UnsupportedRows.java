package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;

/** Refuses rules that compute rows, which no query in another language does. */
public final class UnsupportedRows {
  private static final DiagnosticKind ROWS =
      DiagnosticKind.unsupported(
          "ESQL116",
          "ES|QL rows",
          "A query in ES|QL has no counterpart in other languages. Export it as it is written, to"
              + " elasticsearch-esql or kibana.");

  private UnsupportedRows() {}

  /** Refuses what computes rows. */
  public static void refuse(Origin origin, Reasons reasons) {
    reasons.refuse(ROWS, origin);
  }

  /** Refuses; answers a predicate to go on with. */
  public static Predicate refuse(Predicate.AnyRow rows, Reasons reasons) {
    refuse(rows.origin(), reasons);
    return new Predicate.Constant(rows.origin(), false);
  }
}
