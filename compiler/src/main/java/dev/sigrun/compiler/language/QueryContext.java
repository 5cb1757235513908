package dev.sigrun.compiler.language;

/**
 * What the meaning of a query depends on beside its text.
 *
 * @param fields what names of fields mean
 * @param categoryField the field that holds the category of an event
 */
public record QueryContext(FieldResolver fields, String categoryField) {
  /** The field that holds the category of an event unless a rule names another one. */
  public static final String EVENT_CATEGORY = "event.category";

  /** A context with the usual field of categories. */
  public QueryContext(FieldResolver fields) {
    this(fields, EVENT_CATEGORY);
  }
}
