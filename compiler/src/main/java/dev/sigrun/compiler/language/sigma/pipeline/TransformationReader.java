package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Reads what an item of a pipeline does, by its type. */
final class TransformationReader {
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error("PIPE020", "Unknown transformation '%s'.%s");
  private static final DiagnosticKind NOT_SUPPORTED =
      DiagnosticKind.error("PIPE021", "The transformation '%s' is not supported: %s.");
  private static final DiagnosticKind NO_EFFECT =
      DiagnosticKind.warning("PIPE022", "The transformation '%s' has no effect: %s.");
  private static final DiagnosticKind BAD_CHOICE =
      DiagnosticKind.error("PIPE023", "'%s' must be one of %s, found '%s'.");

  private static final Map<String, String> REFUSED =
      Map.of(
          "query_expression_placeholders",
          "it puts text of another query language into the rule",
          "http_placeholders",
          "rules are compiled without a network; list the values under 'vars'",
          "command_placeholders",
          "no programs are run; list the values under 'vars'",
          "file_placeholders",
          "list the values under 'vars', or name them with --set",
          "extract_fields",
          "its groups are those of another regular expression dialect",
          "strict_field_mapping_failure",
          "--pipeline ecs refuses fields without a counterpart by itself");

  private static final Map<String, String> IDLE =
      Map.of(
          "regex",
          "texts are compared without regard to case anyway",
          "add_field",
          "it changes what a query shows, not what it finds",
          "remove_field",
          "it changes what a query shows, not what it finds",
          "set_field",
          "it changes what a query shows, not what it finds");

  private static final List<String> RECASINGS =
      List.of(
          "lower",
          "upper",
          "snake_case",
          "camel_case",
          "pascal_case",
          "title",
          "lowerfirst",
          "upperfirst");

  private final PipelineTables tables;
  private final Map<String, Function<DataValue.Table, Optional<Transformation>>> readers =
      new LinkedHashMap<>();
  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  /**
   * A reader that reports with {@code tables}.
   *
   * @param nested reads the items of a nested pipeline
   */
  TransformationReader(PipelineTables tables, Function<DataValue, List<PipelineItem>> nested) {
    this.tables = tables;
    addFields();
    addRules();
    addValues();
    add(
        List.of("items"),
        "nest",
        t -> required(t, "nest", "items").map(v -> new Transformation.Nested(nested.apply(v))));
  }

  private void addFields() {
    add(
        List.of("mapping"),
        "field_name_mapping",
        t -> lists(t, "field_name_mapping").map(Transformation.RenameFields::new));
    add(
        List.of("mapping"),
        "field_name_prefix_mapping",
        t -> lists(t, "field_name_prefix_mapping").map(Transformation.RenamePrefixes::new));
    add(
        List.of("prefix"),
        "field_name_prefix",
        t ->
            tables
                .requiredText(t, "field_name_prefix", "prefix")
                .map(prefix -> new Transformation.ExtendNames(prefix, "")));
    add(
        List.of("suffix"),
        "field_name_suffix",
        t ->
            tables
                .requiredText(t, "field_name_suffix", "suffix")
                .map(suffix -> new Transformation.ExtendNames("", suffix)));
    add(
        List.of("transform_func", "method", "mapping"),
        "field_name_transform",
        t -> Optional.of(new Transformation.RecaseNames(choice(t, recasingKey(t), RECASINGS))));
  }

  private static String recasingKey(DataValue.Table table) {
    return table.get("method").isPresent() ? "method" : "transform_func";
  }

  private void addRules() {
    add(
        List.of("conditions", "template", "negated", "name"),
        "add_condition",
        t ->
            tables
                .requiredTable(t, "add_condition", "conditions")
                .map(
                    fields ->
                        new Transformation.AddCondition(
                            PipelineTables.valueLists(fields),
                            tables.flag(t, "template", false),
                            tables.flag(t, "negated", false))));
    add(
        List.of("product", "category", "service"),
        "change_logsource",
        t -> Optional.of(new Transformation.ChangeLogSource(tables.logSource(t))));
    add(List.of(), "drop_detection_item", t -> Optional.of(new Transformation.DropItems()));
    add(
        List.of("message"),
        "rule_failure",
        t -> tables.requiredText(t, "rule_failure", "message").map(Transformation.RefuseRule::new));
    add(
        List.of("message"),
        "detection_item_failure",
        t ->
            tables
                .requiredText(t, "detection_item_failure", "message")
                .map(Transformation.RefuseItem::new));
    add(
        List.of("key", "val"),
        "set_state",
        t -> pair(t, "set_state", "key", "val", Transformation.SetState::new));
    add(
        List.of("attribute", "value"),
        "set_custom_attribute",
        t ->
            pair(
                t, "set_custom_attribute", "attribute", "value", Transformation.SetAttribute::new));
  }

