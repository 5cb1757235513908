package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the {@code filters} of a rule into one predicate. A filter is a table with what Kibana
 * shows ({@code meta}, {@code $state}) and what it runs ({@code query}, or in an old form the
 * clause itself). Disabled filters are dropped, negated ones negated (Kibana: {@code
 * from_filters.ts}).
 */
public final class FilterAnalyzer {
  private static final DiagnosticKind NOT_A_TABLE =
      DiagnosticKind.error("FLT001", "A filter must be a table, found %s.");
  private static final DiagnosticKind NO_QUERY =
      DiagnosticKind.error("FLT002", "A filter needs a 'query' with a Query DSL clause.");
  private static final DiagnosticKind BAD_COMBINATION =
      DiagnosticKind.error(
          "FLT003",
          "A combined filter needs 'params', a list of filters, and 'relation' AND or OR.");

  private final FieldResolver fields;
  private final DiagnosticSink sink;

  private FilterAnalyzer(FieldResolver fields, DiagnosticSink sink) {
    this.fields = fields;
    this.sink = sink;
  }

  /**
   * Returns the predicates that an event must satisfy in addition to the query, or empty if an
   * error was reported.
   */
  public static Optional<List<Predicate>> analyze(
      List<DataValue> filters, FieldResolver fields, DiagnosticSink sink) {
    return new FilterAnalyzer(fields, sink).all(filters);
  }

  /** The meaning of a clause of Query DSL, or empty if an error was reported. */
  public static Optional<Predicate> clause(
      DataValue clause, FieldResolver fields, DiagnosticSink sink) {
    return new QueryDsl(fields, sink).clause(clause);
  }

  private Optional<List<Predicate>> all(List<DataValue> filters) {
    int checkpoint = sink.checkpoint();
    List<Predicate> predicates = new ArrayList<>();
    for (DataValue filter : filters) {
      Optional<DataValue.Table> table = filter.asTable();
      if (table.isEmpty()) {
        report(NOT_A_TABLE, filter.origin(), filter.shape());
      } else if (!isTrue(meta(table.get()), "disabled")) {
        filter(table.get()).ifPresent(predicates::add);
      }
    }
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(predicates);
  }

  private Optional<Predicate> filter(DataValue.Table filter) {
    Optional<DataValue.Table> meta = meta(filter);
    boolean combined =
        meta.flatMap(m -> m.get("type"))
            .flatMap(DataValue::asText)
            .filter("combined"::equals)
            .isPresent();
    Optional<Predicate> executed = combined ? combination(meta.orElseThrow()) : executed(filter);
    return isTrue(meta, "negate")
        ? executed.map(predicate -> new Predicate.Not(filter.origin(), predicate))
        : executed;
  }

  private Optional<Predicate> combination(DataValue.Table meta) {
    Optional<DataValue.Array> parts = meta.get("params").flatMap(DataValue::asArray);
    String relation = meta.get("relation").flatMap(DataValue::asText).orElse("");
    boolean conjunction = "AND".equalsIgnoreCase(relation);
    if (parts.isEmpty() || !(conjunction || "OR".equalsIgnoreCase(relation))) {
      report(BAD_COMBINATION, meta.origin());
      return Optional.empty();
    }
    Origin origin = meta.origin();
    return all(parts.get().values())
        .map(terms -> conjunction ? Predicate.and(origin, terms) : Predicate.or(origin, terms));
  }

  private Optional<Predicate> executed(DataValue.Table filter) {
    QueryDsl dsl = new QueryDsl(fields, sink);
    Optional<DataValue> query = filter.get("query");
    if (query.isPresent()) {
      return dsl.clause(query.get());
    }
    for (Map.Entry<String, DataValue.Entry> entry : filter.entries().entrySet()) {
      String name = entry.getKey();
      if (!name.equals("meta") && !name.equals("$state")) {
        return dsl.clause(name, entry.getValue().key(), entry.getValue().value());
      }
    }
    report(NO_QUERY, filter.origin());
    return Optional.empty();
  }

  private static Optional<DataValue.Table> meta(DataValue.Table filter) {
    return filter.get("meta").flatMap(DataValue::asTable);
  }

  private static boolean isTrue(Optional<DataValue.Table> table, String key) {
    return table
        .flatMap(t -> t.get(key))
        .filter(v -> v instanceof DataValue.Truth truth && truth.value())
        .isPresent();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
