package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the values of a field mapping by their shapes, and reports those of another shape. */
final class MappingShapes {
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("MAP001", "Unknown key '%s' in %s.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("MAP002", "'%s' must be %s, found %s.");
  private static final DiagnosticKind BAD_NAME =
      DiagnosticKind.error("MAP005", "'%s' cannot be %s.");
  private static final DiagnosticKind MISSING_KEY =
      DiagnosticKind.error("MAP006", "%s needs the key '%s'.");

  /** Names of fields hold nothing that could be taken for something else anywhere. */
  static final Pattern FIELD = Pattern.compile("[\\p{L}\\p{N}@_][\\p{L}\\p{N}@_.:{}-]*");

  private final DiagnosticSink sink;

  MappingShapes(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Whether all keys are known, after reporting those that are not. */
  boolean checkKeys(DataValue.Table table, String place, List<String> known) {
    boolean good = true;
    for (Map.Entry<String, DataValue.Entry> entry : table.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        good = false;
        report(UNKNOWN_KEY, entry.getValue().key(), key, place, Suggestions.didYouMean(key, known));
      }
    }
    return good;
  }

  void require(DataValue.Table table, String place, String key) {
    if (table.get(key).isEmpty()) {
      report(MISSING_KEY, table.origin(), place, key);
    }
  }

  static DataValue value(DataValue.Table table, String key) {
    return table.get(key).orElseThrow();
  }

  <T> Optional<T> shaped(String key, DataValue value, Optional<T> shaped, String wanted) {
    if (shaped.isEmpty()) {
      report(WRONG_SHAPE, value.origin(), key, wanted, value.shape());
    }
    return shaped;
  }

  Optional<DataValue.Table> table(DataValue.Table table, String key) {
    return table.get(key).flatMap(value -> shaped(key, value, value.asTable(), "a table"));
  }

  Optional<String> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(value -> shaped(key, value, value.asText(), "a string"));
  }

  Optional<String> text(DataValue.Table table, String key, Pattern allowed, String wanted) {
    return table.get(key).flatMap(value -> checked(key, value, allowed, wanted));
  }

  List<DataValue.Table> tables(DataValue.Table table, String key) {
    List<DataValue.Table> tables = new ArrayList<>();
    table
        .get(key)
        .flatMap(value -> shaped(key, value, value.asArray(), "a list of tables"))
        .ifPresent(
            array ->
                array
                    .values()
                    .forEach(v -> shaped(key, v, v.asTable(), "a table").ifPresent(tables::add)));
    return tables;
  }

  List<String> names(DataValue.Table table, String key) {
    return table.get(key).map(value -> fieldNames(key, value)).orElse(List.of());
  }

  List<String> texts(String key, DataValue value) {
    List<String> texts = new ArrayList<>();
    shaped(key, value, value.asArray(), "a list of strings")
        .ifPresent(
            array ->
                array
                    .values()
                    .forEach(v -> shaped(key, v, v.asText(), "a string").ifPresent(texts::add)));
    return texts;
  }

  List<String> fieldNames(String key, DataValue value) {
    List<String> names = new ArrayList<>();
    shaped(key, value, value.asArray(), "a list of names")
        .ifPresent(
            array ->
                array
                    .values()
                    .forEach(
                        v -> checked(key, v, FIELD, "the name of a field").ifPresent(names::add)));
    return names;
  }

  Optional<String> checked(String key, DataValue value, Pattern allowed, String wanted) {
    return shaped(key, value, value.asText(), "a string")
        .filter(text -> isAllowed(text, value.origin(), allowed, wanted));
  }

  boolean isAllowed(String text, Origin origin, Pattern allowed, String wanted) {
    boolean fits = allowed.matcher(text).matches();
    if (!fits) {
      report(BAD_NAME, origin, text, wanted);
    }
    return fits;
  }

  /** The entries of a table whose keys are names of fields, or beginnings of them. */
  <T> Map<String, T> each(
      DataValue.Table table,
      Pattern allowed,
      BiFunction<String, DataValue.Entry, Optional<T>> value) {
    Map<String, T> entries = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (name, entry) -> {
              if (isAllowed(name, entry.key(), allowed, "the name of a field")) {
                value.apply(name, entry).ifPresent(v -> entries.put(name, v));
              }
            });
    return entries;
  }

  void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  /** Reports that a value has another shape than it should. */
  void wrongShape(String key, DataValue value, String wanted, String found) {
    report(WRONG_SHAPE, value.origin(), key, wanted, found);
  }
}
