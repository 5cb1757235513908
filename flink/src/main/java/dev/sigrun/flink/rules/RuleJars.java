package dev.sigrun.flink.rules;

import dev.sigrun.runtime.RuleSet;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** Loads rules from jars that can be read here. */
final class RuleJars {
  private RuleJars() {}

  /**
   * Loads the rules of these jars, or folders of classes.
   *
   * @param names of the jars in messages
   * @throws IllegalArgumentException if one is not a jar, there are no rules in them, or they do
   *     not fit this runtime
   * @throws IOException if a class loader cannot be closed
   */
  static LoadedRules load(List<Path> jars, List<String> names) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (int i = 0; i < jars.size(); i++) {
      requireJar(jars.get(i), names.get(i));
      urls.add(jars.get(i).toUri().toURL());
    }
    RuleJarLoader own = new RuleJarLoader(urls.toArray(new URL[0]), RuleSet.class.getClassLoader());
    try {
      RuleSet rules = RuleSet.load(own);
      if (rules.rules().isEmpty()) {
        throw new IllegalArgumentException("There are no compiled rules in " + names + ".");
      }
      return new LoadedRules(RuleCatalog.of(rules), own);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      own.close();
      throw e;
    }
  }

  /** A class loader passes over a file that is not a jar: its rules would be missing silently. */
  private static void requireJar(Path file, String name) {
    if (Files.isDirectory(file)) {
      return;
    }
    try {
      new JarFile(file.toFile()).close();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The rules " + name + " are not in a jar: " + e.getMessage(), e);
    }
  }
}
