package dev.sigrun.compiler.language.sigma.data;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * The form of the events that Sigma rules are matched against. The analysis of a rule asks it, in
 * this order and with the log source of the rule that {@link #prepare} returned:
 *
 * <ol>
 *   <li>{@link #prepare} once, before anything is looked at, so that pipelines may change the rule;
 *   <li>{@link #placeholder} for each placeholder of an item with the modifier {@code expand};
 *   <li>{@link #field} for each item that names a field, and for each field that another one is
 *       compared with;
 *   <li>{@link #condition} once: what it answers is added to the rule's own condition by {@code
 *       and}.
 * </ol>
 *
 * <p>An implementation is immutable and answers the same question alike every time. It reports to
 * the sink what it cannot do, at the place in the rule that asks for it; a rule with an error is
 * not compiled, so that nothing is dropped silently.
 */
public interface SigmaData {
  /** Events that hold fields under the very names that rules use, whatever their log source. */
  static SigmaData flat() {
    return new FlatData();
  }

  /**
   * The rule as it is to be understood over these events. Nodes that are put in take the origin of
   * those that they replace, or of the rule.
   *
   * @param sink told why the rule cannot be used
   */
  default SigmaRule prepare(SigmaRule rule, DiagnosticSink sink) {
    return rule;
  }

  /**
   * The values of a placeholder, {@code name} without its percent signs: texts with wildcards and
   * numbers. Empty if it has none: the rule is then refused.
   */
  default Optional<List<SigmaValue>> placeholder(String name) {
    return Optional.empty();
  }

  /**
   * The field in which these events have their time, before all others; empty if that is one of the
   * {@linkplain dev.sigrun.runtime.event.TimePlaces usual places}.
   */
  default Optional<String> timestampField() {
    return Optional.empty();
  }

  /**
   * Where events hold the field that rules of this log source call {@code name}. A test of it is
   * true if some value of some of the returned fields satisfies it; the field is missing if all of
   * them are.
   *
   * @param origin where the rule names it
   * @param sink told if these events cannot have it
   * @return one or more; empty if an error was reported
   */
  List<EventField> field(LogSource source, String name, Origin origin, DiagnosticSink sink);

  /**
   * The predicate that selects the events of the rule's log source, in addition to the conditions
   * of the rule; empty if there is none. Its nodes have the origin of the rule.
   *
   * @param rule as {@link #prepare} returned it
   */
  Optional<Predicate> condition(SigmaRule rule, DiagnosticSink sink);
}
