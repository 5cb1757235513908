package dev.sigrun.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Files next to the project, with their own licences, that tests read in place: conformance suites
 * and the public rules. They are looked for in {@code ../shared} of the project, or in the folder
 * that {@code -Dsigrun.shared} names. Tests that need absent files are skipped.
 */
public final class SharedFiles {
  /** The folder of the public rules. */
  public static final String PUBLIC_RULES = "corpus/detection-rules";

  /** The folder of the public Sigma rules. */
  public static final String SIGMA_RULES = "corpus/sigma";

  private static final Path FOLDER = Path.of(System.getProperty("sigrun.shared", "../../shared"));

  private SharedFiles() {}

  /**
   * A file or folder that a test cannot do without.
   *
   * @throws TestAbortedException if it is absent, which skips the test
   */
  public static Path path(String relative) {
    return find(relative).orElseThrow(() -> new AbsentSuiteException(FOLDER.resolve(relative)));
  }

  /** A file or folder that a test uses if it exists. */
  public static Optional<Path> find(String relative) {
    return Optional.of(FOLDER.resolve(relative)).filter(Files::exists);
  }

  /**
   * The text of a file that a test cannot do without.
   *
   * @throws TestAbortedException if it is absent, which skips the test
   */
  public static String text(String relative) {
    return text(path(relative));
  }

  /** The text of a file in such a folder. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
