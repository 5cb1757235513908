// Generated from rules/rows.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.number.NumberRange;
import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.DissectPattern;
import dev.sigrun.runtime.row.GrokPattern;
import dev.sigrun.runtime.row.JavaPattern;
import dev.sigrun.runtime.row.RowBudget;
import dev.sigrun.runtime.row.RowConversions;
import dev.sigrun.runtime.row.RowDates;
import dev.sigrun.runtime.row.RowEncodings;
import dev.sigrun.runtime.row.RowLists;
import dev.sigrun.runtime.row.RowLogic;
import dev.sigrun.runtime.row.RowMath;
import dev.sigrun.runtime.row.RowNumbers;
import dev.sigrun.runtime.row.RowPoints;
import dev.sigrun.runtime.row.RowTexts;
import dev.sigrun.runtime.row.Span;
import dev.sigrun.runtime.rule.EventMatcher;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Rows.
 *
 * <pre>{@code
 * FROM logs-* METADATA _id, _index
 * | WHERE event.category == "process" AND process.pid > 100 AND process.name LIKE "p*"
 * | EVAL n = process.pid, d = TO_DOUBLE(process.pid), t = process.name, l = process.args, at = @timestamp
 * | EVAL nanos = TO_DATE_NANOS(at), p = TO_GEOPOINT(t), b = TO_BOOLEAN(t), ul = TO_UNSIGNED_LONG(t), v = TO_VERSION(t)
 * | EVAL a01 = n + 1, a02 = n - 1, a03 = n * 2, a04 = n / 3, a05 = n % 4, a06 = -n, a07 = ABS(n), a08 = CEIL(d),
 *   a09 = FLOOR(d), a10 = ROUND(d, 1), a11 = ROUND_TO(n, 1, 10, 100), a12 = at + 1 day, a13 = nanos - 1 hour
 * | EVAL m01 = ACOS(d), m02 = ASIN(d), m03 = ATAN(d), m04 = ATAN2(d, d), m05 = CBRT(d), m06 = COS(d), m07 = COSH(d),
 *   m08 = EXP(d), m09 = HYPOT(d, d), m10 = POW(d, 2), m11 = SIGNUM(d), m12 = SIN(d), m13 = SINH(d), m14 = TAN(d),
 *   m15 = TANH(d), m16 = TO_DEGREES(d), m17 = TO_RADIANS(d), m18 = LOG(d), m19 = LOG(2, d), m20 = LOG10(d),
 *   m21 = SQRT(d), m22 = COPY_SIGN(d, -1.0), m23 = SCALB(d, 2)
 * | EVAL s01 = BIT_LENGTH(t), s02 = BYTE_LENGTH(t), s03 = CONCAT(t, "x"), s04 = CONTAINS(t, "x"), s05 = ENDS_WITH(t, "x"),
 *   s06 = LEFT(t, 2), s07 = LENGTH(t), s08 = LOCATE(t, "x"), s09 = LTRIM(t), s10 = REPEAT(t, 2), s11 = REVERSE(t),
 *   s12 = RIGHT(t, 2), s13 = RTRIM(t), s14 = SPACE(2), s15 = SPLIT(t, ","), s16 = STARTS_WITH(t, "x"),
 *   s17 = SUBSTRING(t, 1, 2), s18 = TO_LOWER(t), s19 = TO_UPPER(t), s20 = TRIM(t), s21 = REPLACE(t, "a+", "b"),
 *   s22 = LOCATE(t, "x", 2)
 * | EVAL e01 = FROM_BASE64(t), e02 = HASH("sha256", t), e03 = JSON_EXTRACT(t, "$.a"), e04 = TO_BASE64(t),
 *   e05 = URL_DECODE(t), e06 = URL_ENCODE(t), e07 = URL_ENCODE_COMPONENT(t), e08 = MD5(t)
 * | EVAL v01 = COALESCE(t, "x"), v02 = GREATEST(n, 1), v03 = LEAST(n, 1), v04 = MV_APPEND(l, l), v05 = MV_AVG(n),
 *   v06 = MV_CONCAT(l, ","), v07 = MV_CONTAINS(l, l), v08 = MV_COUNT(l), v09 = MV_DEDUPE(l), v10 = MV_FIRST(l),
 *   v11 = MV_INTERSECTION(l, l), v12 = MV_INTERSECTS(l, l), v13 = MV_LAST(l), v14 = MV_MAX(l), v15 = MV_MEDIAN(n),
 *   v16 = MV_MIN(l), v17 = MV_SLICE(l, 0, 1), v18 = MV_SORT(l), v19 = MV_SUM(n), v20 = MV_UNION(l, l),
 *   v21 = MV_ZIP(l, l, "-")
 * | EVAL t01 = DATE_DIFF("day", at, NOW()), t02 = DATE_EXTRACT("hour_of_day", at), t03 = DATE_FORMAT("yyyy", at),
 *   t04 = DATE_PARSE("yyyy-MM-dd", t), t05 = DATE_TRUNC(1 day, at), t06 = DAY_NAME(at), t07 = MONTH_NAME(at),
 *   t08 = IP_PREFIX(source.ip, 24, 0), t09 = ST_DISTANCE(p, p), t10 = ST_X(p), t11 = ST_Y(p)
 * | EVAL c01 = TO_STRING(n), c02 = TO_STRING(at), c03 = TO_STRING(nanos), c04 = TO_INTEGER(t), c05 = TO_LONG(t),
 *   c06 = TO_DATETIME(t), c07 = TO_DATETIME(nanos), c08 = TO_DATE_NANOS(t), c09 = TO_IP(t), c10 = TO_STRING(b),
 *   c11 = CASE(n > 1, "a", n < 0, "b", "c")
 * | EVAL l01 = n > 1 AND d > 2, l02 = n > 1 OR d > 2, l03 = LENGTH(message)
 * | GROK t "%{WORD:g01} %{NUMBER:g02:int}"
 * | DISSECT t "%{d01} %{d02}"
 * | RENAME s18 AS lower
 * | WHERE (lower == "pwsh" OR n != 2 OR n <= 3 OR n >= 4 OR d < 5) AND NOT t RLIKE "b.*" AND t IN ("pwsh", "powershell", "c")
 * | WHERE CIDR_MATCH(source.ip, "10.0.0.0/8") OR source.ip == "192.0.2.1" OR t IS NULL OR b IS NOT NULL OR v > TO_VERSION("1.2")
 * | WHERE process.command_line : "secret" OR l == "x" OR at > NOW() - 1 hour OR ul == 5 OR n IN (1, 2, 3)
 * | MV_EXPAND l
 * | SORT t
 * | LIMIT 10
 * | KEEP _id, lower, l
 * }</pre>
 */
