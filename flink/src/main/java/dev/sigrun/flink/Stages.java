package dev.sigrun.flink;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.stage.CellFunction;
import dev.sigrun.flink.stage.GroupFunction;
import dev.sigrun.flink.stage.MatchFunction;
import dev.sigrun.flink.stage.Outputs;
import dev.sigrun.flink.stage.TimeSettings;
import dev.sigrun.flink.stage.TimelineOperator;
import dev.sigrun.flink.stage.VersionedCellFunction;
import dev.sigrun.flink.stage.VersionedGroupFunction;
import dev.sigrun.flink.stage.VersionedMatchFunction;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.Wanted;
import dev.sigrun.flink.wire.WireTypes;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Adds the stages to a job, in their form for rules that stay as they are or in that for rules that
 * change.
 *
 * @param name the beginning of the names and ids of operators
 * @param rules that the job starts with
 * @param announced what is announced and can be done, if the rules can change
 */
record Stages(
    String name,
    RulesLocation rules,
    TimeSettings settings,
    Optional<SingleOutputStreamOperator<Announced>> announced) {

  private SingleOutputStreamOperator<StreamAlert> named(
      SingleOutputStreamOperator<StreamAlert> operator, String stage) {
    return operator.name(name + stage).uid(name + stage);
  }

  /** Announcements that are refused, if there can be any. */
  Optional<DataStream<DeadLetter>> refused() {
    return announced.map(each -> each.getSideOutput(Outputs.DEAD_LETTERS));
  }

  /** The stage that judges each event alone. */
  SingleOutputStreamOperator<StreamAlert> match(DataStream<PlacedEvent> events) {
    return named(
        announced.isEmpty()
            ? events.process(new MatchFunction(rules), WireTypes.ALERT)
            : events
                .connect(
                    announced.get().getSideOutput(Outputs.IN_FORCE).broadcast(Outputs.ANNOUNCED))
                .process(new VersionedMatchFunction(rules, settings), WireTypes.ALERT),
        "-match");
  }

  /**
   * The stages of one timeline.
   *
   * @param late where to add their late events
   */
  DataStream<StreamAlert> lane(
      String timeline,
      SingleOutputStreamOperator<StreamAlert> matched,
      List<DataStream<LateEvent>> late) {
    SingleOutputStreamOperator<Wanted> timed =
        matched
            .getSideOutput(Outputs.DATED)
            .transform(
                name + "-time-" + timeline,
                WireTypes.WANTED,
                new TimelineOperator(timeline, settings))
            .uid(name + "-time-" + timeline);
    SingleOutputStreamOperator<StreamAlert> cells =
        named(cells(timeline, timed.keyBy(Wanted::cell, WireTypes.CELL_KEY)), "-cells-" + timeline);
    DataStream<Found> found =
        timed.getSideOutput(Outputs.FOUND).union(cells.getSideOutput(Outputs.FOUND));
    SingleOutputStreamOperator<StreamAlert> groups =
        named(groups(found.keyBy(Found::group, WireTypes.CELL_KEY)), "-groups-" + timeline);
    late.add(timed.getSideOutput(Outputs.LATE));
    late.add(cells.getSideOutput(Outputs.LATE));
    return cells.union(groups);
  }

  /** To stages with states, a version comes when it is announced and when it comes into force. */
  private static BroadcastStream<Announced> knownAndInForce(
      SingleOutputStreamOperator<Announced> announced) {
    return announced.union(announced.getSideOutput(Outputs.IN_FORCE)).broadcast(Outputs.ANNOUNCED);
  }

  private SingleOutputStreamOperator<StreamAlert> cells(
      String timeline, KeyedStream<Wanted, CellKey> wanted) {
    return announced.isEmpty()
        ? wanted.process(new CellFunction(timeline, rules), WireTypes.ALERT)
        : wanted
            .connect(knownAndInForce(announced.get()))
            .process(new VersionedCellFunction(timeline, rules), WireTypes.ALERT);
  }

  private SingleOutputStreamOperator<StreamAlert> groups(KeyedStream<Found, CellKey> found) {
    return announced.isEmpty()
        ? found.process(new GroupFunction(rules, settings), WireTypes.ALERT)
        : found
            .connect(knownAndInForce(announced.get()))
            .process(new VersionedGroupFunction(rules, settings), WireTypes.ALERT);
  }
}
