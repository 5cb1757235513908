package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import java.util.List;

/** Reports rules that cannot live in one set: those that share an identity, a name or a file name. */
public final class RuleSetChecker {
  private RuleSetChecker() {}

  /** Checks the rules against each other; the later one of a pair is reported. */
  public static void check(List<Rule> rules, DiagnosticSink sink) {}
}