  private void addValues() {
    add(
        List.of("regex", "replacement", "skip_special", "interpret_special"),
        "replace_string",
        this::replace);
    add(
        List.of("mapping"),
        "map_string",
        t -> lists(t, "map_string").map(Transformation.MapTexts::new));
    add(
        List.of("value", "force_type"),
        "set_value",
        t -> required(t, "set_value", "value").map(Transformation.SetValue::new));
    add(
        List.of("target_type"),
        "convert_type",
        t ->
            Optional.of(
                new Transformation.ConvertType(
                    choice(t, "target_type", List.of("str", "num")).equals("num"))));
    add(
        List.of("method"),
        "case",
        t ->
            Optional.of(
                new Transformation.Recase(
                    choice(t, "method", List.of("lower", "upper")).equals("upper"))));
    add(
        List.of("valid_hash_algos", "field_prefix", "drop_algo_prefix", "field_to_parse"),
        "hashes_fields",
        this::hashes);
    for (boolean wildcard : List.of(false, true)) {
      add(
          List.of("include", "exclude"),
          wildcard ? "wildcard_placeholders" : "value_placeholders",
          t ->
              Optional.of(
                  new Transformation.FillPlaceholders(
                      wildcard,
                      new LinkedHashSet<>(tables.texts(t, "include")),
                      new LinkedHashSet<>(tables.texts(t, "exclude")))));
    }
  }

  private void add(
      List<String> known, String type, Function<DataValue.Table, Optional<Transformation>> reader) {
    keys.put(type, known);
    readers.put(type, reader);
  }

  /**
   * The transformation of an item.
   *
   * @param itemKeys keys that all items may have
   */
  Optional<Transformation> read(DataValue.Table item, List<String> itemKeys) {
    String type = tables.requiredText(item, "An item", "type").orElse("");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    DataValue written = item.get("type").orElseThrow();
    if (REFUSED.containsKey(type)) {
      tables.report(NOT_SUPPORTED, written.origin(), type, REFUSED.get(type));
      return Optional.empty();
    }
    if (IDLE.containsKey(type)) {
      tables.report(NO_EFFECT, written.origin(), type, IDLE.get(type));
      return Optional.of(new Transformation.Nothing());
    }
    Function<DataValue.Table, Optional<Transformation>> reader = readers.get(type);
    if (reader == null) {
      List<String> types = new ArrayList<>(readers.keySet());
      tables.report(UNKNOWN_TYPE, written.origin(), type, Suggestions.didYouMean(type, types));
      return Optional.empty();
    }
    List<String> known =
        Stream.concat(itemKeys.stream(), keys.getOrDefault(type, List.of()).stream()).toList();
    tables.checkKeys(item, "the transformation '" + type + "'", known);
    return reader.apply(item);
  }

  private Optional<DataValue> required(DataValue.Table table, String type, String key) {
    return tables.required(table, "'" + type + "'", key);
  }

  private Optional<Map<String, List<String>>> lists(DataValue.Table table, String type) {
    return tables.requiredTable(table, "'" + type + "'", "mapping").map(tables::textLists);
  }

  /** Makes a transformation of a name and a value. */
  private interface OfPair {
    Transformation of(String name, DataValue value);
  }

  private Optional<Transformation> pair(
      DataValue.Table table, String type, String name, String value, OfPair transformation) {
    return tables
        .requiredText(table, "'" + type + "'", name)
        .flatMap(n -> required(table, type, value).map(v -> transformation.of(n, v)));
  }

  private String choice(DataValue.Table table, String key, List<String> words) {
    String word = tables.requiredText(table, "The item", key).orElse(words.get(0));
    if (!words.contains(word)) {
      tables.report(
          BAD_CHOICE, table.get(key).orElseThrow().origin(), key, String.join(", ", words), word);
    }
    return word;
  }

  private Optional<Transformation> replace(DataValue.Table table) {
    Optional<String> replacement = tables.requiredText(table, "'replace_string'", "replacement");
    return required(table, "replace_string", "regex")
        .flatMap(value -> tables.pattern("regex", value))
        .flatMap(
            pattern ->
                replacement.map(
                    text ->
                        new Transformation.ReplaceText(
                            pattern,
                            javaReplacement(text),
                            tables.flag(table, "skip_special", false),
                            tables.flag(table, "interpret_special", false))));
  }

  /** Python writes {@code \1} and {@code \g<name>} for groups, and two backslashes for one. */
  static String javaReplacement(String python) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < python.length(); i++) {
      char c = python.charAt(i);
      char next = i + 1 < python.length() ? python.charAt(i + 1) : '\0';
      int close = c == '\\' && next == 'g' ? python.indexOf('>', i) : -1;
      if (c == '\\' && Character.isDigit(next)) {
        java.append("$").append(next);
        i++;
      } else if (close > 0 && i + 2 < python.length() && python.charAt(i + 2) == '<') {
        String group = python.substring(i + 3, close);
        java.append(group.chars().allMatch(Character::isDigit) ? "$" + group : "${" + group + "}");
        i = close;
      } else if (c == '\\' && next == '\\') {
        java.append("\\\\");
        i++;
      } else {
        java.append(Matcher.quoteReplacement(String.valueOf(c)));
      }
    }
    return java.toString();
  }

  private Optional<Transformation> hashes(DataValue.Table table) {
    List<String> algorithms =
        required(table, "hashes_fields", "valid_hash_algos")
            .map(value -> tables.texts("valid_hash_algos", value))
            .orElse(List.of());
    return Optional.of(
        new Transformation.SplitHashes(
            algorithms.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(),
            tables.text(table, "field_prefix").orElse(""),
            tables.flag(table, "drop_algo_prefix", false),
            tables.text(table, "field_to_parse")));
  }
}
