package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.schema.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The type of a column. */
enum EsqlType {
  KEYWORD("string"),
  TEXT(),
  INTEGER("int"),
  LONG(),
  UNSIGNED_LONG("ul"),
  DOUBLE(),
  BOOLEAN("bool"),
  DATETIME("date"),
  DATE_NANOS(),
  IP(),
  VERSION(),
  GEO_POINT(),
  GEO_SHAPE(),
  CARTESIAN_POINT(),
  CARTESIAN_SHAPE(),
  /** A length of time. */
  SPAN("time_duration", "date_period"),
  /** The event as it was sent. */
  SOURCE(),
  /** A number of a field whose type is not known. */
  NUMBER(),
  /** The type of null. */
  NULL(),
  /** A type whose values no function takes. */
  UNSUPPORTED(),
  /** Not known, or reported before. */
  ANY();

  private final List<String> aliases;

  EsqlType(String... aliases) {
    this.aliases = List.of(aliases);
  }

  /** The type of a field. */
  static EsqlType of(FieldType type) {
    return switch (type) {
      case KEYWORD, WILDCARD, CONSTANT_KEYWORD, LOWERCASE_KEYWORD -> KEYWORD;
      case TEXT, MATCH_ONLY_TEXT, SCRIPT_TEXT -> TEXT;
      case LONG -> LONG;
      case INTEGER, SHORT, BYTE -> INTEGER;
      case UNSIGNED_LONG -> UNSIGNED_LONG;
      case DOUBLE, FLOAT, HALF_FLOAT, SCALED_FLOAT -> DOUBLE;
      case BOOLEAN -> BOOLEAN;
      case DATE -> DATETIME;
      case DATE_NANOS -> DATE_NANOS;
      case IP -> IP;
      case VERSION -> VERSION;
      case GEO_POINT -> GEO_POINT;
      case IP_RANGE,
          INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          FLATTENED,
          OBJECT,
          NESTED,
          OTHER ->
          UNSUPPORTED;
    };
  }

  /** The type that a conversion calls {@code name}, in any case. */
  static Optional<EsqlType> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(EsqlType::isConvertible)
        .filter(type -> type.label().equals(lower) || type.aliases.contains(lower))
        .findFirst();
  }

  /** The names of the types that values can be converted to. */
  static List<String> names() {
    return Arrays.stream(values())
        .filter(EsqlType::isConvertible)
        .map(type -> type.aliases.isEmpty() ? type.label() : type.aliases.get(0))
        .toList();
  }

  private boolean isConvertible() {
    return compareTo(SPAN) <= 0 && this != TEXT;
  }

  /** The name for people. */
  String label() {
    return switch (this) {
      case SPAN -> "span of time";
      case SOURCE -> "_source";
      case ANY -> "unknown";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  boolean isString() {
    return this == KEYWORD || this == TEXT;
  }

  boolean isWhole() {
    return this == INTEGER || this == LONG || this == UNSIGNED_LONG;
  }

  boolean isNumber() {
    return isWhole() || this == DOUBLE || this == NUMBER;
  }

  boolean isDate() {
    return this == DATETIME || this == DATE_NANOS;
  }

  /** Whether a text constant can be read as a value of this type. */
  boolean isReadFromText() {
    return isDate() || this == IP || this == BOOLEAN || this == VERSION;
  }

  /** Whether nothing can be said against a value of this type. */
  boolean isOpen() {
    return this == ANY || this == NULL;
  }

  /** Whether values of this type and of {@code other} can be compared. */
  boolean comparesWith(EsqlType other) {
    return isOpen()
        || other.isOpen()
        || (this == other && this != UNSUPPORTED)
        || (isString() && other.isString())
        || (isNumber() && other.isNumber())
        || (isDate() && other.isDate());
  }

  /** The type of a CASE with results of both types; empty if they do not fit together. */
  Optional<EsqlType> unified(EsqlType other) {
    if (other.isOpen() || this == other) {
      return Optional.of(this == NULL && other == ANY ? other : this);
    }
    if (isOpen()) {
      return Optional.of(other);
    }
    if (isString() && other.isString()) {
      return Optional.of(KEYWORD);
    }
    if (this == NUMBER || other == NUMBER) {
      EsqlType known = this == NUMBER ? other : this;
      return known.isNumber() ? Optional.of(known) : Optional.empty();
    }
    if (isWhole() && other.isWhole()) {
      return Optional.of(LONG);
    }
    return isDate() && other.isDate() ? Optional.of(DATE_NANOS) : Optional.empty();
  }

  /** The type of {@code a + b} where both are numbers or null. */
  EsqlType widened(EsqlType other) {
    if (this == NULL || other == NULL) {
      return this == NULL ? other : this;
    }
    if (this == DOUBLE || other == DOUBLE) {
      return DOUBLE;
    }
    if (this == NUMBER || other == NUMBER) {
      return NUMBER;
    }
    return this == other ? this : LONG;
  }

  /** The type of cells; empty if no value of this type can be in one. */
  Optional<RowType> rowType() {
    return Optional.ofNullable(
        switch (this) {
          case KEYWORD, ANY -> RowType.KEYWORD;
          case TEXT -> RowType.TEXT;
          case INTEGER -> RowType.INTEGER;
          case LONG -> RowType.LONG;
          case UNSIGNED_LONG -> RowType.UNSIGNED_LONG;
          case DOUBLE, NUMBER -> RowType.DOUBLE;
          case BOOLEAN -> RowType.BOOLEAN;
          case DATETIME -> RowType.DATE;
          case DATE_NANOS -> RowType.DATE_NANOS;
          case IP -> RowType.IP;
          case VERSION -> RowType.VERSION;
          case GEO_POINT -> RowType.GEO_POINT;
          case SPAN -> RowType.SPAN;
          case NULL -> RowType.NULL;
          case GEO_SHAPE, CARTESIAN_POINT, CARTESIAN_SHAPE, SOURCE, UNSUPPORTED -> null;
        });
  }

  /** The type of what a function computes of it: texts become keywords. */
  EsqlType computed() {
    return this == TEXT ? KEYWORD : this;
  }
}
