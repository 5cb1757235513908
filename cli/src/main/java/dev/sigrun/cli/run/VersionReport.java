package dev.sigrun.cli.run;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what two versions of rules find in the same events. */
public record VersionReport(List<Backtest.Result> results) {
  private static final int MOST_PLACES = 5;

  /** Copies the list. */
  public VersionReport {
    results = List.copyOf(results);
  }

  /** A table, and below it what was gained and lost, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    TextTable table = new TextTable("BEFORE>", "AFTER>", "GAINED>", "LOST>", "RULE");
    StringBuilder details = new StringBuilder();
    for (Backtest.Result result : results) {
      table.add(
          String.valueOf(result.before()),
          String.valueOf(result.after()),
          String.valueOf(result.gained().size()),
          String.valueOf(result.lost().size()),
          result.name());
      details(result, "gained", result.gained(), details);
      details(result, "lost", result.lost(), details);
    }
    return (table.isEmpty() ? "" : table.print(width)) + details;
  }

  private static void details(
      Backtest.Result result, String what, List<String> places, StringBuilder text) {
    if (places.isEmpty()) {
      return;
    }
    text.append('\n').append(VisibleText.of(result.name())).append(' ').append(what).append(":\n");
    places.stream()
        .limit(MOST_PLACES)
        .forEach(place -> text.append("  ").append(VisibleText.of(place)).append('\n'));
    if (places.size() > MOST_PLACES) {
      text.append("  and ").append(places.size() - MOST_PLACES).append(" more\n");
    }
  }

  /** The same as a JSON object. */
  public String json() {
    List<Object> rules = new ArrayList<>();
    for (Backtest.Result result : results) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("rule_id", result.ruleId());
      rule.put("name", result.name());
      rule.put("before", result.before());
      rule.put("after", result.after());
      rule.put("gained", result.gained());
      rule.put("lost", result.lost());
      rules.add(rule);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("rules", rules);
    return JsonValues.writePretty(report);
  }
}
