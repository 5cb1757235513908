package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
      List<Path> files = copies.stream().map(LocalCopy::file).toList();
      LoadedRules loaded = RuleJars.load(files, jars.stream().map(StoredFile::uri).toList());
      return new LoadedRules(
          loaded.catalog(),
          () -> {
            loaded.loader().close();
            copies.forEach(LocalCopy::close);
          });
    } catch (IOException e) {
      copies.forEach(LocalCopy::close);
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      copies.forEach(LocalCopy::close);
      throw e;
    }
  }
}
