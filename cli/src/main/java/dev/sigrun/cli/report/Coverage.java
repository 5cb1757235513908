package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tactics and techniques of MITRE ATT&amp;CK rules are about, by what the rules themselves
 * say. Names are those of the rules: nothing is looked up in a table of a particular version.
 */
public final class Coverage {
  private static final String FRAMEWORK = "MITRE ATT&CK";
  private static final int BAR = 20;

  /** Names need not be unique. */
  private static final Comparator<Rule> BY_NAME =
      Comparator.comparing(Rule::name).thenComparing(Rule::ruleId).thenComparing(Rule::path);

  private final Map<String, Tactic> tactics = new TreeMap<>();
  private final Set<Rule> without = new TreeSet<>(BY_NAME);
  private final int rules;

  /** A tactic, with the rules that name it and its techniques by identity. */
  private static final class Tactic {
    private final ThreatMapping.Item item;
    private final Set<Rule> rules = new TreeSet<>(BY_NAME);
    private final Map<String, Technique> techniques = new TreeMap<>();

    private Tactic(ThreatMapping.Item item) {
      this.item = item;
    }
  }

  /** A technique or subtechnique, with its rules. */
  private record Technique(ThreatMapping.Item item, Set<Rule> rules) {
    private boolean isSub() {
      return item.id().contains(".");
    }
  }

  /** The coverage by these rules. */
  public Coverage(Collection<Rule> rules) {
    this.rules = rules.size();
    for (Rule rule : rules) {
      List<ThreatMapping> threats =
          rule.head().threats().stream().filter(t -> t.framework().equals(FRAMEWORK)).toList();
      if (threats.isEmpty()) {
        without.add(rule);
      }
      threats.forEach(threat -> add(rule, threat));
    }
  }

  private void add(Rule rule, ThreatMapping threat) {
    Tactic tactic =
        tactics.computeIfAbsent(threat.tactic().id(), id -> new Tactic(threat.tactic()));
    tactic.rules.add(rule);
    for (ThreatMapping.Technique technique : threat.techniques()) {
      add(rule, technique.item(), tactic);
      technique.subtechniques().forEach(item -> add(rule, item, tactic));
    }
  }

  private static void add(Rule rule, ThreatMapping.Item item, Tactic tactic) {
    tactic
        .techniques
        .computeIfAbsent(item.id(), id -> new Technique(item, new TreeSet<>(BY_NAME)))
        .rules()
        .add(rule);
  }

  /** {@code 127 rules: 12 tactics, 61 techniques, 3 rules without either}. */
  public String summary() {
    long techniques =
        tactics.values().stream()
            .flatMap(tactic -> tactic.techniques.values().stream())
            .filter(technique -> !technique.isSub())
            .map(technique -> technique.item().id())
            .distinct()
            .count();
    return Counts.of(rules, "rule")
        + ": "
        + Counts.of(tactics.size(), "tactic")
        + ", "
        + Counts.of(techniques, "technique")
        + (without.isEmpty() ? "" : ", " + Counts.of(without.size(), "rule") + " without either");
  }

  /** A section for each tactic, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    int most = most();
    StringBuilder text = new StringBuilder();
    for (Tactic tactic : tactics.values()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(VisibleText.of(tactic.item.name() + " (" + tactic.item.id() + "): "));
      text.append(Counts.of(tactic.rules.size(), "rule")).append('\n');
      TextTable table = new TextTable("  TECHNIQUE", "NAME", "RULES>", "");
      for (Technique technique : tactic.techniques.values()) {
        int count = technique.rules().size();
        table.add(
            (technique.isSub() ? "    " : "  ") + technique.item().id(),
            technique.item().name(),
            String.valueOf(count),
            "#".repeat(Math.max(1, count * BAR / most)));
      }
      if (!table.isEmpty()) {
        text.append(table.print(width));
      }
    }
    return text.toString();
  }

  /** All of it as a JSON object. */
  public String json() {
    List<Object> all = new ArrayList<>();
    for (Tactic tactic : tactics.values()) {
      List<Object> techniques = new ArrayList<>();
      for (Technique technique : tactic.techniques.values()) {
        techniques.add(named(technique.item(), technique.rules()));
      }
      Map<String, Object> row = named(tactic.item, tactic.rules);
      row.put("techniques", techniques);
      all.add(row);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("rules", rules);
    report.put("tactics", all);
    report.put("withoutTactic", names(without));
    return JsonValues.writePretty(report);
  }

  private static Map<String, Object> named(ThreatMapping.Item item, Set<Rule> rules) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", item.id());
    row.put("name", item.name());
    row.put("rules", names(rules));
    return row;
  }

  /**
   * A layer of the ATT&amp;CK Navigator in its <a
   * href="https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md">format
   * 4.5</a>. It names no version of ATT&amp;CK, as rules name none: the Navigator takes its own.
   *
   * @param name the title
   */
  public String navigator(String name) {
    List<Object> techniques = new ArrayList<>();
    for (Tactic tactic : tactics.values()) {
      tactic
          .techniques
          .values()
          .forEach(technique -> techniques.add(layerTechnique(tactic, technique)));
    }
    Map<String, Object> gradient = new LinkedHashMap<>();
    gradient.put("colors", List.of("#cfe8f3", "#12719e"));
    gradient.put("minValue", 0);
    gradient.put("maxValue", most());

    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("navigator", "5.1.0");
    versions.put("layer", "4.5");

    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("name", name);
    layer.put("versions", versions);
    layer.put("domain", "enterprise-attack");
    layer.put("description", "Scores are numbers of rules.");
    layer.put("techniques", techniques);
    layer.put("gradient", gradient);
    return JsonValues.writePretty(layer);
  }

  private static Map<String, Object> layerTechnique(Tactic tactic, Technique technique) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("techniqueID", technique.item().id());
    row.put("tactic", tactic.item.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
    row.put("score", technique.rules().size());
    row.put("comment", String.join("\n", names(technique.rules())));
    row.put("enabled", true);
    row.put("showSubtechniques", technique.isSub());
    return row;
  }

  private static List<String> names(Set<Rule> rules) {
    return rules.stream().map(Rule::name).toList();
  }

  private int most() {
    return tactics.values().stream()
        .flatMap(tactic -> tactic.techniques.values().stream())
        .mapToInt(technique -> technique.rules().size())
        .max()
        .orElse(1);
  }
}
