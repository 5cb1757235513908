package dev.sigrun.cli.coverage;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.compiler.attack.AttackTable;
import dev.sigrun.compiler.attack.Tactic;
import dev.sigrun.compiler.attack.Technique;
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
import java.util.function.Function;

/**
 * Which tactics and techniques of MITRE ATT&amp;CK rules are about, by what the rules themselves
 * say. Identities and names are those of one version, so that rules for earlier versions count with
 * rules for later ones; what its table does not have keeps the name that a rule gives it.
 */
public final class Coverage {
  private static final String FRAMEWORK = "MITRE ATT&CK";
  private static final int BAR = 20;
  private static final Optional<String> NOWHERE = Optional.empty();

  /** Names need not be unique. */
  private static final Comparator<Rule> BY_NAME =
      Comparator.comparing(Rule::name).thenComparing(Rule::ruleId).thenComparing(Rule::path);

  private final Map<String, TacticRow> tactics = new TreeMap<>();
  private final Set<Rule> without = new TreeSet<>(BY_NAME);
  private final int rules;

  /** A tactic, with the rules that name it and its techniques by identity. */
  private static final class TacticRow {
    private final ThreatMapping.Item item;
    private final Set<Rule> rules = new TreeSet<>(BY_NAME);
    private final Map<String, TechniqueRow> techniques = new TreeMap<>();

    private TacticRow(ThreatMapping.Item item) {
      this.item = item;
    }
  }

  /** A technique or subtechnique, with its rules. */
  private record TechniqueRow(ThreatMapping.Item item, Set<Rule> rules) {
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
    if (threat.techniques().isEmpty()) {
      tactic(threat.tactic()).rules.add(rule);
    }
    for (ThreatMapping.Technique technique : threat.techniques()) {
      add(rule, technique.item(), threat.tactic());
      technique.subtechniques().forEach(item -> add(rule, item, threat.tactic()));
    }
  }

  private void add(Rule rule, ThreatMapping.Item named, ThreatMapping.Item below) {
    Optional<Technique> known = AttackTable.get().technique(named.id());
    ThreatMapping.Item item =
        known
            .map(technique -> new ThreatMapping.Item(technique.id(), technique.name(), NOWHERE))
            .orElse(named);
    Optional<Tactic> today =
        Tactic.withId(below.id())
            .flatMap(tactic -> known.map(technique -> technique.today(tactic)));
    TacticRow tactic = today.map(this::tactic).orElseGet(() -> tactic(below));
    tactic.rules.add(rule);
    tactic
        .techniques
        .computeIfAbsent(item.id(), id -> new TechniqueRow(item, new TreeSet<>(BY_NAME)))
        .rules()
        .add(rule);
  }

  private TacticRow tactic(ThreatMapping.Item named) {
    return Tactic.withId(named.id())
        .map(this::tactic)
        .orElseGet(() -> tactics.computeIfAbsent(named.id(), id -> new TacticRow(named)));
  }

  private TacticRow tactic(Tactic known) {
    return tactics.computeIfAbsent(
        known.id(), id -> new TacticRow(new ThreatMapping.Item(id, known.title(), NOWHERE)));
  }

  /** The number of rules for each technique, by identity. */
  public Map<String, Integer> counts() {
    Map<String, Set<Rule>> byTechnique = new TreeMap<>();
    for (TacticRow tactic : tactics.values()) {
      for (TechniqueRow technique : tactic.techniques.values()) {
        String id = technique.item().id();
        byTechnique.computeIfAbsent(id, any -> new TreeSet<>(BY_NAME)).addAll(technique.rules());
        byTechnique
            .computeIfAbsent(id.replaceFirst("\\..*", ""), any -> new TreeSet<>(BY_NAME))
            .addAll(technique.rules());
      }
    }
    Map<String, Integer> counts = new TreeMap<>();
    byTechnique.forEach((id, found) -> counts.put(id, found.size()));
    return counts;
  }

  /**
   * Adds a number of rules to that of a technique, under the identity that it has today, and to
   * that of the technique that it is part of.
   */
  public static void count(String id, int number, Map<String, Integer> counts) {
    String today = AttackTable.get().technique(id).map(Technique::id).orElse(id);
    counts.merge(today, number, Integer::sum);
    if (today.contains(".")) {
      counts.merge(today.replaceFirst("\\..*", ""), number, Integer::sum);
    }
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
    for (TacticRow tactic : tactics.values()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(VisibleText.of(tactic.item.name() + " (" + tactic.item.id() + "): "));
      text.append(Counts.of(tactic.rules.size(), "rule")).append('\n');
      TextTable table = new TextTable("  TECHNIQUE", "NAME", "RULES>", "");
      for (TechniqueRow technique : tactic.techniques.values()) {
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
    return text.append(text.isEmpty() ? "" : "\n" + AttackTable.SOURCE + "\n").toString();
  }

  /** All of it as a JSON object. */
  public String json() {
    return JsonValues.writePretty(document(Coverage::names));
  }

  /** The same as a tree of JSON values, in which rules have their files and severities, too. */
  public Map<String, Object> matrix() {
    return document(Coverage::described);
  }

  private Map<String, Object> document(Function<Set<Rule>, List<?>> describe) {
    List<Object> all = new ArrayList<>();
    for (TacticRow tactic : tactics.values()) {
      List<Object> techniques = new ArrayList<>();
      for (TechniqueRow technique : tactic.techniques.values()) {
        techniques.add(named(technique.item(), describe.apply(technique.rules())));
      }
      Map<String, Object> row = named(tactic.item, describe.apply(tactic.rules));
      row.put("techniques", techniques);
      all.add(row);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("version", AttackTable.VERSION);
    table.put("source", AttackTable.SOURCE);
    report.put("attack", table);
    report.put("rules", rules);
    report.put("tactics", all);
    report.put("withoutTactic", describe.apply(without));
    return report;
  }

  private static Map<String, Object> named(ThreatMapping.Item item, List<?> rules) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", item.id());
    row.put("name", item.name());
    row.put("rules", rules);
    return row;
  }

  private static List<Map<String, Object>> described(Set<Rule> rules) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Rule rule : rules) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", rule.name());
      row.put("file", rule.path());
      row.put("severity", rule.severity().spelling());
      all.add(row);
    }
    return all;
  }

  /**
   * A layer of the ATT&amp;CK Navigator in its <a
   * href="https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md">format
   * 4.5</a>.
   *
   * @param name the title
   */
  public String navigator(String name) {
    List<Object> techniques = new ArrayList<>();
    for (TacticRow tactic : tactics.values()) {
      tactic
          .techniques
          .values()
          .forEach(technique -> techniques.add(layerTechnique(tactic, technique)));
    }
    Map<String, Object> gradient = new LinkedHashMap<>();
    gradient.put("colors", List.of("#cfe8f3", "#12719e"));
    gradient.put("minValue", 0);
    gradient.put("maxValue", most());

    Map<String, Object> layer = layer(name, "Scores are numbers of rules.", techniques);
    layer.put("gradient", gradient);
    return JsonValues.writePretty(layer);
  }

  private static Map<String, Object> layerTechnique(TacticRow tactic, TechniqueRow technique) {
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

  /** The members that all layers have. */
  static Map<String, Object> layer(String name, String description, List<?> techniques) {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("attack", AttackTable.VERSION);
    versions.put("navigator", "5.1.0");
    versions.put("layer", "4.5");

    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("name", name);
    layer.put("versions", versions);
    layer.put("domain", "enterprise-attack");
    layer.put("description", description);
    layer.put("techniques", techniques);
    return layer;
  }
}
