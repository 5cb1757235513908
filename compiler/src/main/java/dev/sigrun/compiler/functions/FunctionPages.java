package dev.sigrun.compiler.functions;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the pages of functions and operators. Names, arguments and results come from the languages,
 * what they give from a file for each language next to this class. How exact exports are is in
 * {@code targets.txt}, which a test renews by exporting the examples.
 */
public final class FunctionPages {
  private FunctionPages() {}

  /** The pages of those of the languages that have functions or operators. */
  public static List<FunctionPage> of(Languages languages) {
    return languages.all().stream()
        .filter(language -> !language.functions().isEmpty())
        .flatMap(language -> pages(language.names().get(0), language.functions()).stream())
        .toList();
  }

  private static List<FunctionPage> pages(String language, List<FunctionSignature> signatures) {
    DataValue.Table table = table(language + ".toml");
    Map<String, Map<String, String>> targets = targets(language);
    return signatures.stream()
        .map(
            signature -> {
              DataValue.Table row = row(table, signature.name());
              return new FunctionPage(
                  language,
                  signature.name(),
                  signature.call(),
                  text(row, "gives").orElseThrow(),
                  signature.notes(),
                  text(row, "example"),
                  targets.getOrDefault(signature.name(), Map.of()));
            })
        .toList();
  }

  /** Lines of language, name, target and fidelity. */
  private static Map<String, Map<String, String>> targets(String language) {
    Map<String, Map<String, String>> targets = new TreeMap<>();
    for (String line : text("targets.txt").lines().toList()) {
      String[] words = line.split(" ", 4);
      if (words[0].equals(language)) {
        targets.computeIfAbsent(words[1], name -> new TreeMap<>()).put(words[2], words[3]);
      }
    }
    return targets;
  }

  private static DataValue.Table row(DataValue.Table table, String name) {
    return table.get(name).flatMap(DataValue::asTable).orElseThrow();
  }

  private static Optional<String> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(DataValue::asText);
  }

  /** A malformed file is a bug of ours, not of a user. */
  private static DataValue.Table table(String file) {
    DiagnosticSink sink = new DiagnosticSink();
    return TomlReader.read(SourceText.of(file, text(file)), sink)
        .orElseThrow(() -> new IllegalStateException(sink.diagnostics().toString()));
  }

  private static String text(String file) {
    try (InputStream in =
        Objects.requireNonNull(FunctionPages.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
