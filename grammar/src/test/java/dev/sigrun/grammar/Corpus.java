package dev.sigrun.grammar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Queries of a file next to this class: one per line, apart from empty lines and comments. */
final class Corpus {
  private Corpus() {}

  static List<String> of(String file) {
    try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
