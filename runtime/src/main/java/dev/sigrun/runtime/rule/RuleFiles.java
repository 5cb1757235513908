package dev.sigrun.runtime.rule;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The files that belong to a compiled set of rules. Safe to share between threads. */
@FunctionalInterface
public interface RuleFiles {
  /**
   * Opens a file.
   *
   * @param file its name, next to the class of the set
   * @return null if there is no such file
   * @throws IOException if it cannot be opened
   */
  @Nullable InputStream open(String file) throws IOException;
}
