package dev.sigrun.flink.wire;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes of all records. */
final class WireCodecs {
  private static final int MAX_LENGTH = 1 << 28;

  private WireCodecs() {}

  /** Writes one kind of record. */
  @FunctionalInterface
  private interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one kind of record. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private static <T> Codec<T> codec(Writer<T> writer, Reader<T> reader) {
    return new Codec<>() {
      @Override
      public void write(T value, DataOutput out) throws IOException {
        writer.write(value, out);
      }

      @Override
      public T read(DataInput in) throws IOException {
        return reader.read(in);
      }
    };
  }

  static final Codec<PlacedEvent> PLACED_EVENT =
      codec(
          (event, out) -> {
            writeText(event.source(), out);
            out.writeLong(event.sequence());
            out.writeLong(event.line());
            out.writeLong(event.recordedAt());
            writeBytes(event.json(), out);
          },
          in -> {
            String source = readText(in);
            long sequence = in.readLong();
            long line = in.readLong();
            return new PlacedEvent(source, sequence, line, in.readLong(), readBytes(in));
          });

  static final Codec<StreamAlert> ALERT =
      codec(
          (alert, out) -> {
            writeText(alert.id(), out);
            writeText(alert.ruleId(), out);
            out.writeLong(alert.time());
            writeBytes(alert.document(), out);
          },
          in -> {
            String id = readText(in);
            String ruleId = readText(in);
            return new StreamAlert(id, ruleId, in.readLong(), readBytes(in));
          });

  static final Codec<DeadLetter> DEAD_LETTER =
      codec(
          (letter, out) -> {
            PLACED_EVENT.write(letter.input(), out);
            writeText(letter.reason(), out);
          },
          in -> new DeadLetter(PLACED_EVENT.read(in), readText(in)));

  static final Codec<LateEvent> LATE_EVENT =
      codec(
          (late, out) -> {
            writeText(late.timeline(), out);
            writeText(late.source(), out);
            out.writeLong(late.line());
            out.writeLong(late.time());
          },
          in -> {
            String timeline = readText(in);
            String source = readText(in);
            return new LateEvent(timeline, source, in.readLong(), in.readLong());
          });

  static final Codec<CellKey> CELL_KEY =
      codec(
          (key, out) -> {
            out.writeLong(key.rule().high());
            out.writeLong(key.rule().low());
            writeBytes(key.keyBytes(), out);
          },
          in -> {
            long high = in.readLong();
            return CellKey.ofBytes(new RuleKey(high, in.readLong()), readBytes(in));
          });

  /** Without the key of the selection, which the state has. */
  static final Codec<Wanted> WANTED =
      codec(
          (wanted, out) -> {
            CELL_KEY.write(wanted.cell(), out);
            out.writeInt(wanted.position());
            Selection selection = wanted.selection();
            DetectorCodecs.SELECTION.write(
                new Selection(Key.NONE, selection.inputs(), selection.values()), out);
            DetectorCodecs.EVENT.write(wanted.event(), out);
          },
          in -> {
            CellKey cell = CELL_KEY.read(in);
            int position = in.readInt();
            Selection selection = DetectorCodecs.SELECTION.read(in);
            return new Wanted(
                cell,
                position,
                new Selection(cell.key(), selection.inputs(), selection.values()),
                DetectorCodecs.EVENT.read(in));
          });

  static final Codec<Found> FOUND =
      codec(
          (found, out) -> {
            CELL_KEY.write(found.group(), out);
            out.writeLong(found.turn());
            out.writeBoolean(found.waking());
            writeText(found.alertId(), out);
            out.writeLong(found.start());
            out.writeLong(found.end());
            DetectorCodecs.DETECTION.write(found.detection(), out);
          },
          in -> {
            CellKey group = CELL_KEY.read(in);
            long turn = in.readLong();
            boolean waking = in.readBoolean();
            String alertId = readText(in);
            long start = in.readLong();
            long end = in.readLong();
            return new Found(
                group, turn, waking, alertId, start, end, DetectorCodecs.DETECTION.read(in));
          });

  private static final Codec<String> TEXT = codec(WireCodecs::writeText, WireCodecs::readText);

  static final Codec<Dated> DATED =
      codec(
          (dated, out) -> {
            writeText(dated.source(), out);
            out.writeLong(dated.line());
            writeAll(dated.timelines(), TEXT, out);
            for (long time : dated.times()) {
              out.writeLong(time);
            }
            writeAll(dated.wanted(), listOf(WANTED), out);
            writeAll(dated.found(), listOf(FOUND), out);
          },
          in -> {
            String source = readText(in);
            long line = in.readLong();
            List<String> timelines = readAll(TEXT, in);
            long[] times = new long[timelines.size()];
            for (int i = 0; i < times.length; i++) {
              times[i] = in.readLong();
            }
            return new Dated(
                source,
                line,
                timelines,
                times,
                readAll(listOf(WANTED), in),
                readAll(listOf(FOUND), in));
          });

  private static final Codec<Long> LONG =
      codec((number, out) -> out.writeLong(number), DataInput::readLong);

  static final Codec<ClockEntry> CLOCK =
      codec(
          (entry, out) -> {
            writeText(entry.source(), out);
            out.writeLong(entry.clock().time());
            out.writeInt(entry.clock().judged());
            out.writeInt(entry.clock().ahead());
            writeAll(entry.ahead(), LONG, out);
          },
          in -> {
            String source = readText(in);
            EventClock.State clock =
                new EventClock.State(in.readLong(), in.readInt(), in.readInt());
            return new ClockEntry(source, clock, readAll(LONG, in));
          });

  private static final Codec<StoredFile> FILE =
      codec(
          (file, out) -> {
            writeText(file.uri(), out);
            writeText(file.sha256(), out);
          },
          in -> new StoredFile(readText(in), readText(in)));

  static final Codec<Announced> ANNOUNCED =
      codec(
          (announced, out) -> {
            out.writeLong(announced.number());
            if (announced instanceof RuleVersion version) {
              out.writeBoolean(true);
              writeText(version.name(), out);
              out.writeLong(version.from());
              writeAll(version.jars(), FILE, out);
            } else if (announced instanceof IndicatorList list) {
              out.writeBoolean(false);
              writeAll(list.rules(), TEXT, out);
              FILE.write(list.file(), out);
            }
          },
          in -> {
            long number = in.readLong();
            if (in.readBoolean()) {
              String name = readText(in);
              return new RuleVersion(number, name, in.readLong(), readAll(FILE, in));
            }
            return new IndicatorList(number, readAll(TEXT, in), FILE.read(in));
          });

  static <T> Codec<List<T>> listOf(Codec<T> codec) {
    return codec((all, out) -> writeAll(all, codec, out), in -> readAll(codec, in));
  }

  private static <T> void writeAll(List<T> all, Codec<T> codec, DataOutput out) throws IOException {
    out.writeInt(all.size());
    for (T each : all) {
      codec.write(each, out);
    }
  }

  private static <T> List<T> readAll(Codec<T> codec, DataInput in) throws IOException {
    int size = readLength(in);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(codec.read(in));
    }
    return all;
  }

  private static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[readLength(in)];
    in.readFully(bytes);
    return bytes;
  }

  private static int readLength(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_LENGTH) {
      throw new IOException("Found a length of " + length + ".");
    }
    return length;
  }
}
