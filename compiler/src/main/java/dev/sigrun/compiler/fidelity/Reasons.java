package dev.sigrun.compiler.fidelity;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the reasons and remarks of a back end while it writes one artifact. Below a negation, a
 * writer uses {@link #negated}, so that the direction of an approximation is always that of the
 * whole artifact. Not safe for several threads.
 */
public final class Reasons {
  private static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::diagnostic, Diagnostic.ORDER).thenComparing(Reason::effect);

  private final List<Reason> reasons;
  private final boolean underNegation;

  private Reasons(List<Reason> reasons, boolean underNegation) {
    this.reasons = reasons;
    this.underNegation = underNegation;
  }

  /** Nothing to say yet. */
  public static Reasons none() {
    return new Reasons(new ArrayList<>(), false);
  }

  /** The same collection, seen from below a negation. */
  public Reasons negated() {
    return new Reasons(reasons, !underNegation);
  }

  /** Reports that the clause, and thus the rule, cannot be rendered. */
  public void refuse(DiagnosticKind kind, Origin origin, Object... arguments) {
    add(Fidelity.REFUSED, kind, origin, arguments);
  }

  /**
   * Reports that the clause selects different events than it should.
   *
   * @param direction what the clause does on its own, whatever is around it
   */
  public void approximate(
      Fidelity direction, DiagnosticKind kind, Origin origin, Object... arguments) {
    add(underNegation ? direction.negated() : direction, kind, origin, arguments);
  }

  /** Reports a remark that does not affect any answer. */
  public void note(DiagnosticKind kind, Origin origin, Object... arguments) {
    add(Fidelity.EXACT, kind, origin, arguments);
  }

  /** Adds a finished reason. */
  public void add(Reason reason) {
    reasons.add(reason);
  }

  private void add(Fidelity effect, DiagnosticKind kind, Origin origin, Object... arguments) {
    reasons.add(new Reason(effect, Diagnostic.of(kind, origin.source(), origin.span(), arguments)));
  }

  /** The combined fidelity. */
  public Fidelity fidelity() {
    return reasons.stream().map(Reason::effect).reduce(Fidelity.EXACT, Fidelity::and);
  }

  /** All of them by place, without repetitions. */
  public List<Reason> list() {
    return reasons.stream().distinct().sorted(ORDER).toList();
  }
}
