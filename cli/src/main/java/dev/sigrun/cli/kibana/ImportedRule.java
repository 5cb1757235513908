package dev.sigrun.cli.kibana;

import dev.sigrun.compiler.backend.kibana.KibanaDocument;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.document.TomlWriter;
import dev.sigrun.compiler.format.elastic.ElasticDocument;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.SourceText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of Kibana as a rule file.
 *
 * @param ruleId its identity
 * @param name its name
 * @param text the file in TOML
 * @param lost the keys that the file does not have
 */
record ImportedRule(String ruleId, String name, String text, Set<String> lost) {
  /** Keys that Kibana adds to every rule, empty if the author gave none. */
  private static final List<String> ADDED_EMPTY =
      List.of(
          "actions",
          "exceptions_list",
          "false_positives",
          "references",
          "related_integrations",
          "required_fields",
          "response_actions",
          "risk_score_mapping",
          "severity_mapping",
          "tags",
          "threat");

  /** Files in TOML that are nested deeper are not read. */
  private static final int DEEPEST = 64;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT);

  /** Why an object is not a rule that can be imported, for the user. */
  static final class NotImported extends Exception {
    private static final long serialVersionUID = 1L;

    NotImported(String message) {
      super(message);
    }
  }

  /** Copies the set. */
  ImportedRule {
    lost = new LinkedHashSet<>(lost);
  }

  /**
   * The rule that {@code json} describes.
   *
   * @param today the date of rules that have none
   */
  static ImportedRule of(Map<String, ? extends @Nullable Object> json, LocalDate today)
      throws NotImported {
    Set<String> lost = new LinkedHashSet<>();
    ElasticDocument document = KibanaDocument.fromJson(json);
    Map<String, Object> rule = clean(document.rule(), lost, 2);
    checkType(rule);
    String ruleId = text(rule, "rule_id");
    String name = text(rule, "name");
    Map<String, Object> metadata = clean(document.metadata(), lost, 2);
    if (metadata.isEmpty()) {
      metadata = dates(rule, today);
    }
    for (String key : ElasticDocument.KEYS_OF_KIBANA) {
      if (rule.remove(key) != null) {
        lost.add(key);
      }
    }
    ADDED_EMPTY.forEach(key -> rule.remove(key, List.of()));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("metadata", metadata);
    Map<String, Object> transform = clean(document.transform(), lost, 2);
    if (!transform.isEmpty()) {
      file.put("transform", transform);
    }
    file.put("rule", rule);
    return new ImportedRule(ruleId, name, write(file), lost);
  }

  private static void checkType(Map<String, Object> rule) throws NotImported {
    List<String> types = Arrays.stream(RuleType.values()).map(RuleType::spelling).toList();
    String type = text(rule, "type");
    if (!types.contains(type)) {
      throw new NotImported(
          "Unknown type '"
              + type
              + "' of a rule."
              + Suggestions.didYouMean(type, types)
              + " Known types: "
              + String.join(", ", types)
              + ".");
    }
  }

  private static String text(Map<String, Object> rule, String key) throws NotImported {
    if (rule.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new NotImported(
        rule.containsKey(key)
            ? "The key '" + key + "' of a rule must be a text that is not blank."
            : "A rule has a key '" + key + "', which is missing here.");
  }

  /** Writes the file, reads it back and compares, so that no rule changes on its way. */
  private static String write(Map<String, Object> file) throws NotImported {
    String text =
        new String(TomlWriter.write(file).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Map<String, Object>> read =
        TomlReader.read(SourceText.of("rule.toml", text), sink).map(DataValue.Table::plain);
    if (!read.equals(Optional.of(file))) {
      throw new NotImported(
          "The rule cannot be written in TOML"
              + sink.diagnostics().stream().findFirst().map(d -> ": " + d.message()).orElse("."));
    }
    return text;
  }

  private static Map<String, Object> dates(Map<String, Object> rule, LocalDate today) {
    LocalDate created = date(rule.get("created_at")).orElse(today);
    LocalDate updated = date(rule.get("updated_at")).orElse(created);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("creation_date", DATE.format(created));
    metadata.put("updated_date", DATE.format(updated.isBefore(created) ? created : updated));
    return metadata;
  }

  private static Optional<LocalDate> date(@Nullable Object value) {
    if (!(value instanceof String text) || text.length() < 10) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text.substring(0, 10)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * A table without nulls.
   *
   * @param depth the number of tables and lists that hold its values
   */
  private static Map<String, Object> clean(Map<?, ?> map, Set<String> lost, int depth)
      throws NotImported {
    Map<String, Object> cleaned = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (entry.getValue() == null) {
        lost.add(key + " (null)");
      } else {
        cleaned.put(key, clean(key, entry.getValue(), lost, depth));
      }
    }
    return cleaned;
  }

  private static Object clean(String key, Object value, Set<String> lost, int depth)
      throws NotImported {
    if (depth > DEEPEST) {
      throw new NotImported(
          "The key '" + key + "' is nested more than " + DEEPEST + " levels deep.");
    }
    if (value instanceof Map<?, ?> map) {
      return clean(map, lost, depth + 1);
    }
    if (value instanceof List<?> list) {
      List<Object> cleaned = new ArrayList<>();
      for (Object each : list) {
        if (each == null) {
          lost.add(key + " (null)");
        } else {
          cleaned.add(clean(key, each, lost, depth + 1));
        }
      }
      return cleaned;
    }
    return value instanceof Number number ? number(key, number) : value;
  }

  private static Number number(String key, Number value) throws NotImported {
    BigDecimal exact = new BigDecimal(value.toString());
    // The scale is looked at first, as the digits of 1e999999999 would fill the memory.
    boolean isWhole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
    if (isWhole && exact.precision() - exact.scale() < 19) {
      return exact.longValueExact();
    }
    double inexact = exact.doubleValue();
    if (Double.isInfinite(inexact)
        || new BigDecimal(Double.toString(inexact)).compareTo(exact) != 0) {
      throw new NotImported("The number " + value + " of '" + key + "' does not fit into TOML.");
    }
    return inexact;
  }
}
