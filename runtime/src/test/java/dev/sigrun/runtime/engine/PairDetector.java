package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Ordinal;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers the last event of kind a, and reports it with the next one of kind b. */
class PairDetector implements Detector<EventRecord> {
  private final String ruleId;
  private final String fingerprint;
  private final KeywordField host;
  private final KeywordField kind;
  private final Field id;
  final long span;

  /** The ordinal of the event that was accepted last for any key. */
  private Ordinal last = new Ordinal(Long.MIN_VALUE, null, 0);

  PairDetector(String ruleId, long span, String fingerprint, Fields fields) {
    this.ruleId = ruleId;
    this.span = span;
    this.fingerprint = fingerprint;
    this.host = fields.keyword("host");
    this.kind = fields.keyword("kind");
    this.id = fields.number("id", NumberType.LONG);
  }

  @Override
  public String ruleId() {
    return ruleId;
  }

  @Override
  public StateScope scope() {
    return new StateScope.EqualKeys(List.of(Optional.of(host)));
  }

  @Override
  public List<Selection> select(Event event) {
    List<Integer> inputs = new ArrayList<>();
    for (String each : kind.values(event)) {
      if (each.equals("a") || each.equals("b")) {
        inputs.add(each.equals("a") ? 0 : 1);
      }
    }
    List<Selection> selections = new ArrayList<>();
    if (!inputs.isEmpty()) {
      host.values(event).forEach(each -> selections.add(new Selection(Key.of(each), inputs)));
    }
    return selections;
  }

  @Override
  public void accept(
      Cell<EventRecord> cell, Selection selection, EventRecord event, DetectionSink sink) {
    if (event.ordinal().compareTo(last) < 0) {
      throw new AssertionError(event.ordinal() + " comes after " + last);
    }
    last = event.ordinal();
    EventRecord first = cell.get();
    if (selection.inputs().contains(0)) {
      cell.set(event);
    } else if (first != null) {
      cell.clear();
      if (event.timestamp() - first.timestamp() <= span) {
        sink.detected(
            new Detection(ruleId, cell.key(), List.of(first, event), new Evidence.Events()));
      }
    }
  }

  @Override
  public void wake(Cell<EventRecord> cell, long time, DetectionSink sink) {
    throw new AssertionError("Never asked for.");
  }

  @Override
  public Optional<Field> tiebreakerField() {
    return Optional.of(id);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public long weight(EventRecord state) {
    return state.json().length;
  }

  @Override
  public StateCodec<EventRecord> codec() {
    return new Codec();
  }

  static final class Codec implements StateCodec<EventRecord> {
    @Override
    public void write(EventRecord state, DataOutput out) throws IOException {
      out.writeLong(state.timestamp());
      out.writeLong(((Long) state.ordinal().tiebreaker()).longValue());
      out.writeLong(state.ordinal().arrival());
      out.writeUTF(state.source());
      out.writeLong(state.line());
      out.writeUTF(new String(state.json(), UTF_8));
    }

    @Override
    public EventRecord read(DataInput in) throws IOException {
      Ordinal ordinal = new Ordinal(in.readLong(), in.readLong(), in.readLong());
      return new EventRecord(ordinal, in.readUTF(), in.readLong(), in.readUTF().getBytes(UTF_8));
    }
  }
}
