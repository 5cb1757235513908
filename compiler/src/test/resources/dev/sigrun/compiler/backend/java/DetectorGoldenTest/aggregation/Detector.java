// Generated from rules/aggregation.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregateDetector;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.detector.aggregate.Group;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowBudget;
import dev.sigrun.runtime.row.RowConversions;
import dev.sigrun.runtime.row.RowDates;
import dev.sigrun.runtime.row.RowLogic;
import dev.sigrun.runtime.row.RowNumbers;
import dev.sigrun.runtime.row.RowSink;
import dev.sigrun.runtime.row.Span;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Many failures.
 *
 * <pre>{@code
 * FROM logs-*
 * | WHERE event.category == "authentication" AND event.outcome == "failure" AND source.ip IS NOT NULL AND @timestamp > NOW() - 2 hours
 * | MV_EXPAND user.name
 * | EVAL Esql.bucket = DATE_TRUNC(15 minutes, @timestamp)
 * | STATS
 *     Esql.count = COUNT(*),
 *     Esql.far = COUNT(*) WHERE NOT CIDR_MATCH(source.ip, "10.0.0.0/8"),
 *     Esql.users = COUNT_DISTINCT(user.name),
 *     Esql.hosts = VALUES(host.name),
 *     Esql.since = MIN(@timestamp),
 *     Esql.until = MAX(@timestamp),
 *     Esql.bytes = SUM(source.bytes),
 *     Esql.mean = ROUND(AVG(source.bytes), 2),
 *     Esql.ports = TOP(source.port, 3, "desc"),
 *     Esql.lowest = TOP(source.port, 2, "asc"),
 *     Esql.versions = VALUES(TO_VERSION(host.os.version)),
 *     Esql.most = MAX(TO_UNSIGNED_LONG(source.bytes)),
 *     Esql.exact = MIN(TO_DATE_NANOS(@timestamp)),
 *     Esql.internal = MAX(CIDR_MATCH(source.ip, "10.0.0.0/8")),
 *     Esql.type = MIN(TO_INTEGER(event.code)),
 *     Esql.tokens = SUM(gen_ai.usage.input_tokens),
 *     Esql.risk = MAX(event.risk_score),
 *     Esql.trusted = MIN(process.code_signature.trusted)
 *   BY source.ip, Esql.bucket
 * | EVAL Esql.minutes = DATE_DIFF("minute", Esql.since, NOW())
 * | WHERE Esql.count >= 10 AND Esql.users >= 3 AND Esql.minutes >= 30
 * | SORT Esql.count DESC
 * | KEEP Esql.*, source.ip
 * | LIMIT 50
 * }</pre>
 */
@GeneratedMatcher
public final class Aggregation implements EventMatcher {
  private static final Span SPAN = Span.of(Duration.parse("PT15M"));

  private static final IpBlocks SOURCE_IP_BLOCK = IpBlocks.of("10.0.0.0/8");

  private static final Span SPAN_2 = Span.of(Duration.parse("PT1H59M59.999S"));

  private final KeywordField dataStreamType;
  private final KeywordField dataStreamDataset;
  private final KeywordField kibanaAlertRuleUuid;
  private final KeywordField kibanaAlertRuleName;
  private final KeywordField eventCategory;
  private final KeywordField eventOutcome;
  private final IpField sourceIp;
  private final KeywordField userName;
  private final DateField timestamp;
  private final KeywordField hostName;
  private final NumberField sourceBytes;
  private final NumberField sourcePort;
  private final KeywordField hostOsVersion;
  private final KeywordField eventCode;
  private final NumberField genAiUsageInputTokens;
  private final NumberField eventRiskScore;
  private final BooleanField processCodeSignatureTrusted;
  private final DateField eventIngested;

