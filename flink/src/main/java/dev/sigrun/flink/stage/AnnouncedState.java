package dev.sigrun.flink.stage;

import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The announcements that a subtask knows, as a checkpoint holds them. A subtask whose time is
 * further than that of others has dropped versions that they still need. With another parallelism,
 * Flink may give its state to any of them, so that each gets what all had together.
 *
 * @param own those of this subtask, by number
 * @param ofAll those of all subtasks
 * @param inForce up to which number versions are in force
 */
record AnnouncedState(
    BroadcastState<Long, Announced> own, ListState<Announced> ofAll, ListState<Long> inForce) {
  /** That of a checkpoint, or an empty one. */
  static AnnouncedState of(FunctionInitializationContext context) throws Exception {
    BroadcastState<Long, Announced> own =
        context.getOperatorStateStore().getBroadcastState(Outputs.ANNOUNCED);
    ListState<Announced> ofAll =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("announced-to-all-v1", WireTypes.ANNOUNCED));
    for (Announced each : ofAll.get()) {
      own.put(each.number(), each);
    }
    ListState<Long> inForce =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("in-force-v1", Types.LONG));
    return new AnnouncedState(own, ofAll, inForce);
  }

  /** Up to which number versions were in force; without a checkpoint, all are. */
  long inForceUpTo() throws Exception {
    long number = Long.MIN_VALUE;
    for (long each : inForce.get()) {
      number = Math.max(number, each);
    }
    return number == Long.MIN_VALUE ? Long.MAX_VALUE : number;
  }

  /**
   * Tells the other subtasks what this one knows.
   *
   * @param number up to which versions are in force
   */
  void share(long number) throws Exception {
    inForce.update(List.of(number));
    List<Announced> known = new ArrayList<>();
    for (Map.Entry<Long, Announced> each : own.immutableEntries()) {
      known.add(each.getValue());
    }
    ofAll.update(known);
  }
}
