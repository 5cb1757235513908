package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.json.JsonValues;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the inputs, states and detections of detectors as bytes: the form in which an
 * engine's snapshots contain them, and in which a stream processor can store them or send them from
 * one stage to the next.
 *
 * <p>{@link #cell} and {@link #DETECTION} begin with a version, because they may be kept for long.
 * The others are parts of something that has a version of its own.
 */
public final class DetectorCodecs {
  /** Keys. */
  public static final Codec<Key> KEY =
      new Codec<>() {
        @Override
        public void write(Key key, DataOutput out) throws IOException {
          Values.writeAll(key.values(), out);
        }

        @Override
        public Key read(DataInput in) throws IOException {
          List<@Nullable Object> values = Values.readScalars(in);
          return values.isEmpty() ? Key.NONE : new Key(values);
        }
      };

  /** Places of events in their order. */
  public static final Codec<EventOrder> ORDER =
      new Codec<>() {
        @Override
        public void write(EventOrder order, DataOutput out) throws IOException {
          Binary.writeSigned(order.timestamp(), out);
          Values.write(order.tiebreaker(), out);
          Binary.writeSigned(order.sequence(), out);
        }

        @Override
        public EventOrder read(DataInput in) throws IOException {
          long timestamp = Binary.readSigned(in);
          Object tiebreaker = Values.readScalar(in);
          return new EventOrder(timestamp, tiebreaker, Binary.readSigned(in));
        }
      };

  /** Events. */
  public static final Codec<EventRecord> EVENT =
      new Codec<>() {
        @Override
        public void write(EventRecord event, DataOutput out) throws IOException {
          ORDER.write(event.order(), out);
          Binary.writeText(event.source(), out);
          Binary.writeSigned(event.line(), out);
          Binary.writeBytes(event.json(), out);
        }

        @Override
        public EventRecord read(DataInput in) throws IOException {
          EventOrder order = ORDER.read(in);
          String source = Binary.readText(in);
          long line = Binary.readSigned(in);
          return new EventRecord(order, source, line, Binary.readBytes(in));
        }
      };

  /** The selections that a detector makes from an event. */
  public static final Codec<Selection> SELECTION =
      new Codec<>() {
        @Override
        public void write(Selection selection, DataOutput out) throws IOException {
          KEY.write(selection.key(), out);
          Binary.writeUnsigned(selection.inputs().size(), out);
          for (int input : selection.inputs()) {
            Binary.writeUnsigned(input, out);
          }
          Values.writeAll(selection.values(), out);
        }

        @Override
        public Selection read(DataInput in) throws IOException {
          Key key = KEY.read(in);
          int size = Binary.readCount(Integer.MAX_VALUE, in);
          List<Integer> inputs = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            inputs.add(Binary.readCount(Integer.MAX_VALUE, in));
          }
          return new Selection(key, inputs, withoutNull(Values.readAll(in)));
        }
      };

  /** Detections of all kinds of rules. */
  public static final Codec<Detection> DETECTION = new DetectionCodec();

  private static final int CELL_VERSION = 1;

  private DetectorCodecs() {}

  /** Cells with their keys, their states and the times at which they are to be woken. */
  public static <S> Codec<MemoryCell<S>> cell(Codec<S> states) {
    return new Codec<>() {
      @Override
      public void write(MemoryCell<S> cell, DataOutput out) throws IOException {
        Binary.writeUnsigned(CELL_VERSION, out);
        KEY.write(cell.key(), out);
        out.writeBoolean(cell.wakeAt() != MemoryCell.NEVER);
        if (cell.wakeAt() != MemoryCell.NEVER) {
          Binary.writeSigned(cell.wakeAt(), out);
        }
        S state = cell.get();
        out.writeBoolean(state != null);
        if (state != null) {
          Binary.writeBytes(states.toBytes(state), out);
        }
      }

      @Override
      public MemoryCell<S> read(DataInput in) throws IOException {
        Binary.expect(CELL_VERSION, "version", in);
        MemoryCell<S> cell = new MemoryCell<>(KEY.read(in));
        if (in.readBoolean()) {
          cell.wakeAt(Binary.readSigned(in));
        }
        if (in.readBoolean()) {
          cell.set(states.fromBytes(Binary.readBytes(in)));
        }
        return cell;
      }
    };
  }

  private static List<Object> withoutNull(List<@Nullable Object> values) throws IOException {
    List<Object> all = new ArrayList<>(values.size());
    for (Object each : values) {
      if (each == null) {
        throw new IOException("A value is missing.");
      }
      all.add(each);
    }
    return all;
  }

  private static final class DetectionCodec implements Codec<Detection> {
    private static final int VERSION = 1;
    private static final int EVENTS = 0;
    private static final int THRESHOLD = 1;
    private static final int NEW_TERMS = 2;
    private static final int INDICATORS = 3;
    private static final int CORRELATION = 4;
    private static final int ROW = 5;

    @Override
    public void write(Detection detection, DataOutput out) throws IOException {
      Binary.writeUnsigned(VERSION, out);
      Binary.writeText(detection.ruleId(), out);
      KEY.write(detection.key(), out);
      Binary.writeUnsigned(detection.events().size(), out);
      for (EventRecord event : detection.events()) {
        out.writeBoolean(event != null);
        if (event != null) {
          EVENT.write(event, out);
        }
      }
      write(detection.evidence(), out);
    }

    private static void write(Evidence evidence, DataOutput out) throws IOException {
      if (evidence instanceof Evidence.Threshold threshold) {
        out.writeByte(THRESHOLD);
        Binary.writeSigned(threshold.count(), out);
        Binary.writeSigned(threshold.from(), out);
        Binary.writeSigned(threshold.to(), out);
        Values.write(threshold.cardinality(), out);
      } else if (evidence instanceof Evidence.Correlation correlation) {
        out.writeByte(CORRELATION);
        Binary.writeSigned(correlation.count(), out);
        Binary.writeSigned(correlation.from(), out);
        Binary.writeSigned(correlation.to(), out);
        Values.write(correlation.value(), out);
      } else if (evidence instanceof Evidence.Row row) {
        out.writeByte(ROW);
        Binary.writeSigned(row.count(), out);
        Binary.writeSigned(row.from(), out);
        Binary.writeSigned(row.to(), out);
        Binary.writeSigned(row.instant(), out);
        Values.writeAll(List.of(row.columns()), out);
      } else if (evidence instanceof Evidence.Indicators indicators) {
        out.writeByte(INDICATORS);
        Values.writeAll(indicators.enrichments(), out);
      } else {
        out.writeByte(evidence instanceof Evidence.NewTerms ? NEW_TERMS : EVENTS);
      }
    }

    @Override
    public Detection read(DataInput in) throws IOException {
      Binary.expect(VERSION, "version", in);
      String ruleId = Binary.readText(in);
      Key key = KEY.read(in);
      int size = Binary.readCount(Integer.MAX_VALUE, in);
      List<@Nullable EventRecord> events = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        events.add(in.readBoolean() ? EVENT.read(in) : null);
      }
      return new Detection(ruleId, key, events, readEvidence(in));
    }

    private static Evidence readEvidence(DataInput in) throws IOException {
      return switch (Binary.readCount(ROW, in)) {
        case THRESHOLD -> {
          long count = Binary.readSigned(in);
          long from = Binary.readSigned(in);
          long to = Binary.readSigned(in);
          Object cardinality = Values.readScalar(in);
          if (cardinality != null && !(cardinality instanceof Long)) {
            throw new IOException("The number of distinct values is not a whole number.");
          }
          yield new Evidence.Threshold(count, from, to, (Long) cardinality);
        }
        case CORRELATION -> {
          long count = Binary.readSigned(in);
          long from = Binary.readSigned(in);
          long to = Binary.readSigned(in);
          if (!(Values.readScalar(in) instanceof BigDecimal value)) {
            throw new IOException("What was measured is not a decimal number.");
          }
          yield new Evidence.Correlation(count, from, to, value);
        }
        case ROW -> {
          long count = Binary.readSigned(in);
          long from = Binary.readSigned(in);
          long to = Binary.readSigned(in);
          long instant = Binary.readSigned(in);
          List<Map<String, @Nullable Object>> columns = readObjects(in);
          if (columns.size() != 1) {
            throw new IOException("A group has one row.");
          }
          yield new Evidence.Row(count, from, to, instant, columns.get(0));
        }
        case INDICATORS -> new Evidence.Indicators(readObjects(in));
        case NEW_TERMS -> new Evidence.NewTerms();
        default -> new Evidence.Events();
      };
    }

    private static List<Map<String, @Nullable Object>> readObjects(DataInput in)
        throws IOException {
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      for (Object each : Values.readAll(in)) {
        Optional<Map<String, @Nullable Object>> map = JsonValues.asObject(each);
        objects.add(map.orElseThrow(() -> new IOException("An entry is not an object.")));
      }
      return objects;
    }
  }
}
