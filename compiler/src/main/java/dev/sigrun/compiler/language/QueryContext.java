package dev.sigrun.compiler.language;

/**
 * The context in which a query is analysed.
 *
 * @param fields resolves the names of fields
 * @param categoryField the field with the category of an event
 */
public record QueryContext(FieldResolver fields, String categoryField) {
  /** The field that holds the category of an event unless a rule names another one. */
  public static final String EVENT_CATEGORY = "event.category";

  /** A context with the usual field of categories. */
  public QueryContext(FieldResolver fields) {
    this(fields, EVENT_CATEGORY);
  }
}
