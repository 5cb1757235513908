package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No class of any module is too long to be one idea. */
class FileLengthTest {
  /** Lines of code: blank lines, comments, imports and the package do not count. */
  private static final int MOST = 300;

  /** Files that are one idea in spite of their length, with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "Predicate.java", "a sealed hierarchy: one plain record for each kind of test",
          "Expression.java", "a sealed hierarchy: one plain record for each kind of expression",
          "CorrelationReader.java", "one small method for each key of a document",
          "EndpointEvents.java", "a table of made-up programs for benchmarks");

  @Test
  void classesAreShort() throws IOException {
    Map<String, Integer> lengths = new TreeMap<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.toList()) {
        measure(module.resolve("src/main/java"), lengths);
      }
    }
    assertThat(lengths).hasSizeGreaterThan(500);
    lengths.values().removeIf(length -> length <= MOST);
    assertThat(lengths.keySet()).isEqualTo(EXCEPTIONS.keySet());
  }

  private static void measure(Path sources, Map<String, Integer> lengths) throws IOException {
    if (!Files.exists(sources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        lengths.merge(
            file.getFileName().toString(), codeLines(Files.readAllLines(file)), Math::max);
      }
    }
  }

  private static int codeLines(List<String> lines) {
    int code = 0;
    boolean comment = false;
    for (String each : lines) {
      String line = each.strip();
      comment |= line.startsWith("/*");
      boolean isCode = !comment && !line.isEmpty() && !line.matches("(//|import |package ).*");
      code += isCode ? 1 : 0;
      comment &= !line.endsWith("*/");
    }
    return code;
  }

  @Test
  void commentsAndImportsDoNotCount() {
    assertThat(
            codeLines(
                List.of(
                    "package a;",
                    "",
                    "import b.C;",
                    "/** One line. */",
                    "class D {",
                    "  /*",
                    "   * Several.",
                    "   */",
                    "  int e; // counts",
                    "  // does not",
                    "}")))
        .isEqualTo(3);
  }
}
