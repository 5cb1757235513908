package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.source.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Clauses of Query DSL, as Kibana makes of exception items ({@code build_exception_filter.ts}),
 * with the places of what they are made of.
 */
final class Clauses {
  private Clauses() {}

  /** A value of the field, or its words if it is analysed. */
  static DataValue.Table phrase(DataValue.Text field, DataValue value) {
    return onField("match_phrase", field, value);
  }

  /** A pattern in which {@code *} and {@code ?} are wildcards. */
  static DataValue.Table wildcard(DataValue.Text field, DataValue pattern) {
    return onField("wildcard", field, pattern);
  }

  /** Any value. */
  static DataValue.Table exists(DataValue.Text field) {
    return clause("exists", field.origin(), table(field.origin(), "field", field));
  }

  /** A time of the event before {@code end}. */
  static DataValue.Table before(Origin origin, Instant end) {
    DataValue.Table bound = table(origin, "lt", new DataValue.Date(origin, end.toString()));
    return clause("range", origin, table(origin, Timing.TIMESTAMP, bound));
  }

  /** An object of a nested list for which {@code clause} holds. */
  static DataValue.Table nested(DataValue.Text path, DataValue.Table clause) {
    DataValue.Table body =
        new DataValue.Table(
            path.origin(),
            Map.of(
                "path", new DataValue.Entry(path.origin(), path),
                "query", new DataValue.Entry(clause.origin(), clause)));
    return clause("nested", path.origin(), body);
  }

  /** All of them. */
  static DataValue.Table all(Origin origin, List<DataValue.Table> clauses) {
    return bool(origin, "filter", clauses);
  }

  /** At least one of them. */
  static DataValue.Table any(Origin origin, List<DataValue.Table> clauses) {
    return clauses.size() == 1 ? clauses.get(0) : bool(origin, "should", clauses);
  }

  /** The opposite. */
  static DataValue.Table not(DataValue.Table clause) {
    return bool(clause.origin(), "must_not", List.of(clause));
  }

  private static DataValue.Table bool(
      Origin origin, String occurrence, List<DataValue.Table> clauses) {
    return clause(
        "bool",
        origin,
        table(origin, occurrence, new DataValue.Array(origin, List.copyOf(clauses))));
  }

  private static DataValue.Table onField(String name, DataValue.Text field, DataValue value) {
    return clause(name, field.origin(), table(field.origin(), field.value(), value));
  }

  private static DataValue.Table clause(String name, Origin origin, DataValue.Table body) {
    return table(origin, name, body);
  }

  private static DataValue.Table table(Origin origin, String key, DataValue value) {
    return new DataValue.Table(origin, Map.of(key, new DataValue.Entry(origin, value)));
  }
}
