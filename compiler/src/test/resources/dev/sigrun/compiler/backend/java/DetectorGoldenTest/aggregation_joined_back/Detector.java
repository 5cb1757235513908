// Generated from rules/aggregation_joined_back.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.detector.aggregate.Group;
import dev.sigrun.runtime.detector.aggregate.StagedDetector;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowBudget;
import dev.sigrun.runtime.row.RowLogic;
import dev.sigrun.runtime.row.RowNumbers;
import dev.sigrun.runtime.row.RowSink;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Rare rules on one host.
 *
 * <pre>{@code
 * FROM logs-*
 * | WHERE event.code == "behavior"
 * | INLINE STATS hosts = COUNT_DISTINCT(host.id), mean = ROUND(AVG(event.risk_score), 1) BY rule.name
 * | WHERE hosts == 1 AND mean > 20
 * | STATS Esql.rules = COUNT_DISTINCT(rule.name) BY host.id
 * | WHERE Esql.rules >= 2
 * }</pre>
 */
@GeneratedMatcher
public final class AggregationJoinedBack implements EventMatcher {
  private final KeywordField dataStreamType;
  private final KeywordField dataStreamDataset;
  private final KeywordField kibanaAlertRuleUuid;
  private final KeywordField kibanaAlertRuleName;
  private final KeywordField eventCode;
  private final KeywordField ruleName;
  private final KeywordField hostId;
  private final NumberField eventRiskScore;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public AggregationJoinedBack(Fields fields) {
    this.dataStreamType = fields.keyword("data_stream.type");
    this.dataStreamDataset = fields.keyword("data_stream.dataset");
    this.kibanaAlertRuleUuid = fields.keyword("kibana.alert.rule.uuid");
    this.kibanaAlertRuleName = fields.keyword("kibana.alert.rule.name");
    this.eventCode = fields.keyword("event.code");
    this.ruleName = fields.keyword("rule.name");
    this.hostId = fields.keyword("host.id");
    this.eventRiskScore = fields.number("event.risk_score", NumberType.FLOAT);
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return dataStreamTypeOrOthers(event)
        && eventCode.is(event, "behavior")
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
   * {@code FROM logs-* | WHERE event.code == "behavior" | INLINE STATS hosts =
   * COUNT_DISTINCT(host.id), mean = ROUND(AVG(event.risk_score), 1) BY rule.name | WHERE hosts
   * == 1 AND mean > 20 | STATS Esql.rules = C…}
   */
  private boolean hasRows(Event event) {
    RowBudget.begin();
    return rows(new Row(event));
  }

  /**
   * {@code WHERE event.code == "behavior"}
   */
  private boolean rows(Row row) {
    row.eventCode = Cells.keywords(eventCode.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventCode, "behavior")))) {
      return false;
    }
    return true;
  }

  /**
   * Aggregates events.
   */
  public StagedDetector detector() {
    return new StagedDetector(
        this,
        AggregatePlan.of(this::rows2, this::stage)
            .every(Duration.ofMinutes(10), Duration.ofHours(1))
            .keep(CellType.TEXT)
            .keep(CellType.TEXT)
            .keep(CellType.DOUBLE)
            .joinBack(this::stage2, this::results, CellType.TEXT)
            .aggregate(Aggregate.Function.COUNT_DISTINCT, CellType.TEXT)
            .aggregate(Aggregate.Function.AVG, CellType.DOUBLE)
            .groupAgain(this::stage3, CellType.TEXT)
            .aggregate(Aggregate.Function.COUNT_DISTINCT, CellType.TEXT)
            .column("Esql.rules", CellType.LONG)
            .column("host.id", CellType.TEXT)
            .build())
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("7d17a28c37525258fa62661cf47ae439");
  }

  /**
   * {@code INLINE STATS hosts = COUNT_DISTINCT(host.id), mean = ROUND(AVG(event.risk_score), 1) BY
   * rule.name}
   */
  private void rows2(Event event, RowSink sink) {
    RowBudget.begin();
    rows3(new Row2(event, sink));
  }

  /**
   * {@code WHERE event.code == "behavior"}
   */
  private boolean rows3(Row2 row) {
    row.eventCode = Cells.keywords(eventCode.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventCode, "behavior")))) {
      return false;
    }
    row.ruleName = Cells.keywords(ruleName.values(row.event));
    row.hostId = Cells.keywords(hostId.values(row.event));
    row.eventRiskScore = Cells.doubles(eventRiskScore.values(row.event));
    row.sink.row(new Object[] {row.ruleName, row.hostId, row.eventRiskScore});
    return false;
  }

  /**
   * {@code What becomes of a row.}
   */
  private void stage(Group group, RowSink sink) {
    RowBudget.begin();
    rows4(new Row3(group, sink));
  }

  /**
   * {@code WHERE Esql.rules >= 2}
   */
  private boolean rows4(Row3 row) {
    row.cOUNTDISTINCTRuleName = row.group.cell(1);
    if (!(RowLogic.isTrue(RowLogic.lessOrEqual(2L, row.cOUNTDISTINCTRuleName)))) {
      return false;
    }
    row.hostId = row.group.cell(0);
    row.sink.row(new Object[] {row.cOUNTDISTINCTRuleName, row.hostId});
    return false;
  }

  /**
   * {@code INLINE STATS hosts = COUNT_DISTINCT(host.id), mean = ROUND(AVG(event.risk_score), 1) BY
   * rule.name}
   */
  private void stage2(Group group, RowSink sink) {
    RowBudget.begin();
    rows5(new Row4(group, sink));
  }

  /**
   * {@code rule.name}
   */
  private boolean rows5(Row4 row) {
    row.ruleName = row.group.cell(0);
    row.ruleName2 = row.ruleName;
    row.hostId = row.group.cell(1);
    row.cOUNTDISTINCTHostId = row.hostId;
    row.eventRiskScore = row.group.cell(2);
    row.aVGEventRiskScore = row.eventRiskScore;
    row.sink.row(new Object[] {row.ruleName2, row.cOUNTDISTINCTHostId, row.aVGEventRiskScore,
        row.hostId, row.ruleName2});
    return false;
  }

  /**
   * {@code What a group adds to its rows.}
   */
  private void results(Group group, RowSink sink) {
    RowBudget.begin();
    rows6(new Row5(group, sink));
  }

  /**
   * {@code mean = ROUND(AVG(event.risk_score), 1)}
   */
  private boolean rows6(Row5 row) {
    row.aVGEventRiskScore = row.group.aggregate(1);
    row.mean = RowNumbers.round(row.aVGEventRiskScore, 1);
    row.cOUNTDISTINCTHostId = row.group.aggregate(0);
    row.sink.row(new Object[] {row.cOUNTDISTINCTHostId, row.mean});
    return false;
  }

  /**
   * {@code STATS Esql.rules = COUNT_DISTINCT(rule.name) BY host.id}
   */
  private void stage3(Group group, RowSink sink) {
    RowBudget.begin();
    rows7(new Row6(group, sink));
  }

  /**
   * {@code WHERE hosts == 1 AND mean > 20}
   */
  private boolean rows7(Row6 row) {
    row.cOUNTDISTINCTHostId = row.group.cell(2);
    row.mean = row.group.cell(3);
    if (!(RowLogic.isTrue(RowLogic.equal(row.cOUNTDISTINCTHostId, 1L))
        && RowLogic.isTrue(RowLogic.less(20.0, row.mean)))) {
      return false;
    }
    row.hostId = row.group.cell(0);
    row.hostId2 = row.hostId;
    row.ruleName2 = row.group.cell(1);
    row.cOUNTDISTINCTRuleName = row.ruleName2;
    row.sink.row(new Object[] {row.hostId2, row.cOUNTDISTINCTRuleName});
    return false;
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row {
    private final Event event;

    private Object eventCode;

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

    private Object eventCode;

    private Object ruleName;

    private Object hostId;

    private Object eventRiskScore;

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

    private Object cOUNTDISTINCTRuleName;

    private Object hostId;

    Row3(Group group, RowSink sink) {
      this.group = group;
      this.sink = sink;
    }
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row4 {
    private final Group group;
    private final RowSink sink;

    private Object ruleName;

    private Object ruleName2;

    private Object hostId;

    private Object cOUNTDISTINCTHostId;

    private Object eventRiskScore;

    private Object aVGEventRiskScore;

    Row4(Group group, RowSink sink) {
      this.group = group;
      this.sink = sink;
    }
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row5 {
    private final Group group;
    private final RowSink sink;

    private Object aVGEventRiskScore;

    private Object mean;

    private Object cOUNTDISTINCTHostId;

    Row5(Group group, RowSink sink) {
      this.group = group;
      this.sink = sink;
    }
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row6 {
    private final Group group;
    private final RowSink sink;

    private Object cOUNTDISTINCTHostId;

    private Object mean;

    private Object hostId;

    private Object hostId2;

    private Object ruleName2;

    private Object cOUNTDISTINCTRuleName;

    Row6(Group group, RowSink sink) {
      this.group = group;
      this.sink = sink;
    }
  }
}
