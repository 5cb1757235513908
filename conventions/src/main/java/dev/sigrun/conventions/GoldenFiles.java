package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Expected output in files: {@code src/test/resources/<package>/<TestClass>/<case>/<file>}. Run
 * with {@code -Dgolden.update=true} to write the current output, and review the difference.
 */
public final class GoldenFiles {
  private static final String UPDATE = "golden.update";

  private final Path folder;
  private final String testClass;

  private GoldenFiles(Path folder, String testClass) {
    this.folder = folder;
    this.testClass = testClass;
  }

  /** The files of a test class. */
  public static GoldenFiles of(Class<?> testClass) {
    return new GoldenFiles(
        Path.of("src", "test", "resources").resolve(testClass.getName().replace('.', '/')),
        testClass.getSimpleName());
  }

  /** Files in a different folder, with a subfolder for each case. */
  public static GoldenFiles in(Path folder, Class<?> testClass) {
    return new GoldenFiles(folder, testClass.getSimpleName());
  }

  /** Whether to write files instead of comparing them. */
  public static boolean areRenewed() {
    return Boolean.getBoolean(UPDATE);
  }

  /** The names of all cases, sorted. */
  public List<String> cases() {
    try (Stream<Path> cases = Files.list(folder)) {
      return cases
          .filter(Files::isDirectory)
          .map(c -> c.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of an input file of a case. */
  public String input(String caseName, String file) {
    return read(folder.resolve(caseName).resolve(file));
  }

  /**
   * Fails unless {@code actual} equals the content of the case's file; updates the file if
   * requested.
   */
  public void check(String caseName, String file, String actual) {
    Path path = folder.resolve(caseName).resolve(file);
    if (areRenewed()) {
      write(path, actual);
    } else if (!Files.exists(path)) {
      fail(
          "There is no %s. To write it, run: mvn test -Dtest=%s -D%s=true",
          path, testClass, UPDATE);
    } else {
      assertThat(actual)
          .as("%s. To renew it, run: mvn test -Dtest=%s -D%s=true", path, testClass, UPDATE)
          .isEqualTo(read(path));
    }
  }

  /** The same for binary files. */
  public void check(String caseName, String file, byte[] actual) {
    Path path = folder.resolve(caseName).resolve(file);
    if (areRenewed()) {
      write(path, actual);
    } else {
      assertThat(Files.exists(path) ? readBytes(path) : new byte[0])
          .as("%s. To renew it, run: mvn test -Dtest=%s -D%s=true", path, testClass, UPDATE)
          .isEqualTo(actual);
    }
  }

  private static byte[] readBytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, String content) {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path path, byte[] content) {
    try {
      Files.createDirectories(path.getParent());
      Files.write(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
