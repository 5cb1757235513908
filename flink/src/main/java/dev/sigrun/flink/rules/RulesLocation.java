package dev.sigrun.flink.rules;

import dev.sigrun.runtime.RuleJars;
import dev.sigrun.runtime.RuleSet;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a job finds its compiled rules. A job travels to its task managers without rules; each of
 * them loads the rules from there.
 *
 * @param jars the jars, which every task manager must see under the same paths; none for the class
 *     path of the job
 */
public record RulesLocation(List<String> jars) implements Serializable {
  /** Copies the list. */
  public RulesLocation {
    jars = new ArrayList<>(jars);
  }

  /** Rules that are part of the job's own jar, or in the {@code lib} folder of the cluster. */
  public static RulesLocation classPath() {
    return new RulesLocation(List.of());
  }

  /** Rules in jars of their own. */
  public static RulesLocation jars(Path... jars) {
    return new RulesLocation(
        List.of(jars).stream().map(jar -> jar.toAbsolutePath().toString()).toList());
  }

  /**
   * Loads the rules.
   *
   * @param loader of the job
   * @throws IllegalArgumentException if there are no rules, or they do not fit this runtime
   */
  LoadedRules load(ClassLoader loader) {
    return jars.isEmpty() ? fromClassPath(loader) : fromJars();
  }

  private static LoadedRules fromClassPath(ClassLoader loader) {
    RuleSet rules = RuleSet.load(loader);
    if (rules.rules().isEmpty()) {
      throw new IllegalArgumentException(
          "There are no compiled rules on the class path of the job. Add a jar that \"sigrun"
              + " compile\" or the Maven plugin made, or name its path.");
    }
    return new LoadedRules(RuleCatalog.of(rules), () -> {});
  }

  private LoadedRules fromJars() {
    RuleJars own = RuleJars.open(jars.stream().map(Path::of).toList());
    return new LoadedRules(RuleCatalog.of(own.rules()), own);
  }
}