@GeneratedMatcher
public final class Rows implements EventMatcher {
  private static final NumberRange PROCESS_PID_RANGE = NumberRange.above(100);

  private static final Wildcards PROCESS_NAME_PATTERN = Wildcards.of("p*");

  private static final StringSet PROCESS_NAME = StringSet.ignoringCase("pwsh");

  private static final NumberRange PROCESS_PID_RANGE_2 = NumberRange.atMost(3);

  private static final NumberRange PROCESS_PID_RANGE_3 = NumberRange.atLeast(4);

  private static final NumberRange PROCESS_PID_RANGE_4 = NumberRange.atMost(5);

  private static final StringSet PROCESS_NAMES = StringSet.of("pwsh", "powershell", "c");

  private static final NumberRange PROCESS_PID_RANGE_5 = NumberRange.between(1, true, 1, true);

  private static final NumberRange PROCESS_PID_RANGE_6 = NumberRange.between(2, true, 2, true);

  private static final NumberRange PROCESS_PID_RANGE_7 = NumberRange.between(3, true, 3, true);

  private static final Span SPAN = new Span(0, 1, Duration.parse("PT0S"));

  private static final Span SPAN_2 = Span.of(Duration.parse("PT-1H"));

  private static final JavaPattern REPLACED = JavaPattern.of("a+");

  private static final GrokPattern GROK = GrokPattern.of("%{WORD:g01} %{NUMBER:g02:int}");

  private static final DissectPattern DISSECT = DissectPattern.of("%{d01} %{d02}", "");

  private static final Regex T_REGEX = Regex.of("b.*");

  private static final IpBlocks SOURCE_IP_BLOCK = IpBlocks.of("10.0.0.0/8");

  private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1").orElseThrow();

  private static final BigInteger NUMBER = new BigInteger("5");

  private final KeywordField dataStreamType;
  private final KeywordField dataStreamDataset;
  private final KeywordField kibanaAlertRuleUuid;
  private final KeywordField kibanaAlertRuleName;
  private final KeywordField eventCategory;
  private final NumberField processPid;
  private final KeywordField processName;
  private final KeywordField processCommandLine;
  private final KeywordField processArgs;
  private final DateField timestamp;
  private final IpField sourceIp;
  private final KeywordField message;

