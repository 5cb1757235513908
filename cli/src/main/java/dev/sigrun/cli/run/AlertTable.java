package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.Output;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.rule.Rule;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints alerts for people, a row each, as they come. */
public final class AlertTable {
  private static final String ROW = "%-8s  %-24s  %-50s  %s";
  private static final int RULE_WIDTH = 50;

  private final Output out;
  private final boolean colored;
  private boolean started;

  public AlertTable(Output out, boolean colored) {
    this.out = out;
    this.colored = colored;
  }

  /**
   * Prints an alert.
   *
   * @param document all of it
   * @param place the position of its events
   */
  void add(Rule rule, Map<String, @Nullable Object> document, String place) {
    if (!started) {
      started = true;
      out.println(String.format(Locale.ROOT, ROW, "SEVERITY", "TIME", "RULE", "EVENT"));
    }
    String severity = text(document, "kibana.alert.severity", rule.severity());
    String row =
        String.format(
            Locale.ROOT,
            ROW,
            severity,
            text(document, "kibana.alert.original_time", "-"),
            cut(text(document, "kibana.alert.rule.name", rule.name())),
            VisibleText.of(place));
    out.println(colored ? color(rule) + row + "\u001b[0m" : row);
  }

  private static String text(Map<String, @Nullable Object> document, String key, String otherwise) {
    Object value = document.get(key);
    return VisibleText.of(value == null ? otherwise : String.valueOf(value));
  }

  private static String cut(String name) {
    return name.length() <= RULE_WIDTH ? name : name.substring(0, RULE_WIDTH - 3) + "...";
  }

  private static String color(Rule rule) {
    return switch (rule.severity()) {
      case "critical", "high" -> "\u001b[31m";
      case "medium" -> "\u001b[33m";
      default -> "\u001b[34m";
    };
  }
}
