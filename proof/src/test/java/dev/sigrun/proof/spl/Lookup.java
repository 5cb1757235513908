package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Cidr;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import java.util.List;
import java.util.Map;

/**
 * A table in addition to the events.
 *
 * @param rows its lines
 * @param caseSensitive whether the case of letters counts when values are looked up
 * @param matchTypes {@code CIDR} or {@code WILDCARD} for columns that hold such patterns
 */
public record Lookup(List<Row> rows, boolean caseSensitive, Map<String, String> matchTypes) {
  /** Copies the lists. */
  public Lookup {
    rows = List.copyOf(rows);
    matchTypes = Map.copyOf(matchTypes);
  }

  /** A table whose values are compared as they are. */
  public static Lookup exact(List<Row> rows) {
    return new Lookup(rows, true, Map.of());
  }

  boolean matches(Row line, String column, String value) {
    String type = matchTypes.getOrDefault(column, "EXACT");
    return line.texts(column).stream()
        .anyMatch(
            cell ->
                switch (type) {
                  case "EXACT" -> caseSensitive ? cell.equals(value) : cell.equalsIgnoreCase(value);
                  case "CIDR" -> Cidr.contains(cell, value);
                  case "WILDCARD" -> SearchValues.matches(value, cell, caseSensitive);
                  default -> throw new SplException("No match type: " + type);
                });
  }
}
