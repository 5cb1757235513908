package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.StoredFile;
import dev.sigrun.runtime.RuleJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads rules from jars that were announced. They are copied before they are opened, because the
 * file system may be a remote one, and because a file must not change while classes are loaded from
 * it.
 */
final class AnnouncedJars {
  /** Larger jars are refused; thousands of rules are a tenth of that. */
  static final long MAX_BYTES = 256L << 20;

  private AnnouncedJars() {}

  /**
   * Loads the rules.
   *
   * @throws IllegalArgumentException if one is not a jar, there are no rules in them, or they do
   *     not fit this runtime
   * @throws UncheckedIOException if a file cannot be read, is too large or has another digest
   */
  static LoadedRules load(List<StoredFile> jars) {
    List<LocalCopy> copies = new ArrayList<>();
    try {
      for (StoredFile jar : jars) {
        copies.add(LocalCopy.of(jar, ".jar", MAX_BYTES));
      }
      RuleJars loaded = RuleJars.open(copies.stream().map(LocalCopy::file).toList());
      try {
        return new LoadedRules(
            RuleCatalog.of(loaded.rules()),
            () -> {
              loaded.close();
              copies.forEach(LocalCopy::close);
            });
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        loaded.close();
        throw e;
      }
    } catch (IOException e) {
      copies.forEach(LocalCopy::close);
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      copies.forEach(LocalCopy::close);
      throw new IllegalArgumentException(named(String.valueOf(e.getMessage()), copies, jars), e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      copies.forEach(LocalCopy::close);
      throw e;
    }
  }

  /** A message that names the jars and not their copies. */
  private static String named(String message, List<LocalCopy> copies, List<StoredFile> jars) {
    String named = message;
    for (int i = 0; i < copies.size(); i++) {
      named = named.replace(copies.get(i).file().toString(), jars.get(i).uri());
    }
    return named;
  }
}
