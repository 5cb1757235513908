package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
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

  /** The place of the event that was accepted last for any key. */
  private EventOrder last = new EventOrder(Long.MIN_VALUE, null, 0);

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
      Cell<EventRecord> cell, Selection selection, EventRecord event, DetectorListener sink) {
    if (event.order().compareTo(last) < 0) {
      throw new AssertionError(event.order() + " comes after " + last);
    }
    last = event.order();
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
  public void wake(Cell<EventRecord> cell, long time, DetectorListener sink) {
    throw new AssertionError("Never asked for.");
  }

  @Override
  public DetectorSettings settings() {
    return DetectorSettings.DEFAULT.withTiebreaker(id).withFingerprint(fingerprint);
  }

  @Override
  public long weight(EventRecord state) {
    return state.json().length;
  }

  @Override
  public Codec<EventRecord> codec() {
    return new RecordCodec();
  }

  static final class RecordCodec implements Codec<EventRecord> {
    @Override
    public void write(EventRecord state, DataOutput out) throws IOException {
      out.writeLong(state.timestamp());
      out.writeLong(((Long) state.order().tiebreaker()).longValue());
      out.writeLong(state.order().sequence());
      out.writeUTF(state.source());
      out.writeLong(state.line());
      out.writeUTF(new String(state.json(), UTF_8));
    }

    @Override
    public EventRecord read(DataInput in) throws IOException {
      EventOrder order = new EventOrder(in.readLong(), in.readLong(), in.readLong());
      return new EventRecord(order, in.readUTF(), in.readLong(), in.readUTF().getBytes(UTF_8));
    }
  }
}
