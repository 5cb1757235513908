package dev.sigrun.cli.coverage;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.compiler.attack.AttackTable;
import dev.sigrun.compiler.attack.Technique;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The techniques that rules cover beside those of another collection. What covers a subtechnique
 * counts for its technique, too.
 */
public final class CoverageComparison {
  private final String other;
  private final Map<String, Integer> here;
  private final Map<String, Integer> there;

  /** Where a technique is covered. */
  private enum Where {
    BOTH("Covered by both", "#12719e"),
    HERE("Only here", "#7fb77e"),
    THERE("Only in %s", "#e07b39");

    private final String title;
    private final String color;

    Where(String title, String color) {
      this.title = title;
      this.color = color;
    }
  }

  /**
   * Compares numbers of rules for each technique, by identity.
   *
   * @param other what the other collection is called
   * @param there 0 where it does not say how many rules it has
   */
  public CoverageComparison(Map<String, Integer> here, String other, Map<String, Integer> there) {
    this.other = other;
    this.here = Map.copyOf(here);
    this.there = Map.copyOf(there);
  }

  private List<String> techniques(Where where) {
    Set<String> all = new TreeSet<>(here.keySet());
    all.addAll(there.keySet());
    return all.stream().filter(id -> where(id) == where).toList();
  }

  private Where where(String id) {
    return here.containsKey(id) ? there.containsKey(id) ? Where.BOTH : Where.HERE : Where.THERE;
  }

  private static String name(String id) {
    return AttackTable.get().technique(id).map(Technique::name).orElse("");
  }

  /** {@code 12 techniques in both, 3 only here, 20 only in atomics}; subtechniques count. */
  public String summary() {
    return Counts.of(techniques(Where.BOTH).size(), "technique")
        + " in both, "
        + techniques(Where.HERE).size()
        + " only here, "
        + techniques(Where.THERE).size()
        + " only in "
        + VisibleText.of(other);
  }

  /** A table for each part, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    StringBuilder text = new StringBuilder();
    for (Where where : Where.values()) {
      List<String> techniques = techniques(where);
      text.append(text.isEmpty() ? "" : "\n");
      text.append(VisibleText.of(where.title.formatted(other)))
          .append(": ")
          .append(Counts.of(techniques.size(), "technique"))
          .append('\n');
      TextTable table = new TextTable("  TECHNIQUE", "NAME", "HERE>", "THERE>");
      for (String id : techniques) {
        table.add(
            (id.contains(".") ? "    " : "  ") + id, name(id), number(here, id), number(there, id));
      }
      if (!table.isEmpty()) {
        text.append(table.print(width));
      }
    }
    return text.append("\n" + AttackTable.SOURCE + "\n").toString();
  }

  private static String number(Map<String, Integer> counts, String id) {
    Integer count = counts.get(id);
    return count == null ? "-" : count == 0 ? "yes" : String.valueOf(count);
  }

  /** All of it as a JSON object. */
  public String json() {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("version", AttackTable.VERSION);
    table.put("source", AttackTable.SOURCE);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("attack", table);
    report.put("against", other);
    report.put("both", rows(Where.BOTH));
    report.put("onlyHere", rows(Where.HERE));
    report.put("onlyThere", rows(Where.THERE));
    return JsonValues.writePretty(report);
  }

  private List<Object> rows(Where where) {
    List<Object> rows = new ArrayList<>();
    for (String id : techniques(where)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", id);
      row.put("name", name(id));
      row.put("rulesHere", here.getOrDefault(id, 0));
      row.put("rulesThere", there.getOrDefault(id, 0));
      rows.add(row);
    }
    return rows;
  }

  /**
   * A layer of the ATT&amp;CK Navigator in which colours say where a technique is covered.
   *
   * @param name the title
   */
  public String navigator(String name) {
    List<Object> techniques = new ArrayList<>();
    List<Object> legend = new ArrayList<>();
    for (Where where : Where.values()) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("label", where.title.formatted(other));
      item.put("color", where.color);
      legend.add(item);
      for (String id : techniques(where)) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("techniqueID", id);
        row.put("color", where.color);
        row.put("comment", where.title.formatted(other));
        row.put("enabled", true);
        row.put("showSubtechniques", id.contains("."));
        techniques.add(row);
      }
    }
    Map<String, Object> layer = Coverage.layer(name, summary() + ".", techniques);
    layer.put("legendItems", legend);
    return JsonValues.writePretty(layer);
  }
}
