package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files of a module that explain its codes: a table for each code in files in TOML, and the
 * lists of those files and of the kinds of messages.
 */
public final class CodeFiles {
  private final Path folder;

  private CodeFiles(Path folder) {
    this.folder = folder;
  }

  /** The files in a folder of the resources of the module that is tested. */
  public static CodeFiles in(String folder) {
    return new CodeFiles(Path.of("src", "main", "resources").resolve(folder));
  }

  /**
   * Checks that the lists are complete, or renews them.
   *
   * @param module a class of the module
   * @param type the class of the constants that the module reports
   * @param line the line about a constant
   */
  public <K> void checkLists(Class<?> module, Class<K> type, Function<K, String> line) {
    check("kinds.txt", List.copyOf(ProducedCodes.places(module, type, line).keySet()));
    check(
        "areas.txt",
        tables().stream().map(f -> f.getFileName().toString().replace(".toml", "")).toList());
  }

  private void check(String name, List<String> lines) {
    try {
      Path file = folder.resolve(name);
      if (GoldenFiles.areRenewed()) {
        Files.write(file, lines);
      }
      assertThat(Files.readAllLines(file)).as(name).isEqualTo(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> tables() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The codes that have a table. */
  public List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (Path file : tables()) {
      try {
        Files.readAllLines(file).stream()
            .filter(line -> line.matches("\\[[A-Z]+[0-9]{3}]"))
            .map(line -> line.substring(1, line.length() - 1))
            .forEach(codes::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return codes;
  }
}
