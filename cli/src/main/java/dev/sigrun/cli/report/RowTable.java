package dev.sigrun.cli.report;

import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query in ES|QL.
 *
 * @param columns their names
 * @param rows for each column null, a value, or a list of values
 */
public record RowTable(List<String> columns, List<List<@Nullable Object>> rows) {
  /** Copies the lists, of which rows may have nulls. */
  public RowTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A table of texts, no wider than {@code width}. */
  public String text(Optional<Integer> width) {
    TextTable table = new TextTable(columns.toArray(String[]::new));
    rows.forEach(row -> table.add(row.stream().map(RowTable::text).toArray(String[]::new)));
    return table.print(width);
  }

  /** Comma-separated values, with a line of headings. */
  public String csv() {
    return Stream.concat(
            Stream.of(columns), rows.stream().map(r -> r.stream().map(RowTable::text).toList()))
        .map(Csv::line)
        .collect(Collectors.joining());
  }

  private static String text(@Nullable Object cell) {
    if (cell instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return cell == null ? "" : cell.toString();
  }

  /** A JSON object for each row, without what is null. */
  public String ndjson() {
    StringBuilder text = new StringBuilder();
    for (List<@Nullable Object> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        Object cell = row.get(i);
        if (cell != null) {
          object.put(columns.get(i), cell);
        }
      }
      text.append(JsonValues.write(object)).append('\n');
    }
    return text.toString();
  }
}
