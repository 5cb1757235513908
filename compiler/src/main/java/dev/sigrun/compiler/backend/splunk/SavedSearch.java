package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.splunk.spl.SplSearch;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A stanza of {@code savedsearches.conf}. Values are one line each but the search. */
final class SavedSearch {
  private static final int LONGEST_NAME = 120;
  private static final Pattern TECHNIQUE = Pattern.compile("T[0-9]{4}(?:\\.[0-9]{3})?");

  private final Rule rule;
  private final Optional<Suppression> suppression;
  private final SplunkSchedule schedule;
  private final SearchedShape shape;
  private final ExportOptions options;
  private final SplSearch search;
  private final Reasons reasons;

  SavedSearch(AnalyzedRule rule, ExportOptions options, SplSearch search, Reasons reasons) {
    this.rule = rule.rule();
    this.suppression = rule.suppression();
    this.schedule = SplunkSchedule.of(rule);
    this.shape = SearchedShape.of(rule.query(), schedule.period());
    this.options = options;
    this.search = search;
    this.reasons = reasons;
  }

  /** A name that can be written between the brackets of a stanza. */
  static String stanzaName(String text) {
    String name = SplText.comment(text).strip();
    String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
    return cut.isEmpty() || cut.equals("default") ? "rule " + cut : cut;
  }

  String print() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("description", description());
    keys.put("disabled", "1");
    keys.put("enableSched", "1");
    keys.put("cron_schedule", schedule.cron());
    keys.put("schedule_window", "auto");
    keys.put("dispatch.earliest_time", "-" + earliest().toSeconds() + "s");
    Duration latest = schedule.latest();
    keys.put("dispatch.latest_time", latest.isZero() ? "now" : "-" + latest.toSeconds() + "s");
    keys.put("counttype", "number of events");
    keys.put("relation", "greater than");
    keys.put("quantity", "0");
    keys.put("alert.track", "1");
    keys.put("alert.digest_mode", "0");
    keys.put("alert.severity", String.valueOf(severity()));
    suppression(keys);
    annotations(keys);
    String plain =
        keys.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue() + "\n")
            .collect(Collectors.joining());
    return "[" + stanzaName(rule.name()) + "]\n" + plain + "search = " + value() + "\n";
  }

  /** A line that is continued ends with a backslash; lines of a search never do otherwise. */
  private String value() {
    return search.lines().stream().collect(Collectors.joining(" \\\n"));
  }

  private String description() {
    String text = SplText.comment(rule.description()).strip();
    List<String> remarks = new ArrayList<>();
    remarks.add("rule " + SplText.comment(rule.ruleId()));
    rule.document().credits().forEach(credit -> remarks.add(SplText.comment(credit)));
    remarks.add(String.join(" ", SplunkRule.statement(reasons)));
    return text + " (" + String.join("; ", remarks) + ")";
  }

  /** Long enough for a sequence that ends since the last run, and for all of a history. */
  private Duration earliest() {
    Duration span = schedule.span();
    Duration needed = shape.reach().compareTo(span) > 0 ? shape.reach() : span;
    return needed.plus(schedule.latest());
  }

  private int severity() {
    return switch (rule.severity()) {
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }

  /** The fields by whose values alerts are held back; none if one of them has no name there. */
  List<String> throttledBy() {
    List<String> groups =
        shape
            .groups()
            .map(fields -> fields.stream().map(Field::name).toList())
            .orElseGet(this::suppressedBy);
    SplunkFields fields = new SplunkFields(options);
    List<String> names = new ArrayList<>();
    for (String group : groups) {
      List<String> mapped = options.mapping().namesOf(group);
      if (mapped.isEmpty() || !mapped.stream().map(fields::nameOf).allMatch(SplText::isWritable)) {
        return List.of();
      }
      mapped.forEach(name -> names.add(fields.nameOf(name)));
    }
    return List.copyOf(names);
  }

  private List<String> suppressedBy() {
    return suppression.stream().flatMap(s -> s.fields().stream()).map(NamedField::name).toList();
  }

  /**
   * Techniques as Splunk Enterprise Security takes them from a correlation search; other editions
   * ignore these keys. Only identities of techniques are written: nothing else can be in them.
   */
  private void annotations(Map<String, String> keys) {
    Set<String> techniques = new LinkedHashSet<>();
    for (ThreatMapping threat : rule.head().threats()) {
      for (ThreatMapping.Technique technique : threat.techniques()) {
        techniques.add(technique.item().id());
        technique.subtechniques().forEach(item -> techniques.add(item.id()));
      }
    }
    List<String> known = techniques.stream().filter(TECHNIQUE.asMatchPredicate()).sorted().toList();
    if (!known.isEmpty()) {
      keys.put("action.correlationsearch.enabled", "1");
      keys.put("action.correlationsearch.label", stanzaName(rule.name()));
      keys.put(
          "action.correlationsearch.annotations", JsonValues.write(Map.of("mitre_attack", known)));
    }
  }

  private void suppression(Map<String, String> keys) {
    List<String> names = throttledBy();
    boolean suppressed = suppression.isPresent() && !names.isEmpty();
    keys.put("alert.suppress", suppressed ? "1" : "0");
    if (suppressed) {
      keys.put("alert.suppress.fields", String.join(",", names));
      keys.put("alert.suppress.period", suppression.orElseThrow().window().toSeconds() + "s");
    }
  }
}