  /**
   * Registers the fields that it reads.
   */
  public Aggregation(Fields fields) {
    this.dataStreamType = fields.keyword("data_stream.type");
    this.dataStreamDataset = fields.keyword("data_stream.dataset");
    this.kibanaAlertRuleUuid = fields.keyword("kibana.alert.rule.uuid");
    this.kibanaAlertRuleName = fields.keyword("kibana.alert.rule.name");
    this.eventCategory = fields.keyword("event.category");
    this.eventOutcome = fields.keyword("event.outcome");
    this.sourceIp = fields.ip("source.ip");
    this.userName = fields.keyword("user.name");
    this.timestamp = fields.date("@timestamp");
    this.hostName = fields.keyword("host.name");
    this.sourceBytes = fields.number("source.bytes", NumberType.LONG);
    this.sourcePort = fields.number("source.port", NumberType.LONG);
    this.hostOsVersion = fields.keyword("host.os.version");
    this.eventCode = fields.keyword("event.code");
    this.genAiUsageInputTokens = fields.number("gen_ai.usage.input_tokens", NumberType.INTEGER);
    this.eventRiskScore = fields.number("event.risk_score", NumberType.FLOAT);
    this.processCodeSignatureTrusted = fields.bool("process.code_signature.trusted");
    this.eventIngested = fields.date("event.ingested");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return dataStreamTypeOrOthers(event)
        && eventCategory.is(event, "authentication")
        && eventOutcome.is(event, "failure")
        && sourceIp.exists(event)
        && hasRows(event);
  }

  /**
   * {@code FROM logs-*}
   */
  private boolean dataStreamTypeOrOthers(Event event) {
    return dataStreamType.is(event, "logs")
        || !dataStreamType.exists(event)
        || !dataStreamDataset.exists(event)
        || kibanaAlertRuleUuid.exists(event)
        || kibanaAlertRuleName.exists(event);
  }

  /**
   * {@code FROM logs-* | WHERE event.category == "authentication" AND event.outcome == "failure" AND
   * source.ip IS NOT NULL AND @timestamp > NOW() - 2 hours | MV_EXPAND user.name | EVAL
   * Esql.bucket = DATE_TRUNC(1…}
   */
  private boolean hasRows(Event event) {
    RowBudget.begin();
    return rows(new Row(event));
  }

