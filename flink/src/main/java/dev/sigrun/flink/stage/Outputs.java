package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.Dated;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.WireTypes;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/** The side outputs through which stages are connected. */
public final class Outputs {
  /** Input that is not an event. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", WireTypes.DEAD_LETTER);

  /** Events that came too late for rules that wanted them. */
  public static final OutputTag<LateEvent> LATE = new OutputTag<>("late", WireTypes.LATE_EVENT);

  /** Detections on their way to groups. */
  public static final OutputTag<Found> FOUND = new OutputTag<>("found", WireTypes.FOUND);

  /** Announcements that all stages that keep states know. */
  public static final OutputTag<Announced> IN_FORCE =
      new OutputTag<>("in-force", WireTypes.ANNOUNCED);

  /** The announcements that a stage keeps, by number. */
  public static final MapStateDescriptor<Long, Announced> ANNOUNCED =
      new MapStateDescriptor<>("announced-v1", Types.LONG, WireTypes.ANNOUNCED);

  /** Events on their way to all timelines. */
  public static final OutputTag<Dated> DATED = new OutputTag<>("dated", WireTypes.DATED);

  private Outputs() {}
}
