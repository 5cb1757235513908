package dev.sigrun.cli.report;

import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list of rules, or of numbers of rules, as text, JSON and CSV. */
public final class RuleList {
  private final List<String> head;
  private final List<Map<String, Object>> rows;

  private RuleList(List<String> head, List<Map<String, Object>> rows) {
    this.head = head;
    this.rows = rows;
  }

  /** The property by which rules are counted. */
  public enum Key {
    /** ATT&amp;CK tactics. */
    TACTIC,
    /** ATT&amp;CK techniques, not divided into subtechniques. */
    TECHNIQUE,
    /** Severities. */
    SEVERITY,
    /** Types. */
    TYPE,
    /** Tags. */
    TAG,
    /** Fields that queries read. */
    FIELD,
    /** Whether they compile. */
    STATUS;

    private List<String> of(CheckedRule checked, Rule rule) {
      return switch (this) {
        case TACTIC -> tactics(rule);
        case TECHNIQUE -> techniques(rule);
        case SEVERITY -> List.of(rule.severity().spelling());
        case TYPE -> List.of(rule.type().spelling());
        case TAG -> rule.head().tags();
        case FIELD -> fields(checked);
        case STATUS -> List.of(status(checked));
      };
    }
  }

  /** A row for each rule that can be read. */
  public static RuleList of(List<CheckedRule> rules) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CheckedRule checked : rules) {
      checked.rule().ifPresent(rule -> rows.add(row(checked, rule)));
    }
    return new RuleList(List.of("severity", "type", "name", "tactics"), rows);
  }

  /** The cells of a rule, by the names of their columns. */
  static Map<String, Object> row(CheckedRule checked, Rule rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", rule.ruleId());
    row.put("name", rule.name());
    row.put("type", rule.type().spelling());
    row.put("severity", rule.severity().spelling());
    row.put("risk_score", rule.head().riskScore());
    row.put("tactics", tactics(rule));
    row.put("techniques", techniques(rule));
    row.put("tags", rule.head().tags());
    row.put("fields", fields(checked));
    row.put("status", status(checked));
    row.put("path", checked.path());
    return row;
  }

  /** A row for each value of {@code key}, the most frequent first. */
  public static RuleList counts(List<CheckedRule> rules, Key key) {
    Map<String, Integer> counts = new TreeMap<>();
    for (CheckedRule checked : rules) {
      checked.rule().stream()
          .flatMap(rule -> key.of(checked, rule).stream().distinct())
          .forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    String name = key.name().toLowerCase(Locale.ROOT);
    List<Map<String, Object>> rows =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                count -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put(name, count.getKey());
                  row.put("rules", count.getValue());
                  return row;
                })
            .toList();
    return new RuleList(List.of(name, "rules"), rows);
  }

  /** The rows for people, in lines of this width if there is one. */
  public String table(Optional<Integer> width) {
    // Paths are long: they are shown where lines may be.
    List<String> shown = new ArrayList<>(head);
    if (width.isEmpty() && !rows.isEmpty() && rows.get(0).containsKey("path")) {
      shown.add("path");
    }
    TextTable table =
        new TextTable(
            shown.stream()
                .map(key -> key.toUpperCase(Locale.ROOT) + (key.equals("rules") ? ">" : ""))
                .toArray(String[]::new));
    for (Map<String, Object> row : rows) {
      table.add(shown.stream().map(key -> text(row.get(key))).toArray(String[]::new));
    }
    return table.print(width);
  }

  /** The rows as an array of objects. */
  public String json() {
    return JsonValues.writePretty(rows);
  }

  /** The rows as comma-separated values (RFC 4180), with a line of headings. */
  public String csv() {
    List<String> keys = rows.isEmpty() ? head : List.copyOf(rows.get(0).keySet());
    return Stream.concat(
            Stream.of(keys),
            rows.stream().map(row -> keys.stream().map(key -> text(row.get(key))).toList()))
        .map(Csv::line)
        .collect(Collectors.joining());
  }

  private static String text(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private static List<String> tactics(Rule rule) {
    return rule.head().threats().stream().map(threat -> threat.tactic().name()).distinct().toList();
  }

  private static List<String> techniques(Rule rule) {
    return rule.head().threats().stream()
        .flatMap(threat -> threat.techniques().stream())
        .map(ThreatMapping.Technique::item)
        .map(item -> item.id() + " " + item.name())
        .distinct()
        .toList();
  }

  private static List<String> fields(CheckedRule checked) {
    return checked.analyzed().stream()
        .flatMap(rule -> UsedFields.of(rule.query()).stream())
        .map(Field::name)
        .distinct()
        .toList();
  }

  private static String status(CheckedRule checked) {
    return checked.outcome().name().toLowerCase(Locale.ROOT);
  }
}
