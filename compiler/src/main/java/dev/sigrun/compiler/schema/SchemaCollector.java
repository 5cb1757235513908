package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers the fields of a schema file. */
final class SchemaCollector {
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error("SCH003", "Unknown type '%s' of field '%s'.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("SCH004", "Field '%s' needs %s, not %s.");
  private static final DiagnosticKind BAD_NAME =
      DiagnosticKind.error(
          "SCH005", "Field name '%s' has control characters, or parts that are empty or blank.");
  private static final DiagnosticKind TWO_TYPES =
      DiagnosticKind.error(
          "SCH006", "Field '%s' has type '%s' here but '%s' elsewhere in the file.");
  private static final DiagnosticKind NO_PATH =
      DiagnosticKind.error("SCH007", "Alias '%s' needs a 'path' with the name of its field.");

  private static final DiagnosticKind UNKNOWN_PARAMETER =
      DiagnosticKind.warning("SCH008", "Unknown parameter '%s' of field '%s'.%s");

  private final DiagnosticSink sink;
  private final TreeMap<String, FieldDefinition> fields = new TreeMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, Boolean> open = new HashMap<>();
  private final Map<Copy, Origin> copies = new LinkedHashMap<>();
  private Map<String, Boolean> normalizers = Map.of();

  SchemaCollector(DiagnosticSink sink) {
    this.sink = sink;
  }

  boolean isEmpty() {
    return fields.isEmpty() && aliases.isEmpty();
  }

  Schema schema() {
    return new Schema(fields, aliases, open);
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

  /** Takes a mapping: its properties, and its text of fields that it does not name. */
  void collectMapping(DataValue.Table mapping, Map<String, Boolean> normalizersOfIndex) {
    normalizers = normalizersOfIndex;
    collectDynamic("", mapping);
    table(mapping, "properties").ifPresent(properties -> collectProperties("", properties));
    table(mapping, "runtime").ifPresent(runtime -> collectProperties("", runtime));
    copies.forEach(this::copy);
    copies.clear();
  }

  private void collectProperties(String prefix, DataValue.Table properties) {
    forEach(prefix, properties, this::collectProperty);
  }

  private interface Property {
    void collect(String name, Origin key, DataValue.Table property);
  }

  private void forEach(String prefix, DataValue.Table properties, Property visitor) {
    properties
        .entries()
        .forEach(
            (key, entry) -> {
              String name = prefix + key;
              if (entry.value() instanceof DataValue.Table property) {
                visitor.collect(name, entry.key(), property);
              } else {
                String shape = entry.value().shape();
                report(WRONG_SHAPE, entry.value().origin(), name, "a mapping", shape);
              }
            });
  }

  private void collectProperty(String name, Origin key, DataValue.Table property) {
    if (spelling(property).equals("alias")) {
      addAlias(name, key, property);
      return;
    }
    collectDynamic(name, property);
    addMapped(name, key, property, name);
    for (String target : copyTargets(property)) {
      copies.put(new Copy(name, target), key);
    }
    table(property, "properties").ifPresent(below -> collectProperties(name + ".", below));
    // Forms of a field have the values that events hold under its own name.
    table(property, "fields")
        .ifPresent(
            forms ->
                forEach(
                    name + ".",
                    forms,
                    (form, formKey, parameters) -> addMapped(form, formKey, parameters, name)));
  }

  private void addMapped(String name, Origin key, DataValue.Table property, String place) {
    Optional<DataValue> written = property.get("type");
    Origin origin = written.map(DataValue::origin).orElse(key);
    checkParameters(name, property);
    type(name, key, spelling(property), origin)
        .ifPresent(
            type -> {
              FieldDefinition field = new MappedField(type, property, normalizers).definition();
              boolean isForm = !place.equals(name);
              Reading reading = field.reading();
              put(
                  name,
                  isForm ? field.withReading(reading.withPlaces(List.of(place))) : field,
                  origin);
            });
  }

  private void checkParameters(String name, DataValue.Table property) {
    property
        .entries()
        .forEach(
            (parameter, entry) -> {
              if (MappingParameter.of(parameter).isEmpty()) {
                DidYouMean hint = Suggestions.didYouMean(parameter, MappingParameter.spellings());
                report(UNKNOWN_PARAMETER, entry.key(), parameter, name, hint);
              }
            });
  }

  /** Fields that an object does not name are not in the index unless it is dynamic. */
  private void collectDynamic(String name, DataValue.Table object) {
    object
        .get("dynamic")
        .map(value -> String.valueOf(value.plain()))
        .ifPresent(
            dynamic -> open.put(name, !dynamic.equals("false") && !dynamic.equals("strict")));
    if (object.get("enabled").filter(e -> String.valueOf(e.plain()).equals("false")).isPresent()) {
      open.put(name, false);
    }
  }

  /** The values of one field are those of another one, too. */
  private record Copy(String from, String to) {}

  private static List<String> copyTargets(DataValue.Table property) {
    Optional<DataValue> targets = property.get("copy_to");
    return targets
        .flatMap(DataValue::asArray)
        .map(DataValue.Array::values)
        .orElse(targets.map(List::of).orElse(List.of()))
        .stream()
        .flatMap(target -> target.asText().stream())
        .toList();
  }

  /** Gives the target, with all its forms, the values of the source; copies are not copied on. */
  private void copy(Copy copy, Origin key) {
    boolean isOpen = open.getOrDefault("", true);
    if (!fields.containsKey(copy.to()) && isOpen) {
      // An index maps what it does not know as text with an exact form.
      fields.put(copy.to(), FieldDefinition.of(FieldType.TEXT));
      Reading whole = Reading.at(copy.to());
      fields.put(copy.to() + ".keyword", FieldDefinition.of(FieldType.KEYWORD).withReading(whole));
    }
    fields.replaceAll(
        (name, field) ->
            name.equals(copy.to()) || field.reading().places().contains(copy.to())
                ? field.withReading(with(name, field.reading(), copy.from()))
                : field);
  }

  private static Reading with(String name, Reading reading, String place) {
    List<String> places =
        new ArrayList<>(reading.places().isEmpty() ? List.of(name) : reading.places());
    places.add(place);
    return reading.withPlaces(places);
  }

  private static String spelling(DataValue.Table property) {
    return property.get("type").flatMap(DataValue::asText).orElse(FieldType.OBJECT.spelling());
  }

  private static Optional<DataValue.Table> table(DataValue.Table table, String key) {
    return table.get(key).flatMap(DataValue::asTable);
  }

  private void add(String name, Origin key, String spelling, Origin origin) {
    type(name, key, spelling, origin)
        .ifPresent(type -> put(name, FieldDefinition.of(type), origin));
  }

  private Optional<FieldType> type(String name, Origin key, String spelling, Origin origin) {
    Optional<FieldType> type = FieldType.of(spelling);
    if (!isName(name)) {
      report(BAD_NAME, key, name);
      return Optional.empty();
    }
    if (type.isEmpty()) {
      DidYouMean hint = Suggestions.didYouMean(spelling, FieldType.spellings());
      report(UNKNOWN_TYPE, origin, spelling, name, hint);
    }
    return type;
  }

  private void put(String name, FieldDefinition field, Origin origin) {
    FieldDefinition first = fields.putIfAbsent(name, field);
    if (first != null && first.type() != field.type()) {
      report(TWO_TYPES, origin, name, field.type(), first.type());
    }
  }

  /** Whether an index takes the name; and it has no control characters, which only confuse. */
  private static boolean isName(String name) {
    return Arrays.stream(name.split("\\.", -1)).noneMatch(String::isBlank)
        && name.chars().noneMatch(Character::isISOControl);
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
