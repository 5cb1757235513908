package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A bundled table; what is wrong with it is a bug of ours, not of a user. */
final class TableFile {
  private TableFile() {}

  /** The table of that name beside this class. */
  static DataValue.Table read(String name) {
    try (InputStream in = Objects.requireNonNull(TableFile.class.getResourceAsStream(name))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      DiagnosticSink sink = new DiagnosticSink();
      return TomlReader.read(SourceText.of(name, text), sink)
          .orElseThrow(() -> new IllegalStateException(sink.diagnostics().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table under a key; an empty one if there is none. */
  static Map<String, DataValue> table(DataValue.Table table, String key) {
    Map<String, DataValue> values = new LinkedHashMap<>();
    table
        .get(key)
        .map(value -> value.asTable().orElseThrow())
        .ifPresent(
            found -> found.entries().forEach((name, entry) -> values.put(name, entry.value())));
    return values;
  }

  /** The tables under a key. */
  static List<DataValue.Table> tables(DataValue.Table table, String key) {
    return table
        .get(key)
        .map(value -> value.asArray().orElseThrow().values())
        .orElse(List.of())
        .stream()
        .map(value -> value.asTable().orElseThrow())
        .toList();
  }

  /** Each name of the table under a key with its one or several texts. */
  static Map<String, List<String>> texts(DataValue.Table table, String key) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    table(table, key).forEach((name, value) -> texts.put(name, texts(value)));
    return texts;
  }

  /** One text or number, or a list of them, as texts. */
  static List<String> texts(DataValue value) {
    List<DataValue> values = value.asArray().map(DataValue.Array::values).orElse(List.of(value));
    return values.stream().map(each -> each.plain().toString()).toList();
  }

  /** The text under a key; empty if there is none. */
  static String text(DataValue.Table table, String key) {
    return table.get(key).map(value -> value.asText().orElseThrow()).orElse("");
  }
}
