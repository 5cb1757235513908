// Generated from rules/aggregation_of_groups.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregateDetector;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.detector.aggregate.Group;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowBudget;
import dev.sigrun.runtime.row.RowLogic;
import dev.sigrun.runtime.row.RowSink;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Many users with failures.
 *
 * <pre>{@code
 * FROM logs-*
 * | WHERE event.outcome == "failure" AND source.ip IS NOT NULL
 * | STATS Esql.count = COUNT(*) BY source.ip, user.name
 * | WHERE Esql.count >= 3
 * | STATS Esql.users = COUNT_DISTINCT(user.name), Esql.most = MAX(Esql.count) BY source.ip
 * | WHERE Esql.users >= 5
 * }</pre>
 */
@GeneratedMatcher
public final class AggregationOfGroups implements EventMatcher {
  private final KeywordField dataStreamType;
  private final KeywordField dataStreamDataset;
  private final KeywordField kibanaAlertRuleUuid;
  private final KeywordField kibanaAlertRuleName;
  private final KeywordField eventOutcome;
  private final IpField sourceIp;
  private final KeywordField userName;

  /**
   * Registers the fields that it reads.
   */
  public AggregationOfGroups(Fields fields) {
    this.dataStreamType = fields.keyword("data_stream.type");
    this.dataStreamDataset = fields.keyword("data_stream.dataset");
    this.kibanaAlertRuleUuid = fields.keyword("kibana.alert.rule.uuid");
    this.kibanaAlertRuleName = fields.keyword("kibana.alert.rule.name");
    this.eventOutcome = fields.keyword("event.outcome");
    this.sourceIp = fields.ip("source.ip");
    this.userName = fields.keyword("user.name");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return dataStreamTypeOrOthers(event)
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
   * {@code FROM logs-* | WHERE event.outcome == "failure" AND source.ip IS NOT NULL | STATS
   * Esql.count = COUNT(*) BY source.ip, user.name | WHERE Esql.count >= 3 | STATS Esql.users =
   * COUNT_DISTINCT(user.name), E…}
   */
  private boolean hasRows(Event event) {
    RowBudget.begin();
    return rows(new Row(event));
  }

  /**
   * {@code WHERE event.outcome == "failure" AND source.ip IS NOT NULL}
   */
  private boolean rows(Row row) {
    row.eventOutcome = Cells.keywords(eventOutcome.values(row.event));
    row.sourceIp = Cells.addresses(sourceIp.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventOutcome, "failure"))
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
            .by(CellType.IP, sourceIp)
            .by(CellType.TEXT, userName)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .regroup(this::results2, 0)
            .aggregate(Aggregate.Function.COUNT_DISTINCT, CellType.TEXT)
            .aggregate(Aggregate.Function.MAX, CellType.LONG)
            .column("Esql.users", CellType.LONG)
            .column("Esql.most", CellType.LONG)
            .column("source.ip", CellType.IP)
            .build())
        .withFingerprint("9a82e5c482388c7734d608ebdacdfee8");
  }

  /**
   * {@code STATS Esql.count = COUNT(*) BY source.ip, user.name}
   */
  private void rows2(Event event, RowSink sink) {
    RowBudget.begin();
    rows3(new Row2(event, sink));
  }

  /**
   * {@code WHERE event.outcome == "failure" AND source.ip IS NOT NULL}
   */
  private boolean rows3(Row2 row) {
    row.eventOutcome = Cells.keywords(eventOutcome.values(row.event));
    row.sourceIp = Cells.addresses(sourceIp.values(row.event));
    if (!(RowLogic.isTrue(RowLogic.equal(row.eventOutcome, "failure"))
        && row.sourceIp != null)) {
      return false;
    }
    row.sourceIp2 = row.sourceIp;
    row.userName = Cells.keywords(userName.values(row.event));
    row.userName2 = row.userName;
    row.cOUNT = true;
    row.sink.row(new Object[] {row.sourceIp2, row.userName2, row.cOUNT});
    return false;
  }

  /**
   * {@code What becomes of a group.}
   */
  private void results(Group group, RowSink sink) {
    RowBudget.begin();
    rows4(new Row3(group, sink));
  }

  /**
   * {@code WHERE Esql.users >= 5}
   */
  private boolean rows4(Row3 row) {
    row.cOUNTDISTINCTUserName = row.group.aggregate(0);
    if (!(RowLogic.isTrue(RowLogic.lessOrEqual(5L, row.cOUNTDISTINCTUserName)))) {
      return false;
    }
    row.mAXEsqlCount = row.group.aggregate(1);
    row.sourceIp = row.group.key(0);
    row.sink.row(new Object[] {row.cOUNTDISTINCTUserName, row.mAXEsqlCount, row.sourceIp});
    return false;
  }

  /**
   * {@code STATS Esql.users = COUNT_DISTINCT(user.name), Esql.most = MAX(Esql.count) BY source.ip}
   */
  private void results2(Group group, RowSink sink) {
    RowBudget.begin();
    rows5(new Row4(group, sink));
  }

  /**
   * {@code WHERE Esql.count >= 3}
   */
  private boolean rows5(Row4 row) {
    row.cOUNT = row.group.aggregate(0);
    if (!(RowLogic.isTrue(RowLogic.lessOrEqual(3L, row.cOUNT)))) {
      return false;
    }
    row.userName = row.group.key(1);
    row.cOUNTDISTINCTUserName = row.userName;
    row.mAXEsqlCount = row.cOUNT;
    row.sink.row(new Object[] {row.cOUNTDISTINCTUserName, row.mAXEsqlCount});
    return false;
  }

  /**
   * A row: a cell for each column, which is null, a value or a list.
   */
  private static final class Row {
    private final Event event;

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

    private Object eventOutcome;

    private Object sourceIp;

    private Object sourceIp2;

    private Object userName;

    private Object userName2;

    private Object cOUNT;

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

    private Object cOUNTDISTINCTUserName;

    private Object mAXEsqlCount;

    private Object sourceIp;

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

    private Object cOUNT;

    private Object userName;

    private Object cOUNTDISTINCTUserName;

    private Object mAXEsqlCount;

    Row4(Group group, RowSink sink) {
      this.group = group;
      this.sink = sink;
    }
  }
}
