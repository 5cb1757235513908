package dev.sigrun.cli.report;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.inventory.Obstacle;
import dev.sigrun.compiler.inventory.Reach;
import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields that rules read, and the rules that cannot match the events that were seen. */
public final class FieldReport {
  private static final int SHOWN_VALUES = 5;

  private final Map<Field, Integer> uses;
  private final Optional<FieldProbe> probe;
  private final List<Blocked> blocked;
  private final int rules;

  /** A rule that cannot match, and why. */
  private record Blocked(AnalyzedRule rule, List<Obstacle> obstacles) {}

  /**
   * A report.
   *
   * @param probe what is known of the events; empty if there are none to look at
   */
  public FieldReport(List<AnalyzedRule> rules, Optional<FieldProbe> probe) {
    this.rules = rules.size();
    this.uses = uses(rules);
    this.probe = probe;
    this.blocked = new ArrayList<>();
    if (probe.isPresent()) {
      for (AnalyzedRule rule : rules) {
        List<Obstacle> obstacles = Reach.obstacles(rule.query(), probe.get());
        if (!obstacles.isEmpty()) {
          blocked.add(new Blocked(rule, obstacles));
        }
      }
    }
  }

  /** All fields that these rules read. */
  public static Set<Field> fields(List<AnalyzedRule> rules) {
    return rules.stream()
        .flatMap(rule -> UsedFields.of(rule.query()).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** By name and type, in how many rules a field is read. */
  private static Map<Field, Integer> uses(List<AnalyzedRule> rules) {
    Map<Field, Integer> uses = new TreeMap<>();
    for (AnalyzedRule rule : rules) {
      UsedFields.of(rule.query()).stream()
          .map(FieldProbe::shown)
          .distinct()
          .forEach(field -> uses.merge(field, 1, Integer::sum));
    }
    return uses;
  }

  /** The report for people, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    StringBuilder text = new StringBuilder();
    if (probe.isEmpty()) {
      TextTable table = new TextTable("FIELD", "TYPE", "RULES>");
      uses.forEach(
          (field, count) -> table.add(field.name(), field.type().label(), String.valueOf(count)));
      return text.append(table.print(width)).toString();
    }
    FieldProbe seen = probe.get();
    TextTable table = new TextTable("FIELD", "TYPE", "RULES>", "EVENTS>", "VALUES");
    uses.forEach(
        (field, count) ->
            table.add(
                field.name(),
                field.type().label(),
                String.valueOf(count),
                share(seen.count(field), seen.events()),
                values(field, seen)));
    text.append(table.print(width));
    if (!blocked.isEmpty()) {
      text.append("\nRules that cannot match these events:\n");
      for (Blocked each : blocked) {
        text.append("  ").append(VisibleText.of(each.rule().rule().name())).append(" (");
        text.append(VisibleText.of(each.rule().rule().path())).append(")\n");
        for (Obstacle obstacle : each.obstacles()) {
          text.append("    ").append(sentence(obstacle, seen)).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** {@code 12 of 127 rules cannot match these 60,000 events: 10 lack a field, 2 a value.} */
  public String summary() {
    if (probe.isEmpty()) {
      return Counts.of(uses.size(), "field") + " in " + Counts.of(rules, "rule");
    }
    long lackFields =
        blocked.stream()
            .filter(
                each ->
                    each.obstacles().stream()
                        .anyMatch(o -> o.kind() == Obstacle.Kind.MISSING_FIELD))
            .count();
    String why =
        blocked.isEmpty()
            ? ""
            : ": "
                + lackFields
                + " because of fields that are never there, "
                + (blocked.size() - lackFields)
                + " because of values that were never seen";
    return blocked.size()
        + " of "
        + Counts.of(rules, "rule")
        + " cannot match "
        + (probe.get().events() == 1
            ? "this event"
            : "these " + Counts.of(probe.get().events(), "event"))
        + why;
  }

  /** The report for programs. */
  public String json() {
    List<Object> fields = new ArrayList<>();
    uses.forEach(
        (field, count) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("field", field.name());
          row.put("type", field.type().label());
          row.put("rules", count);
          probe.ifPresent(
              seen -> {
                row.put("events", seen.count(field));
                seen.allValues(field)
                    .filter(values -> !values.isEmpty())
                    .ifPresent(values -> row.put("values", new TreeSet<>(values)));
              });
          fields.add(row);
        });
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("rules", rules);
    probe.ifPresent(seen -> report.put("events", seen.events()));
    report.put("fields", fields);
    if (probe.isPresent()) {
      report.put("cannotMatch", blocked.stream().map(this::json).toList());
    }
    return JsonValues.writePretty(report);
  }

  private Map<String, Object> json(Blocked each) {
    List<Object> reasons = new ArrayList<>();
    for (Obstacle obstacle : each.obstacles()) {
      Map<String, Object> reason = new LinkedHashMap<>();
      reason.put("reason", obstacle.kind().name().toLowerCase(Locale.ROOT));
      reason.put("field", obstacle.field().name());
      if (!obstacle.wanted().isEmpty()) {
        reason.put("wanted", obstacle.wanted());
      }
      reason.put(
          "line", obstacle.origin().source().position(obstacle.origin().span().start()).line());
      reasons.add(reason);
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("rule", each.rule().rule().ruleId());
    row.put("name", each.rule().rule().name());
    row.put("path", each.rule().rule().path());
    row.put("reasons", reasons);
    return row;
  }

  private static String share(long count, long events) {
    if (count == 0) {
      return "never";
    }
    double percent = 100.0 * count / events;
    return percent < 0.1 ? "<0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private static String values(Field field, FieldProbe seen) {
    Optional<Set<String>> values = seen.allValues(field);
    if (seen.count(field) == 0) {
      return "";
    }
    if (values.isEmpty()) {
      return "many";
    }
    return values.get().isEmpty() ? "" : some(values.get());
  }

  private static String some(Set<String> values) {
    String shown =
        new TreeSet<>(values).stream().limit(SHOWN_VALUES).collect(Collectors.joining(", "));
    int rest = values.size() - SHOWN_VALUES;
    return rest > 0 ? shown + " and " + rest + " more" : shown;
  }

  private static String sentence(Obstacle obstacle, FieldProbe seen) {
    String field = VisibleText.of(obstacle.field().name());
    int line = obstacle.origin().source().position(obstacle.origin().span().start()).line();
    return "line "
        + line
        + ": "
        + switch (obstacle.kind()) {
          case MISSING_FIELD -> "no event has " + field;
          case UNSEEN_VALUE ->
              field
                  + " is never "
                  + VisibleText.of(quoted(obstacle.wanted()))
                  + seen.values(obstacle.field())
                      .map(values -> "; it is " + VisibleText.of(some(values)))
                      .orElse("");
        };
  }

  private static String quoted(List<String> values) {
    String shown =
        values.stream()
            .limit(SHOWN_VALUES)
            .map(value -> "\"" + value + "\"")
            .collect(Collectors.joining(" or "));
    return values.size() > SHOWN_VALUES
        ? shown + " or one of " + (values.size() - SHOWN_VALUES) + " more"
        : shown;
  }
}
