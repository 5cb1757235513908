package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.backend.Unsupported;
import java.util.List;

/**
 * A set of rules as Java.
 *
 * @param setName qualified name of the class that implements {@link
 *     dev.sigrun.runtime.CompiledRules}
 * @param matchers which class matches which rule, by path of the rule file
 * @param sources all Java files, by path
 * @param resources all other files, by path
 * @param unsupported the rules that have no matcher, by path of the rule file
 */
public record GeneratedJava(
    String setName,
    List<Matcher> matchers,
    List<JavaSource> sources,
    List<JavaResource> resources,
    List<Unsupported> unsupported) {
  /** Copies the lists. */
  public GeneratedJava {
    matchers = List.copyOf(matchers);
    sources = List.copyOf(sources);
    resources = List.copyOf(resources);
    unsupported = List.copyOf(unsupported);
  }

  /**
   * The matcher of a rule.
   *
   * @param ruleId the rule
   * @param className qualified name of the class that implements {@link
   *     dev.sigrun.runtime.EventMatcher}
   */
  public record Matcher(String ruleId, String className) {}
}
