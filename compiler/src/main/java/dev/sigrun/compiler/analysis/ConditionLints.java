package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;

/**
 * Warns about conditions that are probably not intended, whatever language they are written in and
 * whether or not they are part of a rule.
 */
public final class ConditionLints {
  private ConditionLints() {}

  /**
   * Returns {@code predicate}, a condition as it is written, after reporting what is suspicious.
   */
  public static Predicate checked(Predicate predicate, DiagnosticSink sink) {
    new EcsLint(sink).check(predicate);
    new ConstantLint(sink).check(predicate);
    new CategoryLint(sink).check(predicate);
    return predicate;
  }
}
