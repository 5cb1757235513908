package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.Output;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints alerts for people, a row each, as they come. */
public final class AlertTable implements AlertRows {
  private static final int SEVERITY = 8;
  private static final int TIME = 24;
  private static final int SECONDS = 20;
  private static final int WIDEST_RULE = 50;
  private static final int NARROWEST_RULE = 12;
  private static final int PLACE = 24;
  private static final String GAP = "  ";

  private final Output out;
  private final boolean colored;
  private final Optional<Integer> width;
  private final int ruleWidth;
  private boolean started;

  /**
   * A table on {@code out}.
   *
   * @param width the width of the terminal, into which rows must fit; empty for whole texts
   */
  public AlertTable(Output out, boolean colored, Optional<Integer> width) {
    this.out = out;
    this.colored = colored;
    this.width = width;
    this.ruleWidth =
        width
            .map(all -> all - SEVERITY - SECONDS - PLACE - 3 * GAP.length())
            .map(left -> Math.max(NARROWEST_RULE, Math.min(WIDEST_RULE, left)))
            .orElse(WIDEST_RULE);
  }

  @Override
  public void add(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    if (!started) {
      started = true;
      out.println(row("SEVERITY", "TIME", "RULE", "EVENT"));
    }
    String time = AlertRows.text(document, "kibana.alert.original_time", "-");
    String place = AlertRows.place(events);
    String row =
        row(
            AlertRows.text(document, "kibana.alert.severity", rule.severity()),
            width.isPresent() ? time.replaceAll("\\.[0-9]+Z$", "Z") : time,
            AlertRows.text(document, "kibana.alert.rule.name", rule.name()),
            // The folder is what a narrow row can do without.
            width.isPresent() ? place.replaceAll("^.*/", "") : place);
    out.println(colored ? color(rule) + row + "\u001b[0m" : row);
  }

  private String row(String severity, String time, String rule, String place) {
    String start =
        cell(severity, SEVERITY)
            + GAP
            + cell(time, width.isPresent() ? SECONDS : TIME)
            + GAP
            + cell(rule, ruleWidth)
            + GAP;
    String end = VisibleText.of(place);
    return start
        + width
            .map(all -> VisibleText.cut(end, Math.max(PLACE, all - VisibleText.width(start))))
            .orElse(end);
  }

  private static String cell(String text, int width) {
    String visible = VisibleText.of(text);
    String cut = VisibleText.width(visible) <= width ? visible : VisibleText.cut(visible, width);
    return cut + " ".repeat(width - VisibleText.width(cut));
  }

  private static String color(Rule rule) {
    return switch (rule.severity()) {
      case "critical", "high" -> "\u001b[31m";
      case "medium" -> "\u001b[33m";
      default -> "\u001b[34m";
    };
  }
}
