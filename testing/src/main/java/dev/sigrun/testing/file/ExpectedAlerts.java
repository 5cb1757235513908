package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The numbers of alerts that rules should raise over a corpus of events, as a file has them.
 *
 * @param counts in the order of the file
 */
public record ExpectedAlerts(List<Count> counts) {
  /** What a count calls all rules that no other count is about. */
  public static final String OTHERS = "*";

  private static final DiagnosticKind SECOND_TABLE =
      DiagnosticKind.error(
          "TST028", "The table on line %s is about '%s' too. Keep one of the two.");

  private static final long MOST = Long.MAX_VALUE;

  /** Copies the list. */
  public ExpectedAlerts {
    counts = List.copyOf(counts);
  }

  /**
   * The number of alerts of a rule.
   *
   * @param rule its identity or its name, or {@link ExpectedAlerts#OTHERS}
   * @param line where the file says so, from 1
   * @param least the least number
   * @param most the greatest number; empty for any
   * @param reason why, for readers
   */
  public record Count(
      String rule, int line, long least, OptionalLong most, Optional<String> reason) {
    /** Whether a number of alerts is as expected. */
    public boolean fits(long alerts) {
      return alerts >= least && (most.isEmpty() || alerts <= most.getAsLong());
    }

    /** {@code 3}, {@code 2 to 5}, {@code at least 2} or {@code any}. */
    public String text() {
      if (most.isEmpty()) {
        return least == 0 ? "any" : "at least " + least;
      }
      return least == most.getAsLong()
          ? String.valueOf(least)
          : least == 0 ? "at most " + most.getAsLong() : least + " to " + most.getAsLong();
    }
  }

  /** What holds for rules that are not listed unless the file says otherwise: no alerts. */
  public Count others() {
    return counts.stream()
        .filter(count -> count.rule().equals(OTHERS))
        .findFirst()
        .orElse(new Count(OTHERS, 1, 0, OptionalLong.of(0), Optional.empty()));
  }

  /** The counts of single rules. */
  public List<Count> listed() {
    return counts.stream().filter(count -> !count.rule().equals(OTHERS)).toList();
  }

  /**
   * Reads a file.
   *
   * @param sink receives diagnostics about it
   * @return empty if an error was reported
   */
  public static Optional<ExpectedAlerts> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<DataValue.Table> file = TomlReader.read(source, sink);
    Values values = new Values(sink);
    List<Count> counts = new ArrayList<>();
    file.ifPresent(
        table -> {
          values.onlyKnown(table, List.of("expect"));
          List<DataValue> written = table.get("expect").map(values::oneOrMore).orElse(List.of());
          if (written.isEmpty()) {
            values.missing(table.origin(), "expect");
          }
          for (DataValue value : written) {
            if (value instanceof DataValue.Table each) {
              Optional<Count> count = count(each, values);
              count.ifPresent(second -> requireFirst(second, counts, each, values));
              count.ifPresent(counts::add);
            } else {
              values.wrongShape(value, "expect", "a table");
            }
          }
        });
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : Optional.of(new ExpectedAlerts(counts));
  }

  private static void requireFirst(
      Count second, List<Count> counts, DataValue.Table table, Values values) {
    counts.stream()
        .filter(first -> first.rule().equals(second.rule()))
        .findFirst()
        .ifPresent(
            first ->
                values.report(
                    SECOND_TABLE, Values.key(table, "rule"), first.line(), second.rule()));
  }

  private static Optional<Count> count(DataValue.Table table, Values values) {
    values.onlyKnown(table, List.of("rule", "alerts", "at_least", "at_most", "reason"));
    Optional<String> rule = values.text(table, "rule").map(DataValue.Text::value);
    if (table.get("rule").isEmpty()) {
      values.missing(table.origin(), "rule");
    }
    Optional<String> reason = values.text(table, "reason").map(DataValue.Text::value);
    values.atMostOne(table, "alerts", "at_least");
    values.atMostOne(table, "alerts", "at_most");
    if (table.keys().stream().noneMatch(List.of("alerts", "at_least", "at_most")::contains)) {
      values.missing(table.origin(), "alerts");
    }
    OptionalLong exactly = values.whole(table, "alerts", 0, MOST);
    long least = exactly.orElse(values.whole(table, "at_least", 0, MOST).orElse(0));
    OptionalLong bound = values.whole(table, "at_most", least, MOST);
    OptionalLong most = exactly.isPresent() ? exactly : bound;
    int line = table.origin().source().position(table.origin().span().start()).line();
    return rule.map(named -> new Count(named, line, least, most, reason));
  }
}
