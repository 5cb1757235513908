package dev.sigrun.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Rules of jars that are not on the class path, with a class loader of their own.
 *
 * <pre>{@code
 * try (RuleJars jars = RuleJars.open(List.of(Path.of("rules.jar")))) {
 *   run(jars.rules());
 * }
 * }</pre>
 */
public final class RuleJars implements Closeable {
  private final RuleSet rules;
  private final RuleJarLoader loader;

  private RuleJars(RuleSet rules, RuleJarLoader loader) {
    this.rules = rules;
    this.loader = loader;
  }

  /**
   * Loads the rules of {@code jars}, and none of the class path.
   *
   * @throws IllegalArgumentException if a file is not a readable jar, there are no rules, or they
   *     do not fit this runtime
   */
  public static RuleJars open(List<Path> jars) {
    try {
      List<URL> urls = new ArrayList<>();
      for (Path jar : jars) {
        requireJar(jar);
        urls.add(jar.toUri().toURL());
      }
      RuleJarLoader loader =
          new RuleJarLoader(urls.toArray(new URL[0]), RuleSet.class.getClassLoader());
      try {
        RuleSet rules = RuleSet.load(loader);
        if (rules.rules().isEmpty()) {
          throw new IllegalArgumentException("There are no compiled rules in " + jars + ".");
        }
        return new RuleJars(rules, loader);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        loader.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The rules " + jars + " cannot be loaded.", e);
    }
  }

  /** A class loader passes over a file that is not a jar: its rules would be missing silently. */
  private static void requireJar(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "The rules "
              + file
              + " cannot be read here. Every process that runs them needs the file.");
    }
    if (Files.isDirectory(file)) {
      return;
    }
    try {
      new JarFile(file.toFile()).close();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The rules " + file + " are not in a jar: " + e.getMessage(), e);
    }
  }

  /** The rules. */
  public RuleSet rules() {
    return rules;
  }

  /** Closes the class loader: classes of the rules that are not loaded yet cannot be any more. */
  @Override
  public void close() throws IOException {
    loader.close();
  }
}