  /**
   * Registers the fields that it reads.
   */
  public Rows(Fields fields) {
    this.dataStreamType = fields.keyword("data_stream.type");
    this.dataStreamDataset = fields.keyword("data_stream.dataset");
    this.kibanaAlertRuleUuid = fields.keyword("kibana.alert.rule.uuid");
    this.kibanaAlertRuleName = fields.keyword("kibana.alert.rule.name");
    this.eventCategory = fields.keyword("event.category");
    this.processPid = fields.number("process.pid", NumberType.LONG);
    this.processName = fields.keyword("process.name");
    this.processCommandLine = fields.keyword("process.command_line");
    this.processArgs = fields.keyword("process.args");
    this.timestamp = fields.date("@timestamp");
    this.sourceIp = fields.ip("source.ip");
    this.message = fields.keyword("message");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return dataStreamTypeOrOthers(event)
        && eventCategory.is(event, "process")
        && processPid.inRange(event, PROCESS_PID_RANGE)
        && processName.matches(event, PROCESS_NAME_PATTERN)
        && processNameOrProcessPid(event)
        && processName.exists(event)
        && processName.isAnyOf(event, PROCESS_NAMES)
        && processCommandLineOrOthers(event)
        && hasRows(event);
  }

  /**
   * {@code FROM logs-* METADATA _id, _index}
   */
  private boolean dataStreamTypeOrOthers(Event event) {
    return dataStreamType.is(event, "logs")
        || !dataStreamType.exists(event)
        || !dataStreamDataset.exists(event)
        || kibanaAlertRuleUuid.exists(event)
        || kibanaAlertRuleName.exists(event);
  }

  /**
   * {@code lower == "pwsh" OR n != 2 OR n <= 3 OR n >= 4 OR d < 5}
   */
  private boolean processNameOrProcessPid(Event event) {
    return processName.isAnyOf(event, PROCESS_NAME)
        || processPid.exists(event)
        || processPid.inRange(event, PROCESS_PID_RANGE_2)
        || processPid.inRange(event, PROCESS_PID_RANGE_3)
        || processPid.inRange(event, PROCESS_PID_RANGE_4);
  }

  /**
   * {@code process.command_line : "secret" OR l == "x" OR at > NOW() - 1 hour OR ul == 5 OR n IN (1,
   * 2, 3)}
   */
  private boolean processCommandLineOrOthers(Event event) {
    return processCommandLine.is(event, "secret")
        || processArgs.is(event, "x")
        || timestamp.exists(event)
        || processName.exists(event)
        || processPid.inRange(event, PROCESS_PID_RANGE_5)
        || processPid.inRange(event, PROCESS_PID_RANGE_6)
        || processPid.inRange(event, PROCESS_PID_RANGE_7);
  }

  /**
   * {@code FROM logs-* METADATA _id, _index | WHERE event.category == "process" AND process.pid > 100
   * AND process.name LIKE "p*" | EVAL n = process.pid, d = TO_DOUBLE(process.pid), t =
   * process.name, l = process.…}
   */
  private boolean hasRows(Event event) {
    RowBudget.begin();
    return rows(new Row(event));
  }

