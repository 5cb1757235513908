package dev.sigrun.conventions;

import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Skips a test that needs a file next to the project; {@link AbsentSuites} counts them. */
final class AbsentSuiteException extends TestAbortedException {
  private static final long serialVersionUID = 1;

  AbsentSuiteException(Path path) {
    super(path + " does not exist.");
  }
}
