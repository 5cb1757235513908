package dev.sigrun.cli.option;

import dev.sigrun.cli.report.ResultFormat;
import dev.sigrun.cli.report.ResultTable;
import dev.sigrun.cli.report.RowTable;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.query.QuerySearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the results of a query are shown. */
public final class ResultOptions {
  /** More columns than a terminal has room for. */
  private static final int MOST_COLUMNS = 6;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description =
          "ndjson (the events; for sequences and samples, objects with join_keys and events), lines"
              + " (for each result, a JSON array of its line numbers, with null for a missing"
              + " event), table or csv (a row for each event, or for each row of ES|QL). Default:"
              + " ndjson; with --count-by and for ES|QL, table.")
  private @Nullable Format format;

  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      split = ",",
      description =
          "The columns of a table or of CSV, separated by commas. Default: the timestamp and the"
              + " fields of the query.")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--count-by",
      paramLabel = "FIELD",
      split = ",",
      description =
          "Count the events of the results by the values of fields, separated by commas, instead of"
              + " showing them.")
  private List<String> countBy = new ArrayList<>();

  /** The shapes of results. */
  enum Format {
    NDJSON,
    LINES,
    TABLE,
    CSV
  }

  /**
   * Refuses options that have no effect together.
   *
   * @throws CommandFailure if there are some
   */
  public void check() {
    boolean rows = format == Format.TABLE || format == Format.CSV;
    if (!fields.isEmpty() && !rows) {
      throw CommandFailure.usage("'--fields' needs '--output table' or '--output csv'.");
    }
    if (!countBy.isEmpty() && (!fields.isEmpty() || format == Format.LINES)) {
      throw CommandFailure.usage(
          "'--count-by' cannot be combined with "
              + (fields.isEmpty() ? "'--output lines'" : "'--fields'")
              + ".");
    }
  }

  /**
   * Prints results.
   *
   * @param single whether each of them is one event
   * @param query what they are results of
   * @param timestamp the field that orders them
   */
  public void print(
      List<QuerySearch.Result> results,
      boolean single,
      Query query,
      String timestamp,
      Terminal terminal) {
    Format shown = format;
    if (shown == null) {
      shown = countBy.isEmpty() ? Format.NDJSON : Format.TABLE;
    }
    ResultTable table =
        countBy.isEmpty()
            ? ResultTable.of(results, single, columns(query, timestamp), timestamp)
            : ResultTable.counts(results, named(countBy));
    switch (shown) {
      case NDJSON -> {
        if (countBy.isEmpty()) {
          results.forEach(r -> ResultFormat.NDJSON.print(r, single, terminal.out()));
        } else {
          terminal.out().print(table.ndjson());
        }
      }
      case LINES -> results.forEach(r -> ResultFormat.LINES.print(r, single, terminal.out()));
      case TABLE -> terminal.out().print(table.text(TextTable.width(terminal.environment())));
      case CSV -> terminal.out().print(table.csv());
    }
    terminal.out().flush();
  }

  /**
   * Prints the rows of a query that makes rows.
   *
   * @throws CommandFailure if they shall be shown as only events can be
   */
  public void print(RowTable table, Terminal terminal) {
    switch (format == null ? Format.TABLE : format) {
      case NDJSON -> terminal.out().print(table.ndjson());
      case TABLE -> terminal.out().print(table.text(TextTable.width(terminal.environment())));
      case CSV -> terminal.out().print(table.csv());
      case LINES -> throw noEvents("--output lines");
    }
    terminal.out().flush();
  }

  /**
   * Refuses options that have no effect on rows.
   *
   * @throws CommandFailure if there are some
   */
  public void checkRows() {
    if (!fields.isEmpty()) {
      throw noEvents("--fields");
    }
    if (!countBy.isEmpty()) {
      throw noEvents("--count-by");
    }
    if (format == Format.LINES) {
      throw noEvents("--output lines");
    }
  }

  private static CommandFailure noEvents(String option) {
    return CommandFailure.usage(
        "'%s' is about events, but a query in ES|QL makes rows. Use KEEP and STATS in the query."
            .formatted(option));
  }

  /** The columns: those that are asked for, as events name them, or the fields of the query. */
  private List<Field> columns(Query query, String timestamp) {
    if (!fields.isEmpty()) {
      return named(fields);
    }
    List<Field> columns = new ArrayList<>(named(List.of(timestamp)));
    Set<String> names = new HashSet<>(Set.of(timestamp));
    UsedFields.of(query).stream()
        .filter(field -> !field.pattern() && field.type() != ValueType.OBJECT)
        .filter(field -> field.type() != ValueType.NESTED)
        .filter(field -> names.add(field.name()))
        .limit(MOST_COLUMNS)
        .forEach(columns::add);
    return columns;
  }

  private static List<Field> named(List<String> names) {
    return names.stream().map(name -> Field.named(name, ValueType.KEYWORD)).toList();
  }
}
