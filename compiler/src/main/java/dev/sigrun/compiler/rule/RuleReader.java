package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** Reads a rule file. */
public final class RuleReader {
  private RuleReader() {}

  /**
   * Reads the rule that {@code source} holds.
   *
   * @param sink told what is wrong with it
   * @return the rule, or empty if an error was reported
   */
  public static Optional<Rule> read(SourceText source, DiagnosticSink sink) {
    return Optional.empty();
  }
}
