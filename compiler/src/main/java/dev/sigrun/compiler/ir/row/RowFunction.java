package dev.sigrun.compiler.ir.row;

import static dev.sigrun.compiler.ir.row.Parameter.ANY;
import static dev.sigrun.compiler.ir.row.Parameter.DATE;
import static dev.sigrun.compiler.ir.row.Parameter.DOUBLE;
import static dev.sigrun.compiler.ir.row.Parameter.IP;
import static dev.sigrun.compiler.ir.row.Parameter.NUMBER;
import static dev.sigrun.compiler.ir.row.Parameter.ORDERED;
import static dev.sigrun.compiler.ir.row.Parameter.PATTERN;
import static dev.sigrun.compiler.ir.row.Parameter.POINT;
import static dev.sigrun.compiler.ir.row.Parameter.SAME;
import static dev.sigrun.compiler.ir.row.Parameter.SAME_NUMBER;
import static dev.sigrun.compiler.ir.row.Parameter.SAME_ORDERED;
import static dev.sigrun.compiler.ir.row.Parameter.SPAN;
import static dev.sigrun.compiler.ir.row.Parameter.TEXT;
import static dev.sigrun.compiler.ir.row.Parameter.TIME;
import static dev.sigrun.compiler.ir.row.Signature.folds;
import static dev.sigrun.compiler.ir.row.Signature.takes;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A function of cells. This enum contains everything that front ends and back ends need to know
 * about a function except its code. The result of any function is null if it fails.
 */
