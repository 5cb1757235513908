package dev.sigrun.cli.report;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.query.QuerySearch;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
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

  private final List<String> head;
  private final List<List<String>> rows;

  private ResultTable(List<String> head, List<List<String>> rows) {
    this.head = head;
    this.rows = rows;
  }

  /**
   * A row for each event of the results.
   *
   * @param single whether each result is one event; otherwise a column numbers the results
   * @param fields the columns
   */
  public static ResultTable of(
      List<QuerySearch.Result> results, boolean single, Collection<Field> fields) {
    Columns columns = new Columns(fields);
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
    Stream<String> names = Stream.concat(columns.names().stream(), Stream.of("event"));
    return new ResultTable(
        (single ? names : Stream.concat(Stream.of("result>"), names)).toList(), rows);
  }

  /** A row for each combination of values of these fields, the most frequent first. */
  public static ResultTable counts(List<QuerySearch.Result> results, Collection<Field> fields) {
    Columns columns = new Columns(fields);
    Map<String, List<String>> values = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (QuerySearch.Result result : results) {
      for (EventRecord event : result.events()) {
        if (event != null) {
          List<String> row = columns.of(event);
          String key = String.join("\0", row);
          values.put(key, row);
          counts.merge(key, 1, Integer::sum);
        }
      }
    }
    List<List<String>> rows =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                count ->
                    Stream.concat(
                            Stream.of(String.valueOf(count.getValue())),
                            values.getOrDefault(count.getKey(), List.of()).stream())
                        .toList())
            .toList();
    return new ResultTable(
        Stream.concat(Stream.of("count>"), columns.names().stream()).toList(), rows);
  }

  /** The rows for people, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    TextTable table = new TextTable(head.toArray(String[]::new));
    rows.forEach(row -> table.add(row.toArray(String[]::new)));
    return table.print(width);
  }

  /** The rows as comma-separated values, with a line of headings. */
  public String csv() {
    List<String> names = head.stream().map(name -> name.replace(">", "")).toList();
    return Stream.concat(Stream.of(names), rows.stream())
        .map(Csv::line)
        .collect(Collectors.joining());
  }

  /** The rows as JSON objects, one on each line; a number is a number. */
  public String ndjson() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < head.size(); i++) {
        String name = head.get(i);
        boolean number = name.endsWith(">");
        object.put(
            number ? name.substring(0, name.length() - 1) : name,
            number ? (Object) Long.valueOf(row.get(i)) : row.get(i));
      }
      text.append(JsonValues.write(object)).append('\n');
    }
    return text.toString();
  }

  /** Reads fields of events as texts. */
  private static final class Columns {
    private final List<KeywordField> fields = new ArrayList<>();
    private final EventReader reader;

    private Columns(Collection<Field> columns) {
      Fields registry = new Fields();
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
              field ->
                  field.values(read).stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(SEVERAL)))
          .toList();
    }
  }
}