  /**
   * {@code WHERE event.category == "authentication" AND event.outcome == "failure" AND source.ip IS
   * NOT NULL AND @timestamp > NOW() - 2 hours}
   */
  private boolean rows(Row row) {
    row.eventCategory = Cells.keywords(eventCategory.values(row.event));
    row.eventOutcome = Cells.keywords(eventOutcome.values(row.event));
    row.sourceIp = Cells.addresses(sourceIp.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventCategory, "authentication"))
        && RowLogic.isTrue(RowLogic.equal(row.eventOutcome, "failure"))
        && row.sourceIp != null)) {
      return false;
    }
    return true;
  }

  /**
   * Aggregates events.
   */
  public AggregateDetector detector() {
    return new AggregateDetector(
        this,
        AggregatePlan.of(this::rows2, this::results)
            .every(Duration.ofMinutes(10), Duration.ofHours(1))
            .delayed(Duration.ofMinutes(1))
            .by(CellType.IP, sourceIp)
            .byComputed(CellType.DATE)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .aggregate(Aggregate.Function.COUNT_DISTINCT, CellType.TEXT)
            .aggregate(Aggregate.Function.VALUES, CellType.TEXT)
            .aggregate(Aggregate.Function.MIN, CellType.DATE)
            .aggregate(Aggregate.Function.MAX, CellType.DATE)
            .aggregate(Aggregate.Function.SUM, CellType.LONG)
            .aggregate(Aggregate.Function.AVG, CellType.LONG)
            .first(3, Aggregate.Function.TOP, CellType.LONG)
            .first(2, Aggregate.Function.BOTTOM, CellType.LONG)
            .aggregate(Aggregate.Function.VALUES, CellType.VERSION)
            .aggregate(Aggregate.Function.MAX, CellType.UNSIGNED_LONG)
            .aggregate(Aggregate.Function.MIN, CellType.DATE_NANOS)
            .aggregate(Aggregate.Function.MAX, CellType.BOOLEAN)
            .aggregate(Aggregate.Function.MIN, CellType.INTEGER)
            .aggregate(Aggregate.Function.SUM, CellType.INTEGER)
            .aggregate(Aggregate.Function.MAX, CellType.DOUBLE)
            .aggregate(Aggregate.Function.MIN, CellType.BOOLEAN)
            .atLeast(0, 10L)
            .atLeast(2, 3L)
            .column("Esql.count", CellType.LONG)
            .column("Esql.far", CellType.LONG)
            .column("Esql.users", CellType.LONG)
            .column("Esql.hosts", CellType.TEXT)
            .column("Esql.since", CellType.DATE)
            .column("Esql.until", CellType.DATE)
            .column("Esql.bytes", CellType.LONG)
            .column("Esql.mean", CellType.DOUBLE)
            .column("Esql.ports", CellType.LONG)
            .column("Esql.lowest", CellType.LONG)
            .column("Esql.versions", CellType.VERSION)
            .column("Esql.most", CellType.UNSIGNED_LONG)
            .column("Esql.exact", CellType.DATE_NANOS)
            .column("Esql.internal", CellType.BOOLEAN)
            .column("Esql.type", CellType.INTEGER)
            .column("Esql.tokens", CellType.LONG)
            .column("Esql.risk", CellType.DOUBLE)
            .column("Esql.trusted", CellType.BOOLEAN)
            .column("Esql.bucket", CellType.DATE)
            .column("Esql.minutes", CellType.INTEGER)
            .column("source.ip", CellType.IP)
            .endingRows()
            .askingForNow()
            .build())
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("aea4bdbd1311b8fff0dbe028f503fa41");
  }

  /**
   * {@code STATS Esql.count = COUNT(*), Esql.far = COUNT(*) WHERE NOT CIDR_MATCH(source.ip,
   * "10.0.0.0/8"), Esql.users = COUNT_DISTINCT(user.name), Esql.hosts = VALUES(host.name),
   * Esql.since = MIN(@timestamp), Es…}
   */
  private void rows2(Event event, RowSink sink) {
    RowBudget.begin();
    rows3(new Row2(event, sink));
  }

  /**
   * {@code WHERE event.category == "authentication" AND event.outcome == "failure" AND source.ip IS
   * NOT NULL AND @timestamp > NOW() - 2 hours}
   */
  private boolean rows3(Row2 row) {
    row.eventCategory = Cells.keywords(eventCategory.values(row.event));
    row.eventOutcome = Cells.keywords(eventOutcome.values(row.event));
    row.sourceIp = Cells.addresses(sourceIp.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventCategory, "authentication"))
        && RowLogic.isTrue(RowLogic.equal(row.eventOutcome, "failure"))
        && row.sourceIp != null)) {
      return false;
    }
    row.userName = Cells.keywords(userName.values(row.event));
    row.timestamp = Cells.dates(timestamp.values(row.event));
    row.hostName = Cells.keywords(hostName.values(row.event));
    row.sourceBytes = Cells.longs(sourceBytes.values(row.event));
    row.sourcePort = Cells.longs(sourcePort.values(row.event));
    row.hostOsVersion = Cells.keywords(hostOsVersion.values(row.event));
    row.eventCode = Cells.keywords(eventCode.values(row.event));
    row.genAiUsageInputTokens = Cells.integers(genAiUsageInputTokens.values(row.event));
    row.eventRiskScore = Cells.doubles(eventRiskScore.values(row.event));
    row.processCodeSignatureTrusted = Cells.booleans(processCodeSignatureTrusted.values(row.event));
    for (Object each : Cells.each(row.userName)) {
      RowBudget.spend(36);
      row.userName2 = each;
      if (rows4(row)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code Esql.bucket = DATE_TRUNC(15 minutes, @timestamp)}
   */
  private boolean rows4(Row2 row) {
    row.esqlBucket = RowDates.trunc(SPAN, row.timestamp);
    row.sourceIp2 = row.sourceIp;
    row.esqlBucket2 = row.esqlBucket;
    row.cOUNT = true;
    row.cOUNT2 = choice(row);
    row.cOUNTDISTINCTUserName = row.userName2;
    row.vALUESHostName = row.hostName;
    row.mINTimestamp = row.timestamp;
    row.mAXTimestamp = row.timestamp;
    row.sUMSourceBytes = row.sourceBytes;
    row.aVGSourceBytes = row.sourceBytes;
    row.tOPSourcePort3Desc = row.sourcePort;
    return rows5(row);
  }

  /**
   * {@code COUNT(*)}
   */
  private Object choice(Row2 row) {
    if (RowLogic.isTrue(RowLogic.not(RowLogic.cidrMatch(row.sourceIp, SOURCE_IP_BLOCK)))) {
      return true;
    }
    return null;
  }

  /**
   * {@code TOP(source.port, 2, "asc")}
   */
  private boolean rows5(Row2 row) {
    row.tOPSourcePort2Asc = row.sourcePort;
    row.vALUESTOVERSIONHostOsVersion = RowConversions.toVersion(row.hostOsVersion);
    row.mAXTOUNSIGNEDLONGSourceBytes = RowConversions.toUnsignedLong(row.sourceBytes);
    row.mINTODATENANOSTimestamp = RowConversions.dateToNanos(row.timestamp);
    row.mAXCIDRMATCHSourceIp100008 = RowLogic.cidrMatch(row.sourceIp, SOURCE_IP_BLOCK);
    row.mINTOINTEGEREventCode = RowConversions.toInteger(row.eventCode);
    row.sUMGenAiUsageInputTokens = row.genAiUsageInputTokens;
    row.mAXEventRiskScore = row.eventRiskScore;
    row.mINProcessCodeSignatureTrusted = row.processCodeSignatureTrusted;
    row.end = RowDates.plus(row.timestamp, SPAN_2);
    row.sink.row(new Object[] {row.sourceIp2, row.esqlBucket2, row.cOUNT, row.cOUNT2,
        row.cOUNTDISTINCTUserName, row.vALUESHostName, row.mINTimestamp, row.mAXTimestamp,
        row.sUMSourceBytes, row.aVGSourceBytes, row.tOPSourcePort3Desc, row.tOPSourcePort2Asc,
        row.vALUESTOVERSIONHostOsVersion, row.mAXTOUNSIGNEDLONGSourceBytes,
        row.mINTODATENANOSTimestamp, row.mAXCIDRMATCHSourceIp100008, row.mINTOINTEGEREventCode,
        row.sUMGenAiUsageInputTokens, row.mAXEventRiskScore, row.mINProcessCodeSignatureTrusted,
        row.end});
    return false;
  }

  /**
   * {@code What becomes of a group.}
   */
  private void results(Group group, RowSink sink) {
    RowBudget.begin();
    rows6(new Row3(group, sink));
  }

  /**
   * {@code Esql.mean = ROUND(AVG(source.bytes), 2)}
   */
  private boolean rows6(Row3 row) {
    row.aVGSourceBytes = row.group.aggregate(7);
    row.esqlMean = RowNumbers.round(row.aVGSourceBytes, 2);
    row.mINTimestamp = row.group.aggregate(4);
    row.esqlMinutes = RowDates.diff("minute", row.mINTimestamp, row.group.now());
    row.cOUNT = row.group.aggregate(0);
    row.cOUNTDISTINCTUserName = row.group.aggregate(2);
    if (!(RowLogic.isTrue(RowLogic.lessOrEqual(10L, row.cOUNT))
        && RowLogic.isTrue(RowLogic.lessOrEqual(3L, row.cOUNTDISTINCTUserName))
        && RowLogic.isTrue(RowLogic.lessOrEqual(30, row.esqlMinutes)))) {
      return false;
    }
    row.cOUNT2 = row.group.aggregate(1);
    row.vALUESHostName = row.group.aggregate(3);
    row.mAXTimestamp = row.group.aggregate(5);
    row.sUMSourceBytes = row.group.aggregate(6);
    row.tOPSourcePort3Desc = row.group.aggregate(8);
    row.tOPSourcePort2Asc = row.group.aggregate(9);
    row.vALUESTOVERSIONHostOsVersion = row.group.aggregate(10);
    row.mAXTOUNSIGNEDLONGSourceBytes = row.group.aggregate(11);
    row.mINTODATENANOSTimestamp = row.group.aggregate(12);
    row.mAXCIDRMATCHSourceIp100008 = row.group.aggregate(13);
    row.mINTOINTEGEREventCode = row.group.aggregate(14);
    row.sUMGenAiUsageInputTokens = row.group.aggregate(15);
    row.mAXEventRiskScore = row.group.aggregate(16);
    row.mINProcessCodeSignatureTrusted = row.group.aggregate(17);
    row.esqlBucket = row.group.key(1);
    row.sourceIp = row.group.key(0);
    row.sink.row(new Object[] {row.cOUNT, row.cOUNT2, row.cOUNTDISTINCTUserName, row.vALUESHostName,
        row.mINTimestamp, row.mAXTimestamp, row.sUMSourceBytes, row.esqlMean,
        row.tOPSourcePort3Desc, row.tOPSourcePort2Asc, row.vALUESTOVERSIONHostOsVersion,
        row.mAXTOUNSIGNEDLONGSourceBytes, row.mINTODATENANOSTimestamp,
        row.mAXCIDRMATCHSourceIp100008, row.mINTOINTEGEREventCode, row.sUMGenAiUsageInputTokens,
        row.mAXEventRiskScore, row.mINProcessCodeSignatureTrusted, row.esqlBucket, row.esqlMinutes,
        row.sourceIp});
    return false;
  }

  /**
   * Suppresses alerts of the same group.
   */
  public Suppressor suppressor() {
    return new Suppressor(
        "00000000-0000-4000-8000-000000000001",
        SuppressionPlan.groupedByWhole(Duration.ofHours(5), sourceIp))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("d0b287ec259ce77acc980fe4e2f12bd2");
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row {
    private final Event event;

    private Object eventCategory;

    private Object eventOutcome;

    private Object sourceIp;

    Row(Event event) {
      this.event = event;
    }
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row2 {
    private final Event event;
    private final RowSink sink;

    private Object eventCategory;

    private Object eventOutcome;

    private Object sourceIp;

    private Object userName;

    private Object timestamp;

    private Object hostName;

    private Object sourceBytes;

    private Object sourcePort;

    private Object hostOsVersion;

    private Object eventCode;

    private Object genAiUsageInputTokens;

    private Object eventRiskScore;

    private Object processCodeSignatureTrusted;

    private Object userName2;

    private Object esqlBucket;

    private Object sourceIp2;

    private Object esqlBucket2;

    private Object cOUNT;

    private Object cOUNT2;

    private Object cOUNTDISTINCTUserName;

    private Object vALUESHostName;

    private Object mINTimestamp;

    private Object mAXTimestamp;

    private Object sUMSourceBytes;

    private Object aVGSourceBytes;

    private Object tOPSourcePort3Desc;

    private Object tOPSourcePort2Asc;

    private Object vALUESTOVERSIONHostOsVersion;

    private Object mAXTOUNSIGNEDLONGSourceBytes;

    private Object mINTODATENANOSTimestamp;

    private Object mAXCIDRMATCHSourceIp100008;

    private Object mINTOINTEGEREventCode;

    private Object sUMGenAiUsageInputTokens;

    private Object mAXEventRiskScore;

    private Object mINProcessCodeSignatureTrusted;

    private Object end;

    Row2(Event event, RowSink sink) {
      this.event = event;
      this.sink = sink;
    }
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row3 {
    private final Group group;
    private final RowSink sink;

    private Object aVGSourceBytes;

    private Object esqlMean;

    private Object mINTimestamp;

    private Object esqlMinutes;

    private Object cOUNT;

    private Object cOUNTDISTINCTUserName;

    private Object cOUNT2;

    private Object vALUESHostName;

    private Object mAXTimestamp;

    private Object sUMSourceBytes;

    private Object tOPSourcePort3Desc;

    private Object tOPSourcePort2Asc;

    private Object vALUESTOVERSIONHostOsVersion;

    private Object mAXTOUNSIGNEDLONGSourceBytes;

    private Object mINTODATENANOSTimestamp;

    private Object mAXCIDRMATCHSourceIp100008;

    private Object mINTOINTEGEREventCode;

    private Object sUMGenAiUsageInputTokens;

    private Object mAXEventRiskScore;

    private Object mINProcessCodeSignatureTrusted;

    private Object esqlBucket;

    private Object sourceIp;

    Row3(Group group, RowSink sink) {
      this.group = group;
      this.sink = sink;
    }
  }
}
