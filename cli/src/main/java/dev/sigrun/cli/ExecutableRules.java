package dev.sigrun.cli;

import dev.sigrun.compiler.AnalyzedRule;
import dev.sigrun.compiler.backend.Unsupported;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.MissingJavaCompilerException;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules as Java, and what is missing from it.
 *
 * @param java the rules
 * @param withoutMatcher how many rules are not executed because their shape needs memory, by shape
 * @param refused a line for each rule that the Java back end refuses for another reason
 */
record ExecutableRules(
    GeneratedJava java, Map<String, Integer> withoutMatcher, List<String> refused) {
  ExecutableRules {
    refused = List.copyOf(refused);
  }

  /** Renders {@code rules} as Java. */
  static ExecutableRules of(List<AnalyzedRule> rules, JavaBackend.Options options) {
    GeneratedJava java = JavaBackend.create(options).emit(rules);
    Set<String> refusedIds =
        java.unsupported().stream().map(u -> u.rule().ruleId()).collect(Collectors.toSet());
    List<AnalyzedRule> withoutMatcher =
        rules.stream().filter(rule -> refusedIds.contains(rule.rule().ruleId())).toList();
    Set<String> needMemory = new HashSet<>();
    withoutMatcher.stream()
        .filter(rule -> Shapes.needsMemory(rule.query()))
        .forEach(rule -> needMemory.add(rule.rule().ruleId()));
    List<String> refused = new ArrayList<>();
    for (Unsupported unsupported : java.unsupported()) {
      if (!needMemory.contains(unsupported.rule().ruleId())) {
        refused.add(line(unsupported));
      }
    }
    return new ExecutableRules(java, Shapes.needingMemory(withoutMatcher), refused);
  }

  private static String line(Unsupported unsupported) {
    return VisibleText.of(unsupported.rule().path() + ": unsupported: " + unsupported.reason());
  }

  /** Whether every rule is executed. */
  boolean isComplete() {
    return withoutMatcher.isEmpty() && refused.isEmpty();
  }

  /** A sentence about the rules that wait for memory; empty if there are none. */
  String memoryNote() {
    int all = withoutMatcher.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0
        ? ""
        : "Not executed yet, because they need memory of earlier events: "
            + Counts.of(all, "rule")
            + " ("
            + Counts.byLabel(withoutMatcher)
            + ").";
  }

  /**
   * The compiled rules.
   *
   * @throws CommandFailure if this is no JDK
   */
  RuleJar compile() {
    try {
      return RuleJar.compile(java);
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }
}
