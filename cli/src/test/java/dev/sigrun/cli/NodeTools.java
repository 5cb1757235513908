package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A copy of a folder with sources in TypeScript, with the libraries that its lock file names. Tests
 * that need it are skipped, with the reason, where there is no npm or where it cannot fetch them:
 * building Sigrun needs neither.
 */
public final class NodeTools {
  private static final long PATIENCE_MINUTES = 5;
  private static final Set<String> NOT_SOURCES = Set.of("node_modules", "dist", "browser");

  private final Path folder;
  private final Map<String, String> variables;

  private NodeTools(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.variables = variables;
  }

  /** The same with these variables in the environment of what is run. */
  public NodeTools with(Map<String, String> more) {
    return new NodeTools(folder, more);
  }

  /**
   * A copy of the folder {@code sources}.
   *
   * @param copy where it is made
   */
  public static NodeTools in(Path sources, Path copy) throws IOException {
    Assumptions.assumeTrue(isAtHand("npm") && isAtHand("node"), "npm is not installed");
    copy(sources, copy);
    NodeTools tools = new NodeTools(copy, Map.of());
    Output fetched =
        tools.start("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
    Assumptions.assumeTrue(
        fetched.exitCode() == 0, "npm cannot fetch the libraries: " + fetched.text());
    return tools;
  }

  private static boolean isAtHand(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each).resolve(program)));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(String.valueOf(each.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(each, to.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private record Output(int exitCode, String text) {}

  /** Runs a program, which must succeed. */
  public String run(String... command) throws IOException {
    Output output = start(command);
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output.text();
  }

  private Output start(String... command) throws IOException {
    Path log = Files.createTempFile(folder, "output", ".log");
    ProcessBuilder builder = new ProcessBuilder(List.of(command));
    builder.environment().putAll(variables);
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("No end: " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
    return new Output(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }
}
