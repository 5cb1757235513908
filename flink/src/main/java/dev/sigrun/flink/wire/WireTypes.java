package dev.sigrun.flink.wire;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.runtime.detector.Codec;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of all records, for streams and states. */
public final class WireTypes {
  /** Events with their places. */
  public static final TypeInformation<PlacedEvent> PLACED_EVENT =
      new WireInformation<>(WireFormat.PLACED_EVENT_V1);

  /** Alerts. */
  public static final TypeInformation<StreamAlert> ALERT =
      new WireInformation<>(WireFormat.ALERT_V1);

  /** Input that is not an event. */
  public static final TypeInformation<DeadLetter> DEAD_LETTER =
      new WireInformation<>(WireFormat.DEAD_LETTER_V1);

  /** Late events. */
  public static final TypeInformation<LateEvent> LATE_EVENT =
      new WireInformation<>(WireFormat.LATE_EVENT_V1);

  /** The keys of states. */
  public static final TypeInformation<CellKey> CELL_KEY =
      new WireInformation<>(WireFormat.CELL_KEY_V1);

  /** Events on their way to states. */
  public static final TypeInformation<Wanted> WANTED = new WireInformation<>(WireFormat.WANTED_V1);

  /** Detections on their way to groups. */
  public static final TypeInformation<Found> FOUND = new WireInformation<>(WireFormat.FOUND_V1);

  /** Events on their way to a timeline. */
  public static final TypeInformation<Dated> DATED = new WireInformation<>(WireFormat.DATED_V1);

  /** Clocks in checkpoints. */
  public static final TypeInformation<ClockEntry> CLOCK =
      new WireInformation<>(WireFormat.CLOCK_V1);

  /** Accepted announcements. */
  public static final TypeInformation<Announced> ANNOUNCED =
      new WireInformation<>(WireFormat.ANNOUNCED_V1);

  /** Events that wait for their turn, as they lie in a state. */
  public static final Codec<List<Wanted>> WAITING = WireCodecs.listOf(WireCodecs.WANTED);

  /** Detections that wait for their turn, as they lie in a state. */
  public static final Codec<List<Found>> WAITING_FOUND = WireCodecs.listOf(WireCodecs.FOUND);

  private WireTypes() {}
}
