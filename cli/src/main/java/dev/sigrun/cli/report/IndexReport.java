package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.internal.index.RuleFiling;
import dev.sigrun.runtime.internal.index.RuleFiling.Requirement;
import dev.sigrun.runtime.internal.index.RuleFiling.Use;
import dev.sigrun.runtime.json.JsonValues;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How an index finds rules, for people and for programs. */
public final class IndexReport {
  private static final int MOST_FREQUENT = 10;

  private static final List<String> LEGEND =
      List.of(
          "kind     decided once for all events of one category, action, data set and so on",
          "lookup   the rarest of the other conditions, which finds the rule; '<-' how rare",
          "check    further conditions that must hold before the matcher is called",
          "");

  private final IndexProbe probe;
  private final List<RuleFiling> filings;

  public IndexReport(IndexProbe probe) {
    this.probe = probe;
    this.filings = IntStream.range(0, probe.rules().size()).mapToObj(probe::filing).toList();
  }

  /** Lines for people. */
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < filings.size(); i++) {
      Rule rule = rule(i);
      lines.add("# " + rule.name() + " (" + rule.ruleId() + ")");
      for (Requirement each : filings.get(i).requirements()) {
        lines.add(line(each));
      }
      if (filings.get(i).requirements().isEmpty()) {
        lines.add("always   called for every event");
      }
      lines.add("");
    }
    lines.addAll(LEGEND);
    lines.add(
        Counts.of(filings.size(), "rule")
            + ": "
            + found(true)
            + " found by a lookup, "
            + found(false)
            + " called for every event of a kind.");
    if (probe.events() > 0) {
      addEvents(lines);
    }
    return lines.stream().map(VisibleText::of).toList();
  }

  private static String line(Requirement each) {
    String use =
        switch (each.use()) {
          case KIND -> "kind     ";
          case LOOKUP -> "lookup   ";
          case CHECK -> "check    ";
        };
    return use + each.text() + (isEstimated(each) ? "   <- " + odds(each.likelihood()) : "");
  }

  /** Tests on the kind of an event need no estimate, and negations require nothing. */
  private static boolean isEstimated(Requirement each) {
    return each.use() != Use.KIND && each.likelihood() < 1;
  }

  /** {@code 1 in 200 events}. */
  private static String odds(double likelihood) {
    if (likelihood <= 0) {
      return "no event";
    }
    BigDecimal events =
        BigDecimal.valueOf(1 / likelihood)
            .round(new MathContext(2, RoundingMode.HALF_UP))
            .stripTrailingZeros();
    return "1 in " + events.toPlainString() + " events";
  }

  private long found(boolean byLookup) {
    return filings.stream().filter(filing -> hasLookup(filing) == byLookup).count();
  }

  private static boolean hasLookup(RuleFiling filing) {
    return filing.requirements().stream().anyMatch(each -> each.use() == Use.LOOKUP);
  }

  private void addEvents(List<String> lines) {
    lines.add(
        Counts.of(probe.events(), "event")
            + " of "
            + Counts.of(probe.kinds(), "kind")
            + ": for each, "
            + perEvent(probe.lookups())
            + " rules are found, of which "
            + perEvent(candidates())
            + " have to be called.");
    lines.add("Most often:");
    for (int rule : mostFrequent()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%6.2f %%  %s",
              100.0 * probe.candidates(rule) / probe.events(),
              rule(rule).path()));
    }
  }

  private List<Integer> mostFrequent() {
    return IntStream.range(0, filings.size())
        .boxed()
        .filter(rule -> probe.candidates(rule) > 0)
        .sorted(Comparator.comparingLong((Integer rule) -> -probe.candidates(rule)))
        .limit(MOST_FREQUENT)
        .toList();
  }

  private long candidates() {
    return IntStream.range(0, filings.size()).mapToLong(probe::candidates).sum();
  }

  private String perEvent(long count) {
    return String.format(Locale.ROOT, "%.2f", (double) count / probe.events());
  }

  private Rule rule(int index) {
    return probe.rules().get(index).rule();
  }

  /** A JSON object. */
  public String json() {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < filings.size(); i++) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("rule_id", rule(i).ruleId());
      rule.put("path", rule(i).path());
      rule.put("requirements", filings.get(i).requirements().stream().map(this::json).toList());
      if (probe.events() > 0) {
        rule.put("candidates", probe.candidates(i));
      }
      rules.add(rule);
    }
    report.put("rules", rules);
    report.put("foundByLookup", found(true));
    report.put("askedAboutEveryEventOfAKind", found(false));
    if (probe.events() > 0) {
      Map<String, Object> events = new LinkedHashMap<>();
      events.put("count", probe.events());
      events.put("kinds", probe.kinds());
      events.put("lookups", probe.lookups());
      events.put("candidates", candidates());
      report.put("events", events);
    }
    return JsonValues.writePretty(report);
  }

  private Map<String, Object> json(Requirement each) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("use", each.use().name().toLowerCase(Locale.ROOT));
    values.put("text", each.text());
    if (isEstimated(each)) {
      values.put("likelihood", each.likelihood());
    }
    return values;
  }
}
