package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads values of a pipeline in the shape that they must have, and reports those that have not. */
final class PipelineTables {
  static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("PIPE001", "Unknown key '%s' in %s.%s");
  static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("PIPE002", "'%s' must be %s, found %s.");
  static final DiagnosticKind MISSING_KEY =
      DiagnosticKind.error("PIPE003", "%s needs the key '%s'.");
  private static final DiagnosticKind BAD_PATTERN =
      DiagnosticKind.error("PIPE004", "'%s' is not a regular expression: %s.");

  private final DiagnosticSink sink;

  PipelineTables(DiagnosticSink sink) {
    this.sink = sink;
  }

  void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  /** Reports keys that are none of {@code known}. */
  void checkKeys(DataValue.Table table, String place, List<String> known) {
    table
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                report(UNKNOWN_KEY, entry.key(), key, place, Suggestions.didYouMean(key, known));
              }
            });
  }

  <T> Optional<T> shaped(String key, DataValue value, Optional<T> shaped, String wanted) {
    if (shaped.isEmpty()) {
      report(WRONG_SHAPE, value.origin(), key, wanted, value.shape());
    }
    return shaped;
  }

  Optional<DataValue> required(DataValue.Table table, String place, String key) {
    Optional<DataValue> value = table.get(key);
    if (value.isEmpty()) {
      report(MISSING_KEY, table.origin(), place, key);
    }
    return value;
  }

  Optional<String> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(value -> text(key, value));
  }

  Optional<String> text(String key, DataValue value) {
    return shaped(key, value, value.asText(), "a string");
  }

  Optional<String> requiredText(DataValue.Table table, String place, String key) {
    return required(table, place, key).flatMap(value -> text(key, value));
  }

  boolean flag(DataValue.Table table, String key, boolean otherwise) {
    return table
        .get(key)
        .flatMap(
            value ->
                shaped(
                    key,
                    value,
                    value instanceof DataValue.Truth truth
                        ? Optional.of(truth.value())
                        : Optional.<Boolean>empty(),
                    "true or false"))
        .orElse(otherwise);
  }

  Optional<DataValue.Table> requiredTable(DataValue.Table table, String place, String key) {
    return required(table, place, key)
        .flatMap(value -> shaped(key, value, value.asTable(), "a map"));
  }

  /** The log source of the attributes that a map names. */
  LogSource logSource(DataValue.Table table) {
    return new LogSource(
        table.origin(), text(table, "category"), text(table, "product"), text(table, "service"));
  }

  /** One text or a list of them. */
  List<String> texts(String key, DataValue value) {
    List<String> texts = new ArrayList<>();
    for (DataValue each : values(value)) {
      text(key, each).ifPresent(texts::add);
    }
    return texts;
  }

  List<String> texts(DataValue.Table table, String key) {
    return table.get(key).map(value -> texts(key, value)).orElse(List.of());
  }

  /** The values of a list, or the value alone. */
  static List<DataValue> values(DataValue value) {
    return value.asArray().map(DataValue.Array::values).orElse(List.of(value));
  }

  /** A map of names with one or several other texts. */
  Map<String, List<String>> textLists(DataValue.Table table) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (name, entry) -> {
              List<String> texts = texts(name, entry.value());
              if (!texts.isEmpty()) {
                lists.put(name, texts);
              }
            });
    return lists;
  }

  /** A map of names with one or several values. */
  static Map<String, List<DataValue>> valueLists(DataValue.Table table) {
    Map<String, List<DataValue>> lists = new LinkedHashMap<>();
    table.entries().forEach((name, entry) -> lists.put(name, values(entry.value())));
    return lists;
  }

  Optional<Pattern> pattern(String key, DataValue value) {
    return text(key, value)
        .flatMap(
            text -> {
              try {
                return Optional.of(Pattern.compile(text));
              } catch (PatternSyntaxException e) {
                report(BAD_PATTERN, value.origin(), text, e.getDescription());
                return Optional.empty();
              }
            });
  }
}
