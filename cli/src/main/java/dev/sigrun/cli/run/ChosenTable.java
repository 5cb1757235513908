package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.Output;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints alerts for people, a row each, as they come, in the columns that were chosen. */
public final class ChosenTable implements AlertRows {
  private static final int SEVERITY = 8;
  private static final int TIME = 20;
  private static final int NARROWEST = 6;
  private static final int WITHOUT_TERMINAL = 24;
  private static final String GAP = "  ";

  private final Output out;
  private final AlertColumns columns;
  private final Optional<Integer> width;
  private final List<Integer> widths = new ArrayList<>();
  private boolean started;

  /**
   * A table on {@code out}.
   *
   * @param width the width of the terminal, into which rows must fit; empty for whole texts
   */
  public ChosenTable(Output out, AlertColumns columns, Optional<Integer> width) {
    this.out = out;
    this.columns = columns;
    this.width = width;
    List<String> names = columns.names();
    int known = names.stream().mapToInt(ChosenTable::known).sum();
    long others = names.stream().filter(name -> known(name) == 0).count();
    int each =
        width
            .map(all -> all - known - GAP.length() * (names.size() - 1))
            .map(left -> Math.max(NARROWEST, (int) (left / Math.max(1, others))))
            .orElse(WITHOUT_TERMINAL);
    names.forEach(name -> widths.add(known(name) == 0 ? each : known(name)));
  }

  /** The width of a column whose values are known; otherwise 0. */
  private static int known(String name) {
    return switch (name) {
      case "severity" -> SEVERITY;
      case "time" -> TIME;
      default -> 0;
    };
  }

  @Override
  public void add(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    if (!started) {
      started = true;
      out.println(
          row(columns.names().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList()));
    }
    List<String> values = new ArrayList<>(columns.of(rule, document, key, events));
    for (int i = 0; i < values.size(); i++) {
      if (width.isPresent() && columns.names().get(i).equals("time")) {
        values.set(i, values.get(i).replaceAll("\\.[0-9]+Z$", "Z"));
      }
    }
    out.println(row(values));
  }

  private String row(List<String> values) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String visible = VisibleText.of(values.get(i).isEmpty() ? "-" : values.get(i));
      boolean last = i == values.size() - 1;
      boolean fits = VisibleText.width(visible) <= widths.get(i);
      String cell = fits || width.isEmpty() ? visible : VisibleText.cut(visible, widths.get(i));
      row.append(cell);
      if (!last) {
        row.append(" ".repeat(Math.max(0, widths.get(i) - VisibleText.width(cell)))).append(GAP);
      }
    }
    return row.toString();
  }
}
