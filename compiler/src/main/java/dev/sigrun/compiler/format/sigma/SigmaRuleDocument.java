package dev.sigrun.compiler.format.sigma;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleDocument;
import dev.sigrun.compiler.rule.RuleHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The document of a Sigma rule. Alerts quote its author, as the licence of the public rules asks.
 *
 * @param head what the rule says about itself
 * @param table all its keys
 */
public record SigmaRuleDocument(RuleHead head, DataValue.Table table) implements RuleDocument {
  /** Keys that are copied, with their names in alerts; sorted, as jars of equal rules are equal. */
  private static final NavigableMap<String, String> COPIED =
      Collections.unmodifiableNavigableMap(
          new TreeMap<>(
              Map.of("license", "license", "status", "sigma_status", "level", "sigma_level")));

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(Rule.parameters(head));
    parameters.put("author", authors());
    parameters.put("references", texts("references"));
    parameters.put("false_positives", texts("falsepositives"));
    parameters.put("threat", AttackTags.parameters(head.threats()));
    // Where a set has another rule of the same identity, the head has a different one.
    text("id")
        .filter(id -> !id.equalsIgnoreCase(head.ruleId()))
        .ifPresent(id -> parameters.put("sigma_id", id));
    correlation().ifPresent(value -> parameters.put("correlation", value));
    COPIED.forEach((key, name) -> text(key).ifPresent(value -> parameters.put(name, value)));
    date("date").ifPresent(value -> parameters.put("created_at", value));
    date("modified").or(() -> date("date")).ifPresent(v -> parameters.put("updated_at", v));
    return parameters;
  }

  @Override
  public RuleDocument withHead(RuleHead other) {
    return new SigmaRuleDocument(other, table);
  }

  /** The public rules are under a licence that asks to name their authors. */
  @Override
  public List<String> credits() {
    List<String> credits = new ArrayList<>();
    List<String> authors = authors();
    if (!authors.isEmpty()) {
      credits.add("author: " + String.join(", ", authors));
    }
    text("license").ifPresent(license -> credits.add("license: " + license));
    return credits;
  }

  /** The part of a correlation that explains the groups of an alert; the rule has the rest. */
  private Optional<Map<String, Object>> correlation() {
    return table
        .get("correlation")
        .flatMap(DataValue::asTable)
        .map(
            correlation -> {
              Map<String, Object> parameters = new LinkedHashMap<>();
              for (String key : List.of("type", "timespan")) {
                correlation
                    .get(key)
                    .flatMap(DataValue::asText)
                    .ifPresent(v -> parameters.put(key, v));
              }
              parameters.put("rules", texts(correlation.get("rules")));
              parameters.put("group_by", texts(correlation.get("group-by")));
              return parameters;
            });
  }

  private List<String> authors() {
    return text("author").stream()
        .flatMap(names -> Arrays.stream(names.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private Optional<String> text(String key) {
    return table.get(key).flatMap(DataValue::asText);
  }

  private Optional<String> date(String key) {
    return table
        .get(key)
        .flatMap(
            value -> value instanceof DataValue.Date d ? Optional.of(d.value()) : value.asText())
        .map(value -> value.replace('/', '-'));
  }

  private List<String> texts(String key) {
    return texts(table.get(key));
  }

  private static List<String> texts(Optional<DataValue> value) {
    List<String> texts = new ArrayList<>();
    value.flatMap(DataValue::asText).ifPresent(texts::add);
    value
        .flatMap(DataValue::asArray)
        .ifPresent(array -> array.values().forEach(each -> each.asText().ifPresent(texts::add)));
    return texts;
  }
}