public enum RowFunction {
  // Operators, which have no name.
  ADD(takes(SAME_NUMBER, SAME_NUMBER).givesShared(), Reads.VALUES, Makes.VALUE),
  SUBTRACT(takes(SAME_NUMBER, SAME_NUMBER).givesShared(), Reads.VALUES, Makes.VALUE),
  MULTIPLY(takes(SAME_NUMBER, SAME_NUMBER).givesShared(), Reads.VALUES, Makes.VALUE),
  DIVIDE(takes(SAME_NUMBER, SAME_NUMBER).givesShared(), Reads.VALUES, Makes.VALUE),
  MODULO(takes(SAME_NUMBER, SAME_NUMBER).givesShared(), Reads.VALUES, Makes.VALUE),
  NEGATE(takes(SAME_NUMBER).givesShared(), Reads.VALUES, Makes.VALUE),
  PLUS_SPAN(takes(TIME, SPAN).givesFirst(), Reads.VALUES, Makes.VALUE),
  /** A number and the width of buckets. */
  BUCKET(takes(DOUBLE, DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),

  ABS("ABS", takes(NUMBER).givesFirst(), Reads.VALUES, Makes.VALUE),
  ACOS("ACOS", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  ASIN("ASIN", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  ATAN("ATAN", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  ATAN2("ATAN2", takes(DOUBLE, DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  BIT_LENGTH("BIT_LENGTH", takes(TEXT).gives(RowType.INTEGER), Reads.VALUES, Makes.VALUE),
  BYTE_LENGTH("BYTE_LENGTH", takes(TEXT).gives(RowType.INTEGER), Reads.VALUES, Makes.VALUE),
  CBRT("CBRT", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  CEIL("CEIL", takes(NUMBER).givesFirst(), Reads.VALUES, Makes.VALUE),
  /** The first cell that is not null, be it a list. */
  COALESCE("COALESCE", folds(SAME).givesShared(), Reads.CELLS, Makes.LIST),
  CONCAT("CONCAT", folds(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  CONTAINS("CONTAINS", takes(TEXT, TEXT).gives(RowType.BOOLEAN), Reads.VALUES, Makes.VALUE),
  COPY_SIGN("COPY_SIGN", takes(NUMBER, NUMBER).givesFirst(), Reads.VALUES, Makes.VALUE),
  COS("COS", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  COSH("COSH", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  DATE_DIFF("DATE_DIFF", takes(TEXT, DATE, DATE).gives(RowType.INTEGER), Reads.VALUES, Makes.VALUE),
  DATE_EXTRACT("DATE_EXTRACT", takes(TEXT, DATE).gives(RowType.LONG), Reads.VALUES, Makes.VALUE),
  DATE_FORMAT(
      "DATE_FORMAT",
      takes(DATE).optionallyFirst(TEXT).gives(RowType.KEYWORD),
      Reads.VALUES,
      Makes.VALUE),
  DATE_PARSE(
      "DATE_PARSE", takes(TEXT).optionally(TEXT).gives(RowType.DATE), Reads.VALUES, Makes.VALUE),
  DATE_TRUNC("DATE_TRUNC", takes(SPAN, DATE).gives(RowType.DATE), Reads.VALUES, Makes.VALUE),
  DAY_NAME("DAY_NAME", takes(DATE).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  ENDS_WITH("ENDS_WITH", takes(TEXT, TEXT).gives(RowType.BOOLEAN), Reads.VALUES, Makes.VALUE),
  EXP("EXP", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  FLOOR("FLOOR", takes(NUMBER).givesFirst(), Reads.VALUES, Makes.VALUE),
  FROM_BASE64("FROM_BASE64", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  GREATEST("GREATEST", folds(SAME_ORDERED).givesShared(), Reads.LISTS, Makes.VALUE),
  HASH("HASH", takes(TEXT, TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  HYPOT("HYPOT", takes(DOUBLE, DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  IP_PREFIX("IP_PREFIX", takes(IP, NUMBER, NUMBER).gives(RowType.IP), Reads.VALUES, Makes.VALUE),
  JSON_EXTRACT("JSON_EXTRACT", takes(TEXT, TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  LEAST("LEAST", folds(SAME_ORDERED).givesShared(), Reads.LISTS, Makes.VALUE),
  LEFT("LEFT", takes(TEXT, NUMBER).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  LENGTH("LENGTH", takes(TEXT).gives(RowType.INTEGER), Reads.VALUES, Makes.VALUE),
  LOCATE(
      "LOCATE",
      takes(TEXT, TEXT).optionally(NUMBER).gives(RowType.INTEGER),
      Reads.VALUES,
      Makes.VALUE),
  /** Of a number, or of a base and a number. */
  LOG("LOG", takes(DOUBLE).optionally(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  LOG10("LOG10", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  LTRIM("LTRIM", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  MONTH_NAME("MONTH_NAME", takes(DATE).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  MV_APPEND("MV_APPEND", takes(SAME, SAME).givesShared(), Reads.LISTS, Makes.LIST),
  MV_AVG("MV_AVG", takes(NUMBER).gives(RowType.DOUBLE), Reads.LISTS, Makes.VALUE),
  MV_CONCAT("MV_CONCAT", takes(TEXT, TEXT).gives(RowType.KEYWORD), Reads.LISTS, Makes.VALUE),
  MV_CONTAINS("MV_CONTAINS", takes(SAME, SAME).gives(RowType.BOOLEAN), Reads.CELLS, Makes.ONE),
  MV_COUNT("MV_COUNT", takes(ANY).gives(RowType.INTEGER), Reads.LISTS, Makes.VALUE),
  MV_DEDUPE("MV_DEDUPE", takes(ANY).givesFirst(), Reads.LISTS, Makes.LIST),
  MV_FIRST("MV_FIRST", takes(ANY).givesFirst(), Reads.LISTS, Makes.VALUE),
  MV_INTERSECTION("MV_INTERSECTION", takes(SAME, SAME).givesShared(), Reads.LISTS, Makes.LIST),
  MV_INTERSECTS("MV_INTERSECTS", takes(SAME, SAME).gives(RowType.BOOLEAN), Reads.CELLS, Makes.ONE),
  MV_LAST("MV_LAST", takes(ANY).givesFirst(), Reads.LISTS, Makes.VALUE),
  MV_MAX("MV_MAX", takes(ORDERED).givesFirst(), Reads.LISTS, Makes.VALUE),
  MV_MEDIAN("MV_MEDIAN", takes(NUMBER).givesFirst(), Reads.LISTS, Makes.VALUE),
  MV_MIN("MV_MIN", takes(ORDERED).givesFirst(), Reads.LISTS, Makes.VALUE),
  MV_SLICE("MV_SLICE", takes(ANY, NUMBER).optionally(NUMBER).givesFirst(), Reads.LISTS, Makes.LIST),
  MV_SORT("MV_SORT", takes(ORDERED).optionally(TEXT).givesFirst(), Reads.LISTS, Makes.LIST),
  MV_SUM("MV_SUM", takes(NUMBER).givesFirst(), Reads.LISTS, Makes.VALUE),
  MV_UNION("MV_UNION", takes(SAME, SAME).givesShared(), Reads.CELLS, Makes.LIST),
  MV_ZIP(
      "MV_ZIP", takes(TEXT, TEXT).optionally(TEXT).gives(RowType.KEYWORD), Reads.CELLS, Makes.LIST),
  /** The time at which the query is asked. */
  NOW("NOW", takes().gives(RowType.DATE), Reads.VALUES, Makes.ONE),
  POW("POW", takes(DOUBLE, DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  REPEAT("REPEAT", takes(TEXT, NUMBER).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  REPLACE("REPLACE", takes(TEXT, PATTERN, TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  REVERSE("REVERSE", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  RIGHT("RIGHT", takes(TEXT, NUMBER).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  ROUND("ROUND", takes(NUMBER).optionally(NUMBER).givesFirst(), Reads.VALUES, Makes.VALUE),
  ROUND_TO(
      "ROUND_TO",
      takes(SAME_ORDERED, SAME_ORDERED).repeated().givesShared(),
      Reads.VALUES,
      Makes.VALUE),
  RTRIM("RTRIM", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  SCALB("SCALB", takes(DOUBLE, NUMBER).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  SIGNUM("SIGNUM", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  SIN("SIN", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  SINH("SINH", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  SPACE("SPACE", takes(NUMBER).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  SPLIT("SPLIT", takes(TEXT, TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.LIST),
  SQRT("SQRT", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  ST_DISTANCE("ST_DISTANCE", takes(POINT, POINT).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  ST_X("ST_X", takes(POINT).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  ST_Y("ST_Y", takes(POINT).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  STARTS_WITH("STARTS_WITH", takes(TEXT, TEXT).gives(RowType.BOOLEAN), Reads.VALUES, Makes.VALUE),
  SUBSTRING(
      "SUBSTRING",
      takes(TEXT, NUMBER).optionally(NUMBER).gives(RowType.KEYWORD),
      Reads.VALUES,
      Makes.VALUE),
  TAN("TAN", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  TANH("TANH", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  TO_BASE64("TO_BASE64", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  TO_DEGREES("TO_DEGREES", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  TO_LOWER("TO_LOWER", takes(TEXT).gives(RowType.KEYWORD), Reads.LISTS, Makes.LIST),
  TO_RADIANS("TO_RADIANS", takes(DOUBLE).gives(RowType.DOUBLE), Reads.VALUES, Makes.VALUE),
  TO_UPPER("TO_UPPER", takes(TEXT).gives(RowType.KEYWORD), Reads.LISTS, Makes.LIST),
  TRIM("TRIM", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  URL_DECODE("URL_DECODE", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  URL_ENCODE("URL_ENCODE", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE),
  URL_ENCODE_COMPONENT(
      "URL_ENCODE_COMPONENT", takes(TEXT).gives(RowType.KEYWORD), Reads.VALUES, Makes.VALUE);

  private static final Map<String, RowFunction> BY_WORD =
      Arrays.stream(values())
          .filter(function -> function.word.isPresent())
          .collect(Collectors.toMap(function -> function.word.get(), Function.identity()));

  private final Optional<String> word;
  private final Signature signature;
  private final Reads reads;
  private final Makes makes;

  /** The arguments for which the result is not null from the outset. */
  private enum Reads {
    /** Single values: null or a list makes the result null. */
    VALUES,
    /** Values and lists: null makes the result null. */
    LISTS,
    /** Any cells, also those that are null. */
    CELLS
  }

  /** The cells that the result can be. */
  private enum Makes {
    /** Null or a single value. */
    VALUE,
    /** Null, a single value or a list. */
    LIST,
    /** A single value, never null. */
    ONE
  }

  RowFunction(Signature signature, Reads reads, Makes makes) {
    this(Optional.empty(), signature, reads, makes);
  }

  RowFunction(String word, Signature signature, Reads reads, Makes makes) {
    this(Optional.of(word), signature, reads, makes);
  }

  RowFunction(Optional<String> word, Signature signature, Reads reads, Makes makes) {
    this.word = word;
    this.signature = signature;
    this.reads = reads;
    this.makes = makes;
  }

  /** The function that ES|QL calls {@code word}, which is in upper case. */
  public static Optional<RowFunction> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** ES|QL's name for it; empty if it is an operator. */
  public Optional<String> word() {
    return word;
  }

  /** Its arguments and the type of its result. */
  public Signature signature() {
    return signature;
  }

  /** Whether a null argument makes the result null. */
  public boolean isStrict() {
    return reads != Reads.CELLS;
  }

  /** Whether it computes with lists; otherwise they make the result null. */
  public boolean takesLists() {
    return reads != Reads.VALUES;
  }

  /** Whether the result can have several values. */
  public boolean mayBeList() {
    return makes == Makes.LIST;
  }

  /** Whether the result is never null. */
  public boolean isNeverNull() {
    return makes == Makes.ONE;
  }
}
