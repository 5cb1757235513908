package dev.sigrun.compiler.functions;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.eql.analysis.EqlSignatures;
import dev.sigrun.compiler.language.esql.analysis.EsqlSignatures;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the pages of functions and operators. Names, arguments and results come from the tables by
 * which queries are analysed, what they give from files next to this class. How exact exports are
 * is in {@code targets.txt}, which a test renews by exporting the examples.
 */
public final class FunctionPages {
  private FunctionPages() {}

  /** The pages of all languages. */
  public static List<FunctionPage> all() {
    List<FunctionPage> pages = new ArrayList<>();
    pages.addAll(pages("eql", EqlSignatures.all()));
    pages.addAll(pages("kql", kql()));
    pages.addAll(pages("esql", EsqlSignatures.all()));
    return pages;
  }

  /** KQL has few operators and no functions, so that the file is their table. */
  private static List<FunctionSignature> kql() {
    DataValue.Table table = table("kql.toml");
    return table.keys().stream()
        .map(
            name ->
                new FunctionSignature(
                    name, text(row(table, name), "call").orElseThrow(), List.of()))
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

  /** What is wrong with a file is a bug of ours, not of a user. */
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
