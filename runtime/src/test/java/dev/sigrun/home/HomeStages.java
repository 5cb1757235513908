package dev.sigrun.home;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.detector.aggregate.Group;
import dev.sigrun.runtime.detector.aggregate.StagedDetector;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowMaker;
import dev.sigrun.runtime.row.RowSink;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules over all rows of a window, stage by stage. */
final class HomeStages {
  private HomeStages() {}

  /**
   * Two rules: one about hosts, and one about events.
   *
   * @param hosts the events of the first one
   * @param events those of the second one
   */
  static List<Detector<?>> of(EventMatcher hosts, EventMatcher events, Fields fields) {
    return List.of(
        new StagedDetector(hosts, hosts(fields))
            .withTimestamp(fields.date("ingested"), fields.date("@timestamp")),
        new StagedDetector(events, events(fields)));
  }

  private static RowMaker<Event> rows(Fields fields) {
    KeywordField host = fields.keyword("host");
    KeywordField target = fields.keyword("target");
    return (event, sink) ->
        sink.row(
            new @Nullable Object[] {
              Cells.keywords(host.values(event)), Cells.keywords(target.values(event))
            });
  }

  /** Hosts whose targets are seen often, counted over all hosts. */
  private static AggregatePlan hosts(Fields fields) {
    return AggregatePlan.of(rows(fields), HomeStages::frequent)
        .every(Duration.ofSeconds(3), Duration.ofSeconds(8))
        .keep(CellType.TEXT)
        .keep(CellType.TEXT)
        .joinBack(HomeStages::byTarget, HomeStages::count, CellType.TEXT)
        .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
        .groupAgain(HomeStages::byHost, CellType.TEXT)
        .aggregate(Aggregate.Function.MAX, CellType.LONG)
        .column("host", CellType.TEXT)
        .column("most", CellType.LONG)
        .build();
  }

  /** Events whose target no other event of the window has. */
  private static AggregatePlan events(Fields fields) {
    return AggregatePlan.of(rows(fields), HomeStages::rare)
        .every(Duration.ofSeconds(4), Duration.ofSeconds(10))
        .keep(CellType.TEXT)
        .keep(CellType.TEXT)
        .joinBack(HomeStages::byTarget, HomeStages::count, CellType.TEXT)
        .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
        .build();
  }

  private static void byTarget(Group row, RowSink sink) {
    sink.row(new @Nullable Object[] {row.cell(1), true, row.cell(0)});
  }

  private static void count(Group group, RowSink sink) {
    sink.row(new @Nullable Object[] {group.aggregate(0)});
  }

  private static void byHost(Group row, RowSink sink) {
    sink.row(new @Nullable Object[] {row.cell(0), row.cell(1)});
  }

  private static void frequent(Group row, RowSink sink) {
    if (row.cell(1) instanceof Long most && most >= 2) {
      sink.row(new @Nullable Object[] {row.cell(0), most});
    }
  }

  private static void rare(Group row, RowSink sink) {
    if (row.cell(1) instanceof Long count && count == 1) {
      sink.row(new @Nullable Object[0]);
    }
  }
}
