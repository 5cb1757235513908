package dev.sigrun.flink.wire;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.runtime.detector.Codec;

/**
 * The kinds of records, by the names under which savepoints know them: a constant keeps its name
 * and its bytes; another form of the bytes is another constant.
 */
enum WireFormat {
  PLACED_EVENT_V1(PlacedEvent.class, WireCodecs.PLACED_EVENT),
  ALERT_V1(StreamAlert.class, WireCodecs.ALERT),
  DEAD_LETTER_V1(DeadLetter.class, WireCodecs.DEAD_LETTER),
  LATE_EVENT_V1(LateEvent.class, WireCodecs.LATE_EVENT),
  CELL_KEY_V1(CellKey.class, WireCodecs.CELL_KEY),
  WANTED_V1(Wanted.class, WireCodecs.WANTED),
  FOUND_V1(Found.class, WireCodecs.FOUND),
  DATED_V1(Dated.class, WireCodecs.DATED),
  CLOCK_V1(ClockEntry.class, WireCodecs.CLOCK),
  ANNOUNCED_V1(Announced.class, WireCodecs.ANNOUNCED);

  private final Class<?> type;
  private final Codec<?> codec;

  <T> WireFormat(Class<T> type, Codec<T> codec) {
    this.type = type;
    this.codec = codec;
  }

  Class<?> type() {
    return type;
  }

  Codec<?> codec() {
    return codec;
  }
}
