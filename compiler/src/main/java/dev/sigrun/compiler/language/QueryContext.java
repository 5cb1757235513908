package dev.sigrun.compiler.language;

import java.util.Optional;

/**
 * The context in which a query is analysed.
 *
 * @param fields resolves the names of fields
 * @param categoryField the field with the category of an event
 * @param others the queries that the text may refer to, itself among them
 * @param runs when it is asked; empty if it is not the query of a rule
 */
public record QueryContext(
    FieldResolver fields, String categoryField, QuerySet others, Optional<QueryRuns> runs) {
  /** The field that holds the category of an event unless a rule names another one. */
  public static final String EVENT_CATEGORY = "event.category";

  /** A context without other queries. */
  public QueryContext(FieldResolver fields, String categoryField) {
    this(fields, categoryField, QuerySet.NONE, Optional.empty());
  }

  /** A context with the usual field of categories and without other queries. */
  public QueryContext(FieldResolver fields) {
    this(fields, EVENT_CATEGORY);
  }
}
