package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** How the search identifiers of a rule are combined. */
public sealed interface SigmaCondition {
  /** Where it is written. */
  Origin origin();

  /** All terms must hold; two or more. */
  record And(Origin origin, List<SigmaCondition> terms) implements SigmaCondition {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** One of the terms must hold; two or more. */
  record Or(Origin origin, List<SigmaCondition> terms) implements SigmaCondition {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /** The operand must not hold. */
  record Not(Origin origin, SigmaCondition operand) implements SigmaCondition {}

  /** A search identifier must hold. */
  record Name(Origin origin, String name) implements SigmaCondition {}

  /**
   * Some or all of several search identifiers must hold.
   *
   * @param all whether all must, rather than one
   * @param pattern what their names look like, with {@code *} for any characters; empty for {@code
   *     them}
   */
  record Quantified(Origin origin, boolean all, Optional<String> pattern)
      implements SigmaCondition {}
}
