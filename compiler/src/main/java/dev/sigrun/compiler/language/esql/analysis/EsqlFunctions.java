package dev.sigrun.compiler.language.esql.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of functions. */
final class EsqlFunctions {
  private static final Map<String, EsqlFunction> BY_NAME = read();

  private EsqlFunctions() {}

  /** The function that is called {@code name}, in any case. */
  static Optional<EsqlFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
  }

  /** The names of all functions. */
  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static Map<String, EsqlFunction> read() {
    String file = "functions.txt";
    try (InputStream in =
        Objects.requireNonNull(EsqlFunctions.class.getResourceAsStream(file), file)) {
      Map<String, EsqlFunction> functions = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(EsqlFunction::parse)
          .forEach(function -> functions.put(function.name(), function));
      return functions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
