package dev.sigrun.compiler.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The type of a field in Elasticsearch. */
public enum FieldType {
  /** Exact strings. */
  KEYWORD(Family.STRING),
  /** Exact strings, stored for patterns. */
  WILDCARD(Family.STRING),
  /** One exact string for all events of an index. */
  CONSTANT_KEYWORD(Family.STRING),
  /** Strings that are compared in lower case: {@code .caseless} fields. */
  LOWERCASE_KEYWORD(Family.STRING),
  /** Words, by the standard analyzer. */
  TEXT(Family.TEXT),
  /** Words, by the standard analyzer, stored more compactly. */
  MATCH_ONLY_TEXT(Family.TEXT),
  /** Words of scripts: runs of letters, digits, underscores and hyphens. */
  SCRIPT_TEXT(Family.TEXT),
  /** Whole number of 64 bits. */
  LONG(Family.INTEGER),
  /** Whole number of 32 bits. */
  INTEGER(Family.INTEGER),
  /** Whole number of 16 bits. */
  SHORT(Family.INTEGER),
  /** Whole number of 8 bits. */
  BYTE(Family.INTEGER),
  /** Whole number of 64 bits without sign. */
  UNSIGNED_LONG(Family.INTEGER),
  /** Decimal number of 64 bits. */
  DOUBLE(Family.DECIMAL),
  /** Decimal number of 32 bits. */
  FLOAT(Family.DECIMAL),
  /** Decimal number of 16 bits. */
  HALF_FLOAT(Family.DECIMAL),
  /** Decimal number with a fixed number of digits. */
  SCALED_FLOAT(Family.DECIMAL),
  /** {@code true} or {@code false}. */
  BOOLEAN(Family.BOOLEAN),
  /** Instant in milliseconds. */
  DATE(Family.DATE),
  /** Instant in nanoseconds. */
  DATE_NANOS(Family.DATE),
  /** Address of the Internet Protocol, version 4 or 6. */
  IP(Family.IP),
  /** Software version, ordered as such. */
  VERSION(Family.STRING),
  /** Object whose leaves are all keywords. */
  FLATTENED(Family.OBJECT),
  /** Objects that are matched one by one. */
  NESTED(Family.OBJECT),
  /** Object that only groups fields. */
  OBJECT(Family.OBJECT),
  /** Range of addresses. */
  IP_RANGE(Family.RANGE),
  /** Range of whole numbers of 32 bits. */
  INTEGER_RANGE(Family.RANGE),
  /** Range of whole numbers of 64 bits. */
  LONG_RANGE(Family.RANGE),
  /** Range of decimal numbers of 32 bits. */
  FLOAT_RANGE(Family.RANGE),
  /** Range of decimal numbers of 64 bits. */
  DOUBLE_RANGE(Family.RANGE),
  /** Range of instants. */
  DATE_RANGE(Family.RANGE),
  /** Point on the earth. */
  GEO_POINT(Family.OTHER),
  /** Anything that queries of rules cannot test. */
  OTHER(Family.OTHER);

  private enum Family {
    STRING,
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    IP,
    OBJECT,
    RANGE,
    OTHER
  }

  private static final Map<String, FieldType> OTHER_SPELLINGS = otherSpellings();

  private final Family family;

  FieldType(Family family) {
    this.family = family;
  }

  /** The type that Elasticsearch spells so, if it exists and is known here. */
  public static Optional<FieldType> of(String spelling) {
    FieldType other = OTHER_SPELLINGS.get(spelling);
    return other != null
        ? Optional.of(other)
        : Arrays.stream(values()).filter(type -> type.spelling().equals(spelling)).findFirst();
  }

  /** Every spelling that {@link #of} knows, sorted. */
  public static NavigableSet<String> spellings() {
    NavigableSet<String> all = new TreeSet<>(OTHER_SPELLINGS.keySet());
    Arrays.stream(values()).map(FieldType::spelling).forEach(all::add);
    return Collections.unmodifiableNavigableSet(all);
  }

  /** Types that are handled as another one, and those that queries of rules cannot test. */
  private static Map<String, FieldType> otherSpellings() {
    Map<String, FieldType> other = new HashMap<>();
    other.put("annotated_text", TEXT);
    other.put("search_as_you_type", TEXT);
    other.put("counted_keyword", KEYWORD);
    other.put("token_count", INTEGER);
    other.put("passthrough", OBJECT);
    for (String spelling :
        List.of(
            "aggregate_metric_double",
            "binary",
            "completion",
            "dense_vector",
            "geo_shape",
            "histogram",
            "join",
            "percolator",
            "point",
            "rank_feature",
            "rank_features",
            "semantic_text",
            "shape",
            "sparse_vector")) {
      other.put(spelling, OTHER);
    }
    return Map.copyOf(other);
  }

  /**
   * As Elasticsearch spells it; {@link #LOWERCASE_KEYWORD} and {@link #SCRIPT_TEXT}, which it
   * spells with a normalizer and an analyzer, have words of our own.
   */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values are exact strings. */
  public boolean isString() {
    return family == Family.STRING;
  }

  /** Whether values are analysed into words. */
  public boolean isText() {
    return family == Family.TEXT;
  }

  /** Whether values are numbers. */
  public boolean isNumber() {
    return isInteger() || isDecimal();
  }

  /** Whether values are whole numbers. */
  public boolean isInteger() {
    return family == Family.INTEGER;
  }

  /** Whether values are numbers with fractions. */
  public boolean isDecimal() {
    return family == Family.DECIMAL;
  }

  /** Whether values are instants. */
  public boolean isDate() {
    return family == Family.DATE;
  }

  /** Whether values are ranges. */
  public boolean isRange() {
    return family == Family.RANGE;
  }

  /** Whether values are such that no query of a rule can test them. */
  public boolean isUntestable() {
    return family == Family.OTHER;
  }

  /** Whether it holds fields rather than values. */
  public boolean isObject() {
    return family == Family.OBJECT;
  }

  @Override
  public String toString() {
    return spelling();
  }
}
