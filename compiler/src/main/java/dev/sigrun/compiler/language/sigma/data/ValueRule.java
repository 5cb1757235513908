package dev.sigrun.compiler.language.sigma.data;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/**
 * How events hold values that rules write in another way, such as hashes that are one text in the
 * rule and several fields in the event. Immutable.
 */
@FunctionalInterface
public interface ValueRule {
  /**
   * The condition that is true of an event exactly if {@code test} is of the value that the rule
   * means. It may speak about any field. It is asked for each value of a list by itself.
   *
   * @param origin for the nodes of the predicate, and where to report
   * @param sink told if these events cannot answer
   * @return the condition; empty if an error was reported
   */
  Optional<Predicate> condition(ValueTest test, Origin origin, DiagnosticSink sink);
}