  /**
   * {@code WHERE event.category == "process" AND process.pid > 100 AND process.name LIKE "p*"}
   */
  private boolean rows(Row row) {
    row.eventCategory = Cells.keywords(eventCategory.values(row.event));
    row.processPid = Cells.longs(processPid.values(row.event));
    row.processName = Cells.keywords(processName.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventCategory, "process"))
        && RowLogic.isTrue(RowLogic.less(100L, row.processPid))
        && RowLogic.isTrue(RowLogic.like(row.processName, PROCESS_NAME_PATTERN)))) {
      return false;
    }
    row.n = row.processPid;
    row.d = RowConversions.toDouble(row.processPid);
    row.t = row.processName;
    row.processArgs = Cells.keywords(processArgs.values(row.event));
    row.l = row.processArgs;
    row.timestamp = Cells.dates(timestamp.values(row.event));
    row.at = row.timestamp;
    row.nanos = RowConversions.dateToNanos(row.at);
    row.p = RowConversions.toGeoPoint(row.t);
    row.b = RowConversions.toBoolean(row.t);
    row.ul = RowConversions.toUnsignedLong(row.t);
    row.v = RowConversions.toVersion(row.t);
    row.a01 = RowNumbers.add(row.n, 1L);
    return rows2(row);
  }

  /**
   * {@code a02 = n - 1}
   */
  private boolean rows2(Row row) {
    row.a02 = RowNumbers.subtract(row.n, 1L);
    row.a03 = RowNumbers.multiply(row.n, 2L);
    row.a04 = RowNumbers.divide(row.n, 3L);
    row.a05 = RowNumbers.modulo(row.n, 4L);
    row.a06 = RowNumbers.negate(row.n);
    row.a07 = RowNumbers.abs(row.n);
    row.a08 = RowNumbers.ceil(row.d);
    row.a09 = RowNumbers.floor(row.d);
    row.a10 = RowNumbers.round(row.d, 1);
    row.a11 = RowNumbers.roundTo(row.n, 1L, 10L, 100L);
    row.a12 = RowDates.plus(row.at, SPAN);
    row.a13 = RowDates.plusNanos(row.nanos, SPAN_2);
    return rows3(row);
  }

  /**
   * {@code m01 = ACOS(d)}
   */
  private boolean rows3(Row row) {
    row.m01 = RowMath.apply(Math::acos, row.d);
    row.m02 = RowMath.apply(Math::asin, row.d);
    row.m03 = RowMath.apply(Math::atan, row.d);
    row.m04 = RowMath.apply(Math::atan2, row.d, row.d);
    row.m05 = RowMath.apply(Math::cbrt, row.d);
    row.m06 = RowMath.apply(Math::cos, row.d);
    row.m07 = RowMath.apply(Math::cosh, row.d);
    row.m08 = RowMath.apply(Math::exp, row.d);
    row.m09 = RowMath.apply(Math::hypot, row.d, row.d);
    row.m10 = RowMath.apply(Math::pow, row.d, 2.0);
    row.m11 = RowMath.apply(Math::signum, row.d);
    row.m12 = RowMath.apply(Math::sin, row.d);
    return rows4(row);
  }

  /**
   * {@code m13 = SINH(d)}
   */
  private boolean rows4(Row row) {
    row.m13 = RowMath.apply(Math::sinh, row.d);
    row.m14 = RowMath.apply(Math::tan, row.d);
    row.m15 = RowMath.apply(Math::tanh, row.d);
    row.m16 = RowMath.apply(Math::toDegrees, row.d);
    row.m17 = RowMath.apply(Math::toRadians, row.d);
    row.m18 = RowMath.apply(RowMath::log, row.d);
    row.m19 = RowMath.apply(RowMath::log, 2.0, row.d);
    row.m20 = RowMath.apply(RowMath::log10, row.d);
    row.m21 = RowMath.apply(RowMath::sqrt, row.d);
    row.m22 = RowMath.copySign(row.d, -1.0);
    row.m23 = RowMath.scalb(row.d, 2);
    row.s01 = RowTexts.bitLength(row.t);
    return rows5(row);
  }

  /**
   * {@code s02 = BYTE_LENGTH(t)}
   */
  private boolean rows5(Row row) {
    row.s02 = RowTexts.byteLength(row.t);
    row.s03 = RowTexts.concat(row.t, "x");
    row.s04 = RowTexts.contains(row.t, "x");
    row.s05 = RowTexts.endsWith(row.t, "x");
    row.s06 = RowTexts.left(row.t, 2);
    row.s07 = RowTexts.length(row.t);
    row.s08 = RowTexts.locate(row.t, "x");
    row.s09 = RowTexts.ltrim(row.t);
    row.s10 = RowTexts.repeat(row.t, 2);
    row.s11 = RowTexts.reverse(row.t);
    row.s12 = RowTexts.right(row.t, 2);
    row.s13 = RowTexts.rtrim(row.t);
    return rows6(row);
  }

  /**
   * {@code s14 = SPACE(2)}
   */
  private boolean rows6(Row row) {
    row.s14 = RowTexts.space(2);
    row.s15 = RowTexts.split(row.t, ",");
    row.s16 = RowTexts.startsWith(row.t, "x");
    row.s17 = RowTexts.substring(row.t, 1, 2);
    row.s18 = RowTexts.toLower(row.t);
    row.s19 = RowTexts.toUpper(row.t);
    row.s20 = RowTexts.trim(row.t);
    row.s21 = REPLACED.replace(row.t, "b");
    row.s22 = RowTexts.locate(row.t, "x", 2);
    row.e01 = RowEncodings.fromBase64(row.t);
    row.e02 = RowEncodings.hash("sha256", row.t);
    row.e03 = RowEncodings.jsonExtract(row.t, "$.a");
    return rows7(row);
  }

  /**
   * {@code e04 = TO_BASE64(t)}
   */
  private boolean rows7(Row row) {
    row.e04 = RowEncodings.toBase64(row.t);
    row.e05 = RowEncodings.urlDecode(row.t);
    row.e06 = RowEncodings.urlEncode(row.t);
    row.e07 = RowEncodings.urlEncodeComponent(row.t);
    row.e08 = RowEncodings.hash("MD5", row.t);
    row.v01 = RowLogic.coalesce(row.t, "x");
    row.v02 = RowLists.greatest(row.n, 1L);
    row.v03 = RowLists.least(row.n, 1L);
    row.v04 = RowLists.append(row.l, row.l);
    row.v05 = RowLists.avg(row.n);
    row.v06 = RowLists.concat(row.l, ",");
    row.v07 = RowLists.contains(row.l, row.l);
    return rows8(row);
  }

  /**
   * {@code v08 = MV_COUNT(l)}
   */
  private boolean rows8(Row row) {
    row.v08 = RowLists.count(row.l);
    row.v09 = RowLists.dedupe(row.l);
    row.v10 = RowLists.first(row.l);
    row.v11 = RowLists.intersection(row.l, row.l);
    row.v12 = RowLists.intersects(row.l, row.l);
    row.v13 = RowLists.last(row.l);
    row.v14 = RowLists.max(row.l);
    row.v15 = RowLists.median(row.n);
    row.v16 = RowLists.min(row.l);
    row.v17 = RowLists.slice(row.l, 0, 1);
    row.v18 = RowLists.sort(row.l);
    row.v19 = RowLists.sum(row.n);
    return rows9(row);
  }

  /**
   * {@code v20 = MV_UNION(l, l)}
   */
  private boolean rows9(Row row) {
    row.v20 = RowLists.union(row.l, row.l);
    row.v21 = RowLists.zip(row.l, row.l, "-");
    row.t01 = RowDates.diff("day", row.at, row.event.now());
    row.t02 = RowDates.extract("hour_of_day", row.at);
    row.t03 = RowDates.format("yyyy", row.at);
    row.t04 = RowDates.parse("yyyy-MM-dd", row.t);
    row.t05 = RowDates.trunc(SPAN, row.at);
    row.t06 = RowDates.dayName(row.at);
    row.t07 = RowDates.monthName(row.at);
    row.sourceIp = Cells.addresses(sourceIp.values(row.event));
    row.t08 = RowPoints.prefix(row.sourceIp, 24, 0);
    row.t09 = RowPoints.distance(row.p, row.p);
    row.t10 = RowPoints.longitude(row.p);
    return rows10(row);
  }

  /**
   * {@code t11 = ST_Y(p)}
   */
  private boolean rows10(Row row) {
    row.t11 = RowPoints.latitude(row.p);
    row.c01 = RowConversions.toText(row.n);
    row.c02 = RowConversions.dateToText(row.at);
    row.c03 = RowConversions.nanosToText(row.nanos);
    row.c04 = RowConversions.toInteger(row.t);
    row.c05 = RowConversions.toLong(row.t);
    row.c06 = RowConversions.toDate(row.t);
    row.c07 = RowConversions.nanosToDate(row.nanos);
    row.c08 = RowConversions.toNanos(row.t);
    row.c09 = RowConversions.toIp(row.t);
    row.c10 = RowConversions.toText(row.b);
    row.c11 = choice(row);
    return rows11(row);
  }

  /**
   * {@code CASE(n > 1, "a", n < 0, "b", "c")}
   */
  private Object choice(Row row) {
    if (RowLogic.isTrue(RowLogic.less(1L, row.n))) {
      return "a";
    }
    if (RowLogic.isTrue(RowLogic.less(row.n, 0L))) {
      return "b";
    }
    return "c";
  }

  /**
   * {@code l01 = n > 1 AND d > 2}
   */
  private boolean rows11(Row row) {
    row.l01 = RowLogic.and(RowLogic.less(1L, row.n), RowLogic.less(2.0, row.d));
    row.l02 = RowLogic.or(RowLogic.less(1L, row.n), RowLogic.less(2.0, row.d));
    row.message = Cells.texts(message.values(row.event));
    row.l03 = RowTexts.length(row.message);
    Object[] g01Parts = GROK.apply(row.t);
    row.g01 = g01Parts[0];
    row.g02 = g01Parts[1];
    Object[] d01Parts = DISSECT.apply(row.t);
    row.d01 = d01Parts[0];
    row.d02 = d01Parts[1];
    if (!((RowLogic.isTrue(RowLogic.equal(row.s18, "pwsh"))
        || RowLogic.isTrue(RowLogic.not(RowLogic.equal(row.n, 2L)))
        || RowLogic.isTrue(RowLogic.lessOrEqual(row.n, 3L))
        || RowLogic.isTrue(RowLogic.lessOrEqual(4L, row.n))
        || RowLogic.isTrue(RowLogic.less(row.d, 5.0)))
        && RowLogic.isTrue(RowLogic.not(RowLogic.like(row.t, T_REGEX)))
        && RowLogic.isTrue(RowLogic.in(row.t, PROCESS_NAMES)))) {
      return false;
    }
    if (!(RowLogic.isTrue(RowLogic.cidrMatch(row.sourceIp, SOURCE_IP_BLOCK))
        || RowLogic.isTrue(RowLogic.equal(row.sourceIp, ADDRESS))
        || row.t == null
        || row.b != null
        || RowLogic.isTrue(RowLogic.less(RowConversions.toVersion("1.2"), row.v)))) {
      return false;
    }
    if (!(processCommandLineMatches(row.event)
        || RowLogic.isTrue(RowLogic.equal(row.l, "x"))
        || RowLogic.isTrue(RowLogic.less(RowDates.plus(row.event.now(), SPAN_2), row.at))
        || RowLogic.isTrue(RowLogic.equal(row.ul, NUMBER))
        || RowLogic.isTrue(RowLogic.in(row.n, 1L, 2L, 3L)))) {
      return false;
    }
    return true;
  }

  /**
   * {@code process.command_line : "secret"}
   */
  private boolean processCommandLineMatches(Event event) {
    return processCommandLine.is(event, "secret");
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row {
    private final Event event;

    private Object eventCategory;

    private Object processPid;

    private Object processName;

    private Object n;

    private Object d;

    private Object t;

    private Object processArgs;

    private Object l;

    private Object timestamp;

    private Object at;

    private Object nanos;

    private Object p;

    private Object b;

    private Object ul;

    private Object v;

    private Object a01;

    private Object a02;

    private Object a03;

    private Object a04;

    private Object a05;

    private Object a06;

    private Object a07;

    private Object a08;

    private Object a09;

    private Object a10;

    private Object a11;

    private Object a12;

    private Object a13;

    private Object m01;

    private Object m02;

    private Object m03;

    private Object m04;

    private Object m05;

    private Object m06;

    private Object m07;

    private Object m08;

    private Object m09;

    private Object m10;

    private Object m11;

    private Object m12;

    private Object m13;

    private Object m14;

    private Object m15;

    private Object m16;

    private Object m17;

    private Object m18;

    private Object m19;

    private Object m20;

    private Object m21;

    private Object m22;

    private Object m23;

    private Object s01;

    private Object s02;

    private Object s03;

    private Object s04;

    private Object s05;

    private Object s06;

    private Object s07;

    private Object s08;

    private Object s09;

    private Object s10;

    private Object s11;

    private Object s12;

    private Object s13;

    private Object s14;

    private Object s15;

    private Object s16;

    private Object s17;

    private Object s18;

    private Object s19;

    private Object s20;

    private Object s21;

    private Object s22;

    private Object e01;

    private Object e02;

    private Object e03;

    private Object e04;

    private Object e05;

    private Object e06;

    private Object e07;

    private Object e08;

    private Object v01;

    private Object v02;

    private Object v03;

    private Object v04;

    private Object v05;

    private Object v06;

    private Object v07;

    private Object v08;

    private Object v09;

    private Object v10;

    private Object v11;

    private Object v12;

    private Object v13;

    private Object v14;

    private Object v15;

    private Object v16;

    private Object v17;

    private Object v18;

    private Object v19;

    private Object v20;

    private Object v21;

    private Object t01;

    private Object t02;

    private Object t03;

    private Object t04;

    private Object t05;

    private Object t06;

    private Object t07;

    private Object sourceIp;

    private Object t08;

    private Object t09;

    private Object t10;

    private Object t11;

    private Object c01;

    private Object c02;

    private Object c03;

    private Object c04;

    private Object c05;

    private Object c06;

    private Object c07;

    private Object c08;

    private Object c09;

    private Object c10;

    private Object c11;

    private Object l01;

    private Object l02;

    private Object message;

    private Object l03;

    private Object g01;

    private Object g02;

    private Object d01;

    private Object d02;

    Row(Event event) {
      this.event = event;
    }
  }
}
