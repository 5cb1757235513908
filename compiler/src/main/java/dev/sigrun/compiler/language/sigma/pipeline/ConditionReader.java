package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an item asks of rules, of items of detections, and of fields. */
final class ConditionReader {
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error("PIPE013", "Unknown condition '%s' of %s.%s");
  private static final DiagnosticKind BAD_CHOICE =
      DiagnosticKind.error("PIPE014", "'%s' must be one of %s, found '%s'.");

  private static final List<String> RULE_TYPES =
      List.of(
          "logsource",
          "contains_field",
          "contains_detection_item",
          "processing_item_applied",
          "processing_state",
          "is_sigma_rule",
          "is_sigma_correlation_rule",
          "rule_attribute",
          "tag");
  private static final List<String> ITEM_TYPES =
      List.of(
          "match_string",
          "match_value",
          "contains_wildcard",
          "is_null",
          "processing_item_applied",
          "processing_state");
  private static final List<String> FIELD_TYPES =
      List.of("include_fields", "exclude_fields", "processing_item_applied", "processing_state");
  private static final List<String> COMPARISONS =
      List.of("eq", "ne", "gte", "gt", "lte", "lt", "in", "not_in");

  private final PipelineTables tables;

  ConditionReader(PipelineTables tables) {
    this.tables = tables;
  }

  Optional<RuleCondition> rule(DataValue.Table table) {
    String type = type(table, RULE_TYPES, "rules");
    return switch (type) {
      case "logsource" -> Optional.of(new RuleCondition.IsOf(logSource(table)));
      case "contains_field" ->
          required(table, type, List.of("field"), "field").map(RuleCondition.HasField::new);
      case "contains_detection_item" ->
          required(table, type, List.of("field", "value"), "field")
              .flatMap(
                  field ->
                      tables
                          .required(table, type, "value")
                          .map(value -> new RuleCondition.HasItem(field, value)));
      case "processing_item_applied" -> applied(table).map(RuleCondition.Applied::new);
      case "processing_state" -> state(table, RuleCondition.State::new);
      case "is_sigma_rule", "is_sigma_correlation_rule" ->
          Optional.of(new RuleCondition.Kind(type.equals("is_sigma_correlation_rule")));
      case "rule_attribute" -> attribute(table);
      case "tag" -> required(table, type, List.of("tag"), "tag").map(RuleCondition.Tag::new);
      default -> Optional.empty();
    };
  }

  Optional<ItemCondition> item(DataValue.Table table) {
    String type = type(table, ITEM_TYPES, "items");
    return switch (type) {
      case "match_string" -> {
        keys(table, type, List.of("cond", "pattern", "negate"));
        boolean all = all(table);
        boolean negated = tables.flag(table, "negate", false);
        yield tables
            .required(table, type, "pattern")
            .flatMap(value -> tables.pattern("pattern", value))
            .map(pattern -> new ItemCondition.MatchesText(pattern, all, negated));
      }
      case "match_value" -> {
        keys(table, type, List.of("cond", "value"));
        yield tables
            .required(table, type, "value")
            .map(value -> new ItemCondition.HasValue(value, all(table)));
      }
      case "contains_wildcard" -> {
        keys(table, type, List.of("cond"));
        yield Optional.of(new ItemCondition.HasWildcard(all(table)));
      }
      case "is_null" -> {
        keys(table, type, List.of("cond"));
        yield Optional.of(new ItemCondition.IsNull(all(table)));
      }
      case "processing_item_applied" -> applied(table).map(ItemCondition.Applied::new);
      case "processing_state" -> state(table, ItemCondition.State::new);
      default -> Optional.empty();
    };
  }

  Optional<FieldCondition> field(DataValue.Table table) {
    String type = type(table, FIELD_TYPES, "fields");
    return switch (type) {
      case "include_fields", "exclude_fields" -> names(table, type);
      case "processing_item_applied" -> applied(table).map(FieldCondition.Applied::new);
      case "processing_state" -> state(table, FieldCondition.State::new);
      default -> Optional.empty();
    };
  }

  private Optional<FieldCondition> names(DataValue.Table table, String type) {
    keys(table, type, List.of("fields", "mode"));
    boolean excluded = type.equals("exclude_fields");
    String mode = choice(table, "mode", List.of("plain", "re"));
    return tables
        .required(table, type, "fields")
        .map(
            value -> {
              if (mode.equals("plain")) {
                return new FieldCondition.Named(
                    new LinkedHashSet<>(tables.texts("fields", value)), excluded);
              }
              List<Pattern> patterns =
                  PipelineTables.values(value).stream()
                      .flatMap(each -> tables.pattern("fields", each).stream())
                      .toList();
              return new FieldCondition.Like(patterns, excluded);
            });
  }

  private LogSource logSource(DataValue.Table table) {
    keys(table, "logsource", List.of("product", "category", "service"));
    return tables.logSource(table);
  }

  private Optional<RuleCondition> attribute(DataValue.Table table) {
    String type = "rule_attribute";
    keys(table, type, List.of("attribute", "value", "op"));
    String comparison = choice(table, "op", COMPARISONS);
    return tables
        .requiredText(table, type, "attribute")
        .flatMap(
            name ->
                tables
                    .required(table, type, "value")
                    .map(value -> new RuleCondition.Attribute(name, value, comparison)));
  }

  private Optional<String> applied(DataValue.Table table) {
    return required(
        table, "processing_item_applied", List.of("processing_item_id"), "processing_item_id");
  }

  /** Makes a condition of a key and a value. */
  private interface OfState<C> {
    C of(String key, DataValue value);
  }

  private <C> Optional<C> state(DataValue.Table table, OfState<C> condition) {
    String type = "processing_state";
    keys(table, type, List.of("key", "val"));
    return tables
        .requiredText(table, type, "key")
        .flatMap(key -> tables.required(table, type, "val").map(value -> condition.of(key, value)));
  }

  private boolean all(DataValue.Table table) {
    return choice(table, "cond", List.of("any", "all")).equals("all");
  }

  /** One of the words; the first if there is none. */
  private String choice(DataValue.Table table, String key, List<String> words) {
    String word = tables.text(table, key).orElse(words.get(0));
    if (!words.contains(word)) {
      tables.report(
          BAD_CHOICE, table.get(key).orElseThrow().origin(), key, String.join(", ", words), word);
      return words.get(0);
    }
    return word;
  }

  private Optional<String> required(
      DataValue.Table table, String type, List<String> known, String key) {
    keys(table, type, known);
    return tables.requiredText(table, type, key);
  }

  private void keys(DataValue.Table table, String type, List<String> known) {
    List<String> all = new ArrayList<>(known);
    all.add("type");
    tables.checkKeys(table, "the condition '" + type + "'", all);
  }

  private String type(DataValue.Table table, List<String> types, String of) {
    String type = tables.requiredText(table, "A condition", "type").orElse("");
    if (!type.isEmpty() && !types.contains(type)) {
      tables.report(
          UNKNOWN_TYPE,
          table.get("type").orElseThrow().origin(),
          type,
          of,
          Suggestions.didYouMean(type, types));
    }
    return type;
  }
}
