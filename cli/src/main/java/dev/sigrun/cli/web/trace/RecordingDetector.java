package dev.sigrun.cli.web.trace;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A detector that does what another one does, and records it.
 *
 * @param <S> what the other one remembers
 */
final class RecordingDetector<S> implements Detector<S> {
  private final Detector<S> detector;
  private final DateField usualTime;
  private final Recorder recorder;

  /**
   * The same detector, recorded.
   *
   * @param usualTime gives the time of an event unless the detector names fields of its own
   */
  RecordingDetector(Detector<S> detector, DateField usualTime, Recorder recorder) {
    this.detector = detector;
    this.usualTime = usualTime;
    this.recorder = recorder;
  }

  @Override
  public List<Selection> select(Event event) {
    return select(event, ReferenceData.NONE);
  }

  @Override
  public List<Selection> select(Event event, ReferenceData data) {
    List<Selection> selections = detector.select(event, data);
    if (!selections.isEmpty() && recorder.isOpen()) {
      List<DateField> fields = detector.timestampFields();
      OptionalLong time = EventOrder.timeOf(event, fields.isEmpty() ? List.of(usualTime) : fields);
      for (Selection selection : selections) {
        recorder.add(
            new Step.Selected(selection.key(), recorder.event(), time, selection.inputs()),
            selection.inputs().size());
      }
    }
    return selections;
  }

  @Override
  public void accept(
      Cell<S> cell, Selection selection, EventRecord event, DetectorListener listener) {
    detector.accept(cell, selection, event, new Recorded(listener));
    if (recorder.isOpen()) {
      Set<Long> kept = kept(cell);
      recorder.add(
          new Step.Accepted(selection.key(), event.line(), event.timestamp(), kept), kept.size());
    }
  }

  @Override
  public void wake(Cell<S> cell, long time, DetectorListener listener) {
    Key key = cell.key();
    detector.wake(cell, time, new Recorded(listener));
    if (recorder.isOpen()) {
      Set<Long> kept = kept(cell);
      recorder.add(new Step.Woken(key, time, kept), kept.size());
    }
  }

  private Set<Long> kept(Cell<S> cell) {
    Set<Long> lines = new HashSet<>();
    @Nullable S state = cell.get();
    if (state != null) {
      detector.remembered(state).forEach(event -> lines.add(event.line()));
    }
    return lines;
  }

  /** Records detections, and passes them on. */
  private final class Recorded implements DetectorListener {
    private final DetectorListener listener;

    Recorded(DetectorListener listener) {
      this.listener = listener;
    }

    @Override
    public void detected(Detection detection) {
      if (recorder.isOpen()) {
        List<Long> lines =
            detection.events().stream().filter(Objects::nonNull).map(EventRecord::line).toList();
        recorder.add(new Step.Detected(detection.key(), lines), lines.size());
      }
      listener.detected(detection);
    }

    @Override
    public void forgotten(String ruleId, Key key) {
      listener.forgotten(ruleId, key);
    }
  }

  /** Says so because an engine asks such detectors in the turn of an event, not ahead of it. */
  @Override
  public boolean usesReferenceData() {
    return true;
  }

  @Override
  public String ruleId() {
    return detector.ruleId();
  }

  @Override
  public DetectorSettings settings() {
    return detector.settings();
  }

  @Override
  public <D extends Detector<?>> Optional<Supplier<D>> unwrap(Class<D> kind) {
    return detector.unwrap(kind);
  }

  @Override
  public KeyOrder keyOrder() {
    return detector.keyOrder();
  }

  @Override
  public Codec<S> codec() {
    return detector.codec();
  }

  @Override
  public List<DateField> timestampFields() {
    return detector.timestampFields();
  }

  @Override
  public Optional<Field> tiebreakerField() {
    return detector.tiebreakerField();
  }

  @Override
  public String fingerprint() {
    return detector.fingerprint();
  }

  @Override
  public int stateForm() {
    return detector.stateForm();
  }

  @Override
  public StateScope scope() {
    return detector.scope();
  }

  @Override
  public boolean showsEvents() {
    return detector.showsEvents();
  }

  @Override
  public long weight(S state) {
    return detector.weight(state);
  }

  @Override
  public List<EventRecord> remembered(S state) {
    return detector.remembered(state);
  }
}
