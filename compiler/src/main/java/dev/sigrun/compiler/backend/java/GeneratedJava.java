package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import java.util.List;

/**
 * A set of rules as Java.
 *
 * @param setName qualified name of the class that implements {@link
 *     dev.sigrun.runtime.compiled.CompiledRules}
 * @param matchers which class matches which rule, by path of the rule file
 * @param detectors which class makes the detector of which rule that needs memory, likewise
 * @param suppressors which class makes the suppressor of which rule, likewise; these are classes of
 *     matchers or detectors
 * @param sources all Java files, by path
 * @param resources all other files, by path
 * @param artifacts the class of each rule, or why it has none, by path of the rule file
 */
public record GeneratedJava(
    String setName,
    List<Matcher> matchers,
    List<Detector> detectors,
    List<Suppressor> suppressors,
    List<JavaSource> sources,
    List<JavaResource> resources,
    List<Artifact> artifacts) {
  /** Copies the lists. */
  public GeneratedJava {
    matchers = List.copyOf(matchers);
    detectors = List.copyOf(detectors);
    suppressors = List.copyOf(suppressors);
    sources = List.copyOf(sources);
    resources = List.copyOf(resources);
    artifacts = List.copyOf(artifacts);
  }

  /** The rules that have no class. */
  public List<Artifact> refused() {
    return artifacts.stream().filter(Artifact::isRefused).toList();
  }

  /** Why rules have no class, with the places in their files. */
  public List<Diagnostic> refusals() {
    return artifacts.stream().flatMap(artifact -> artifact.refusals().stream()).toList();
  }

  /**
   * The matcher of a rule.
   *
   * @param ruleId the rule
   * @param className qualified name of the class that implements {@link
   *     dev.sigrun.runtime.rule.EventMatcher}
   */
  public record Matcher(String ruleId, String className) {}

  /**
   * The factory of a rule's detector.
   *
   * @param ruleId the rule
   * @param className qualified name of the class whose method {@code detector} returns a {@link
   *     dev.sigrun.runtime.detector.Detector}
   */
  public record Detector(String ruleId, String className) {}

  /**
   * The factory of a rule's suppressor.
   *
   * @param ruleId the rule
   * @param className qualified name of the class whose method {@code suppressor} returns a {@link
   *     dev.sigrun.runtime.detector.suppression.Suppressor}
   */
  public record Suppressor(String ruleId, String className) {}
}
