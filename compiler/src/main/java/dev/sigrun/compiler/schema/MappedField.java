package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.runtime.event.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a mapping of Elasticsearch: its parameters become a definition. {@link
 * MappingParameter} has what becomes of each.
 */
final class MappedField {
  /** The analyzer that the integration of Windows declares for scripts. */
  private static final String SCRIPT_ANALYZER = "powershell_script_analyzer";

  /**
   * The distance between the words of two values of an event unless a mapping specifies another.
   */
  private static final long USUAL_GAP = 100;

  private final DataValue.Table parameters;
  private final Map<String, Boolean> normalizers;
  private final List<String> remarks = new ArrayList<>();
  private FieldType type;
  private Reading reading = Reading.PLAIN;

  /**
   * A field.
   *
   * @param type as the mapping spells it
   * @param normalizers those that the settings of the index define: whether all that they do is to
   *     put text in lower case
   */
  MappedField(FieldType type, DataValue.Table parameters, Map<String, Boolean> normalizers) {
    this.type = type;
    this.parameters = parameters;
    this.normalizers = normalizers;
  }

  FieldDefinition definition() {
    normalize();
    analyze();
    readDates();
    nameUnsearchable();
    scalar("null_value").ifPresent(value -> reading = reading.withNull(value));
    if (type == FieldType.CONSTANT_KEYWORD) {
      scalar("value").ifPresent(value -> reading = reading.withConstant(value));
    }
    if (type == FieldType.SCALED_FLOAT) {
      number("scaling_factor").filter(f -> f > 0).ifPresent(this::scale);
    }
    if (type.isString()) {
      number("ignore_above").ifPresent(most -> reading = reading.ignoringAbove(most.intValue()));
    }
    nameOthers();
    return new FieldDefinition(type, reading, remarks);
  }

  private void scale(double factor) {
    reading = reading.withScalingFactor(factor);
  }

  private void normalize() {
    Optional<String> normalizer = text("normalizer");
    if (type != FieldType.KEYWORD || normalizer.isEmpty()) {
      return;
    }
    if (normalizer.get().equals("lowercase") || normalizers.getOrDefault(normalizer.get(), false)) {
      type = FieldType.LOWERCASE_KEYWORD;
    } else if (!normalizers.containsKey(normalizer.get())
        && normalizer.get().contains("lowercase")) {
      // Defined elsewhere, but named after what it does.
      type = FieldType.LOWERCASE_KEYWORD;
    } else {
      remark("normalizer", normalizer.get(), "values are compared unchanged");
    }
  }

  private void analyze() {
    Optional<String> analyzer = text("analyzer");
    if (type != FieldType.TEXT || analyzer.isEmpty()) {
      return;
    }
    if (analyzer.get().equals(SCRIPT_ANALYZER)) {
      type = FieldType.SCRIPT_TEXT;
    } else if (!analyzer.get().equals("standard") && !analyzer.get().equals("default")) {
      remark("analyzer", analyzer.get(), "its words are those of the analyzer 'standard'");
    }
  }

  private void readDates() {
    Optional<String> format = text("format");
    if (!(type.isDate() || type == FieldType.DATE_RANGE) || format.isEmpty()) {
      return;
    }
    try {
      reading = reading.withDateFormat(format.get());
    } catch (IllegalArgumentException e) {
      remark("format", format.get(), "dates are read as ISO 8601 and milliseconds");
    }
    boolean names = format.get().matches(".*(?:MMM|EEE|LLL|a).*") && !format.get().contains("_");
    text("locale")
        .filter(locale -> names && !locale.isEmpty() && !locale.startsWith("en"))
        .ifPresent(locale -> remark("locale", locale, "names of months and days are English"));
  }

  private void nameUnsearchable() {
    boolean indexed = truth("index", true);
    boolean otherwise = truth("doc_values", true) && !type.isText() && type != FieldType.WILDCARD;
    if (!indexed && !otherwise && !type.isObject()) {
      remark("index", "false", "an index refuses to search it, but here its values are read");
    } else if (type.isText() && text("index_options").filter(o -> hasNoPositions(o)).isPresent()) {
      remark(
          "index_options",
          text("index_options").orElseThrow(),
          "an index refuses to search it for phrases");
    }
  }

  private static boolean hasNoPositions(String options) {
    return options.equals("docs") || options.equals("freqs");
  }

  private void nameOthers() {
    if ((type.isNumber() || type.isRange()) && !truth("coerce", true)) {
      remark("coerce", "false", "an index refuses events that hold it as text or with a fraction");
    }
    if (parameters.get("script").isPresent()) {
      remark("script", "code", "it is not computed, and its values are read from events");
    }
    for (String key : List.of("search_analyzer", "search_quote_analyzer")) {
      text(key)
          .filter(search -> !search.equals(text("analyzer").orElse("standard")))
          .ifPresent(search -> remark(key, search, "queries are analysed like values"));
    }
    number("position_increment_gap")
        .filter(gap -> type.isText() && gap != USUAL_GAP)
        .ifPresent(
            gap ->
                remark(
                    "position_increment_gap",
                    String.valueOf(gap.longValue()),
                    "phrases are searched for in each value separately"));
    if (truth("split_queries_on_whitespace", false)) {
      remark("split_queries_on_whitespace", "true", "values in queries are compared as a whole");
    }
    if (type == FieldType.FLATTENED) {
      for (String key : List.of("null_value", "ignore_above")) {
        scalar(key).ifPresent(v -> remark(key, v, "its keys are read without it"));
      }
      reading = Reading.PLAIN;
    }
  }

  private void remark(String parameter, String value, String consequence) {
    remarks.add(parameter + ": " + value + ", which has no effect here: " + consequence);
  }

  private boolean truth(String key, boolean otherwise) {
    return scalar(key).map("true"::equals).orElse(otherwise);
  }

  private Optional<String> text(String key) {
    return parameters.get(key).flatMap(DataValue::asText);
  }

  private Optional<Double> number(String key) {
    return scalar(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(Double.valueOf(text));
              } catch (NumberFormatException e) {
                return Optional.empty();
              }
            });
  }

  /** A value as an index takes it, quoted or not. */
  private Optional<String> scalar(String key) {
    return parameters
        .get(key)
        .filter(value -> value.asTable().isEmpty() && value.asArray().isEmpty())
        .map(value -> value.plain())
        .filter(value -> !(value instanceof Optional))
        .map(String::valueOf);
  }
}
