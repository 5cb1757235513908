package dev.sigrun.cli.report;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.query.QuerySearch;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of a query as rows: one for each event, or one for each combination of values. */
public final class ResultTable {
  private static final String SEVERAL = ", ";

  private static final Comparator<List<String>> BY_VALUES =
      (a, b) -> Arrays.compare(a.toArray(String[]::new), b.toArray(String[]::new));

  /** The heading of a first column of numbers. */
  private final Optional<String> number;

  private final List<String> names;
  private final List<List<String>> rows;

  private ResultTable(Optional<String> number, List<String> names, List<List<String>> rows) {
    this.number = number;
    this.names = names;
    this.rows = rows;
  }

  /**
   * A row for each event of the results.
   *
   * @param single whether each result is one event; otherwise a column numbers the results
   * @param fields the columns
   * @param timestamp the name of the column for the time of events, wherever they have it
   */
  public static ResultTable of(
      List<QuerySearch.Result> results,
      boolean single,
      Collection<Field> fields,
      String timestamp) {
    Columns columns = new Columns(fields, Optional.of(timestamp));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      for (EventRecord event : results.get(i).events()) {
        List<String> row = new ArrayList<>();
        if (!single) {
          row.add(String.valueOf(i + 1));
        }
        row.addAll(columns.of(event));
        row.add(event == null ? "missing" : event.source() + ":" + event.line());
        rows.add(row);
      }
    }
    return new ResultTable(
        single ? Optional.empty() : Optional.of("result"),
        Stream.concat(columns.names().stream(), Stream.of("event")).toList(),
        rows);
  }

  /** A row for each combination of values of these fields, the most frequent first. */
  public static ResultTable counts(List<QuerySearch.Result> results, Collection<Field> fields) {
    Columns columns = new Columns(fields, Optional.empty());
    Map<List<String>, Integer> counts = new TreeMap<>(BY_VALUES);
    for (QuerySearch.Result result : results) {
      for (EventRecord event : result.events()) {
        if (event != null) {
          counts.merge(columns.of(event), 1, Integer::sum);
        }
      }
    }
    List<List<String>> rows =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                count ->
                    Stream.concat(
                            Stream.of(String.valueOf(count.getValue())), count.getKey().stream())
                        .toList())
            .toList();
    return new ResultTable(Optional.of("count"), columns.names(), rows);
  }

  /** The rows for people, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    TextTable table = new TextTable(head(">").toArray(String[]::new));
    rows.forEach(row -> table.add(row.toArray(String[]::new)));
    return table.print(width);
  }

  /** The rows as comma-separated values, with a line of headings. */
  public String csv() {
    return Stream.concat(Stream.of(head("")), rows.stream())
        .map(Csv::line)
        .collect(Collectors.joining());
  }

  private List<String> head(String endOfNumber) {
    return Stream.concat(number.map(name -> name + endOfNumber).stream(), names.stream()).toList();
  }

  /** The rows as JSON objects, one on each line; a number is a number. */
  public String ndjson() {
    List<String> head = head("");
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < head.size(); i++) {
        boolean isNumber = i == 0 && number.isPresent();
        object.put(head.get(i), isNumber ? (Object) Long.valueOf(row.get(i)) : row.get(i));
      }
      text.append(JsonValues.write(object)).append('\n');
    }
    return text.toString();
  }

  /** Reads fields of events as texts. */
  private static final class Columns {
    private final List<KeywordField> fields = new ArrayList<>();
    private final Optional<String> timestamp;
    private final DateField time;
    private final EventReader reader;

    private Columns(Collection<Field> columns, Optional<String> timestamp) {
      Fields registry = new Fields();
      this.timestamp = timestamp;
      this.time = registry.eventTime(TimePlaces.of(timestamp));
      for (Field column : new LinkedHashSet<>(columns)) {
        fields.add(registry.reading(column.reading()).keyword(column.name()));
      }
      this.reader = EventReader.of(registry);
    }

    private List<String> names() {
      return fields.stream().map(KeywordField::name).toList();
    }

    private List<String> of(@Nullable EventRecord event) {
      if (event == null) {
        return fields.stream().map(field -> "").toList();
      }
      Event read;
      try {
        read = reader.read(event.json());
      } catch (EventFormatException e) {
        throw new IllegalStateException("It was read before.", e);
      }
      return fields.stream()
          .map(
              field -> {
                String written =
                    field.values(read).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(SEVERAL));
                boolean elsewhere =
                    written.isEmpty() && timestamp.equals(Optional.of(field.name()));
                return elsewhere ? time(read) : written;
              })
          .toList();
    }

    /** The time of an event that has it in another field than the one that the column names. */
    private String time(Event event) {
      return time.values(event).stream()
          .min(Comparator.naturalOrder())
          .map(millis -> Instant.ofEpochMilli(millis).toString())
          .orElse("");
    }
  }
}
