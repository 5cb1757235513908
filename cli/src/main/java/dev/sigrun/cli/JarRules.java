package dev.sigrun.cli;

import dev.sigrun.runtime.CompiledRules;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Loads compiled rules from jars. */
final class JarRules {
  private JarRules() {}

  /** The compiled rules in {@code jar}; empty if there are none that this Sigrun can load. */
  static Optional<CompiledRules> load(Path jar) {
    try {
      // Stays open until the process ends: classes are loaded when they are first used.
      @SuppressWarnings("resource")
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {jar.toUri().toURL()}, CompiledRules.class.getClassLoader());
      Iterator<CompiledRules> found = ServiceLoader.load(CompiledRules.class, loader).iterator();
      while (found.hasNext()) {
        CompiledRules rules = found.next();
        if (rules.getClass().getClassLoader() == loader) {
          return Optional.of(rules);
        }
      }
      return Optional.empty();
    } catch (MalformedURLException | ServiceConfigurationError | LinkageError e) {
      return Optional.empty();
    }
  }
}
