package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gathers the fields of a schema file. */
final class SchemaCollector {
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error("SCH003", "Unknown type '%s' of field '%s'.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("SCH004", "Field '%s' must be given %s, not %s.");
  private static final DiagnosticKind BAD_NAME =
      DiagnosticKind.error(
          "SCH005",
          "Field name '%s' has blanks, stars, commas, control characters or empty parts.");
  private static final DiagnosticKind TWO_TYPES =
      DiagnosticKind.error(
          "SCH006", "Field '%s' has type '%s' here but '%s' elsewhere in the file.");
  private static final DiagnosticKind NO_PATH =
      DiagnosticKind.error(
          "SCH007", "Alias '%s' has no 'path' that names the field it stands for.");

  private static final Pattern NAME =
      Pattern.compile("[^.\\s*,\\p{Cntrl}]++(?:\\.[^.\\s*,\\p{Cntrl}]++)*+");

  /** The analyzer that the integration of Windows declares for scripts. */
  private static final String SCRIPT_ANALYZER = "powershell_script_analyzer";

  private final DiagnosticSink sink;
  private final Map<String, FieldType> types = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();

  SchemaCollector(DiagnosticSink sink) {
    this.sink = sink;
  }

  boolean isEmpty() {
    return types.isEmpty() && aliases.isEmpty();
  }

  Schema schema() {
    return Schema.of(types, aliases);
  }

  /** Takes names with types; a table holds the fields below its name. */
  void collectNames(String prefix, DataValue.Table table) {
    table
        .entries()
        .forEach(
            (key, entry) -> {
              String name = prefix + key;
              if (entry.value() instanceof DataValue.Table below) {
                collectNames(name + ".", below);
              } else if (entry.value() instanceof DataValue.Text type) {
                add(name, entry.key(), type.value(), type.origin());
              } else {
                String shape = entry.value().shape();
                report(WRONG_SHAPE, entry.value().origin(), name, "a type", shape);
              }
            });
  }

  /** Takes the {@code properties} of a mapping. */
  void collectProperties(String prefix, DataValue.Table properties) {
    properties
        .entries()
        .forEach(
            (key, entry) -> {
              String name = prefix + key;
              if (entry.value() instanceof DataValue.Table property) {
                collectProperty(name, entry.key(), property);
              } else {
                String shape = entry.value().shape();
                report(WRONG_SHAPE, entry.value().origin(), name, "a mapping", shape);
              }
            });
  }

  private void collectProperty(String name, Origin key, DataValue.Table property) {
    Optional<DataValue> type = property.get("type");
    String spelling = type.flatMap(DataValue::asText).orElse(FieldType.OBJECT.spelling());
    if (spelling.equals("alias")) {
      addAlias(name, key, property);
      return;
    }
    add(name, key, refined(spelling, property), type.map(DataValue::origin).orElse(key));
    for (String below : new String[] {"properties", "fields"}) {
      property
          .get(below)
          .flatMap(DataValue::asTable)
          .ifPresent(table -> collectProperties(name + ".", table));
    }
  }

  /** The type with what its normalizer or analyzer says about it. */
  private static String refined(String spelling, DataValue.Table property) {
    boolean lowercase =
        property.get("normalizer").flatMap(DataValue::asText).stream()
            .anyMatch(normalizer -> normalizer.contains("lowercase"));
    if (spelling.equals("keyword") && lowercase) {
      return FieldType.LOWERCASE_KEYWORD.spelling();
    }
    boolean script =
        property.get("analyzer").flatMap(DataValue::asText).stream()
            .anyMatch(SCRIPT_ANALYZER::equals);
    return spelling.equals("text") && script ? FieldType.SCRIPT_TEXT.spelling() : spelling;
  }

  private void add(String name, Origin key, String spelling, Origin origin) {
    Optional<FieldType> type = FieldType.of(spelling);
    if (!NAME.matcher(name).matches()) {
      report(BAD_NAME, key, name);
    } else if (type.isEmpty()) {
      String hint = Suggestions.didYouMean(spelling, FieldType.spellings());
      report(UNKNOWN_TYPE, origin, spelling, name, hint);
    } else {
      FieldType first = types.putIfAbsent(name, type.get());
      if (first != null && first != type.get()) {
        report(TWO_TYPES, origin, name, type.get(), first);
      }
    }
  }

  private void addAlias(String name, Origin key, DataValue.Table property) {
    Optional<String> path = property.get("path").flatMap(DataValue::asText);
    if (path.isEmpty()) {
      report(NO_PATH, key, name);
    } else {
      aliases.put(name, path.get());
    }
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
