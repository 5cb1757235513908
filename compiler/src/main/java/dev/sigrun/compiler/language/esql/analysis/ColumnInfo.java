package dev.sigrun.compiler.language.esql.analysis;

/**
 * A column at some place of a query.
 *
 * @param type the type of its values
 * @param kind where it comes from
 * @param field the name of the field that is read; empty if none is
 */
record ColumnInfo(EsqlType type, Kind kind, String field) {
  /** The origin of a column. */
  enum Kind {
    /** A field of the events. */
    FIELD,
    /** A field after MV_EXPAND: one value for each row. */
    EXPANDED,
    /** Metadata of the events. */
    METADATA,
    /** A computation. */
    COMPUTED,
    /** VALUES, whose result is usually a list. */
    VALUES,
    /** COUNT_DISTINCT, which is exact for small numbers only. */
    DISTINCT_COUNT
  }

  static ColumnInfo of(EsqlType type, Kind kind) {
    return new ColumnInfo(type.computed(), kind, "");
  }

  /** Whether its values are those of a field. */
  boolean isRead() {
    return kind == Kind.FIELD || kind == Kind.EXPANDED;
  }

  ColumnInfo withKind(Kind other) {
    return new ColumnInfo(type, other, field);
  }
}
