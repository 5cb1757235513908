package dev.sigrun.cli.command;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules as Java, and what is missing from it.
 *
 * @param java the rules
 * @param refused a line for each reason why a rule has no Java, with its place
 */
public record ExecutableRules(GeneratedJava java, List<String> refused) {
  public ExecutableRules {
    refused = List.copyOf(refused);
  }

  /** Renders {@code rules} as Java. */
  static ExecutableRules of(List<AnalyzedRule> rules, JavaBackend backend) {
    GeneratedJava java = backend.emit(rules);
    return new ExecutableRules(
        java, java.refusals().stream().map(d -> VisibleText.of(d.toString())).toList());
  }

  /** Whether every rule is executed. */
  boolean isComplete() {
    return refused.isEmpty();
  }

  /** Whether no rule is executed. */
  boolean isEmpty() {
    return java.matchers().isEmpty() && java.detectors().isEmpty();
  }

  /** {@code 3 matchers, 1 detector}: what the rules became. */
  String contents() {
    List<String> parts = new ArrayList<>();
    if (!java.matchers().isEmpty()) {
      parts.add(Counts.of(java.matchers().size(), "matcher"));
    }
    if (!java.detectors().isEmpty()) {
      parts.add(Counts.of(java.detectors().size(), "detector"));
    }
    return String.join(", ", parts);
  }

  /**
   * The compiled rules.
   *
   * @param kept class files of former compilations
   * @throws CommandFailure if this is not a JDK
   */
  RuleJar compile(KeptClasses kept) {
    try {
      return RuleJar.compile(java, kept);
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }
}
