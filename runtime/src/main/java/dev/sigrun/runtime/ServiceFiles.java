package dev.sigrun.runtime;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.compiled.RuleSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files by which jars announce their compiled sets. A class loader gives one class for a name,
 * so of two jars with sets of the same name it would silently drop one.
 */
final class ServiceFiles {
  private static final String PATH = "META-INF/services/" + CompiledRules.class.getName();

  private ServiceFiles() {}

  /**
   * Checks that no name is announced twice.
   *
   * @throws IllegalArgumentException if one is, naming both files
   */
  static void requireDistinctSets(ClassLoader loader) {
    Map<String, URL> fileByName = new HashMap<>();
    try {
      for (URL file : Collections.list(loader.getResources(PATH))) {
        for (String name : names(file)) {
          URL other = fileByName.putIfAbsent(name, file);
          if (other != null && !other.toString().equals(file.toString())) {
            throw new IllegalArgumentException(
                "Two jars contain rules named "
                    + name
                    + ": "
                    + other
                    + " and "
                    + file
                    + ". Compile one of them into another package.");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(URL file) throws IOException {
    InputStream stream = Objects.requireNonNull(RuleSource.stream(file), "stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
