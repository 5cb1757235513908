package dev.sigrun.flink;

import dev.sigrun.flink.record.PlacedEvent;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How far a source has read, by the times at which events were written to their topic. Times of
 * events are none of its business: the timelines of the rules have clocks of their own, for each
 * partition. Flink runs one generator for each partition, holds the subtask's watermark back until
 * each partition has one, and may pause partitions that are read faster than others.
 */
final class SourceProgress implements WatermarkStrategy<PlacedEvent> {
  private static final long serialVersionUID = 1L;

  @Override
  public WatermarkGenerator<PlacedEvent> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator();
  }

  @Override
  public TimestampAssigner<PlacedEvent> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (event, recorded) -> event.recordedAt();
  }

  /** The progress of one partition. */
  private static final class Generator implements WatermarkGenerator<PlacedEvent> {
    /** How far times advance between two watermarks, in milliseconds. */
    private static final long STEP = 1_000;

    private long last = Long.MIN_VALUE;

    @Override
    public void onEvent(PlacedEvent event, long recordedAt, WatermarkOutput output) {
      if (last != Long.MIN_VALUE && recordedAt < last + STEP) {
        return;
      }
      // A producer whose clock is wrong must not stop its partition until then.
      long time = Math.max(0, Math.min(recordedAt, System.currentTimeMillis()));
      if (last == Long.MIN_VALUE || time >= last + STEP) {
        last = time;
        output.emitWatermark(new Watermark(time));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Nothing is known when nothing is read.
    }
  }
}
