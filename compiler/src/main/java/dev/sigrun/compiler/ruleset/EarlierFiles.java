package dev.sigrun.compiler.ruleset;

import java.nio.file.Path;
import java.util.function.Predicate;

/** Files as they were at an earlier time, such as that of a commit. */
public interface EarlierFiles {
  /** Whether a file was added, changed or removed since then; also if that is not known. */
  boolean isChanged(Path file);

  /**
   * Rule files as they were then, called as they are called now.
   *
   * @param now the files of today
   * @param removed which files that have gone since then belong to them, by their absolute paths
   */
  RuleSources before(RuleSources now, Predicate<Path> removed);
}
