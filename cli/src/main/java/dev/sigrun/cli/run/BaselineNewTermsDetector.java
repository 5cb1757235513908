package dev.sigrun.cli.run;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.SeenTerms;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A new terms detector with initial knowledge: it has learned from a baseline, or raises nothing
 * until it has seen the length of its history.
 */
public final class BaselineNewTermsDetector implements Detector<SeenTerms> {
  /** Says what has to be known before the terms are. */
  private final Detector<?> traits;

  private final Supplier<NewTermsDetector> terms;
  private final DateField defaultTime;
  private final boolean warmsUp;

  /** The terms known before the first event. */
  private final MemoryCell<SeenTerms> lesson = new MemoryCell<>(Key.NONE);

  /** The time of the first event; the first event with a term may be later. */
  private volatile OptionalLong begin = OptionalLong.empty();

  private volatile long quietUntil = Long.MIN_VALUE;

  /**
   * A detector that is to learn first.
   *
   * @param defaultTime gives the time of an event where the rule names no field
   */
  public BaselineNewTermsDetector(
      Detector<?> traits,
      Supplier<NewTermsDetector> terms,
      DateField defaultTime,
      boolean warmsUp) {
    this.traits = traits;
    this.terms = terms;
    this.defaultTime = defaultTime;
    this.warmsUp = warmsUp;
  }

  /**
   * Learns from an event of a baseline, before the first event.
   *
   * @return whether the event has a time
   */
  boolean learn(Event event) {
    OptionalLong time = timeOf(event);
    if (time.isEmpty()) {
      return false;
    }
    EventRecord record =
        new EventRecord(new EventOrder(time.getAsLong(), null, 0), "baseline", 0, new byte[0]);
    for (Selection selection : terms.get().select(event)) {
      terms.get().accept(lesson, selection, record, detection -> {});
    }
    return true;
  }

  /**
   * Called for the first events of the stream, whatever they are.
   *
   * @return whether the stream has begun, that is, an event had a time
   */
  public boolean begin(Event event) {
    begin = timeOf(event);
    return begin.isPresent();
  }

  private OptionalLong timeOf(Event event) {
    List<DateField> fields = traits.timestampFields();
    return EventOrder.timeOf(event, fields.isEmpty() ? List.of(defaultTime) : fields);
  }

  @Override
  public String ruleId() {
    return traits.ruleId();
  }

  @Override
  public List<Selection> select(Event event) {
    return terms.get().select(event);
  }

  @Override
  public void accept(
      Cell<SeenTerms> cell, Selection selection, EventRecord event, DetectorListener listener) {
    if (cell.get() == null) {
      SeenTerms learnt = lesson.get();
      if (learnt != null) {
        cell.set(learnt);
      } else if (warmsUp) {
        terms.get().start(cell, Math.min(event.timestamp(), begin.orElse(event.timestamp())));
      }
    }
    terms.get().accept(cell, selection, event, listener);
    SeenTerms seen = cell.get();
    if (seen != null) {
      quietUntil = seen.quietUntil();
    }
  }

  @Override
  public void wake(Cell<SeenTerms> cell, long time, DetectorListener listener) {
    terms.get().wake(cell, time, listener);
  }

  @Override
  public DetectorSettings settings() {
    return traits.settings();
  }

  @Override
  public Codec<SeenTerms> codec() {
    return terms.get().codec();
  }

  @Override
  public long weight(SeenTerms state) {
    return terms.get().weight(state);
  }

  /**
   * The time until which the detector learns without detections, in milliseconds since 1970, if an
   * event has determined it.
   */
  public long quietUntil() {
    return quietUntil;
  }

  /** Those of {@code detectors} that can be taught. */
  public static List<BaselineNewTermsDetector> among(Collection<Detector<?>> detectors) {
    return detectors.stream()
        .filter(BaselineNewTermsDetector.class::isInstance)
        .map(BaselineNewTermsDetector.class::cast)
        .toList();
  }

  /** Trains new terms detectors with the events of these files. */
  public static void teach(
      Collection<Detector<?>> detectors,
      EventReader reader,
      EventSource baseline,
      EventProblems problems) {
    List<BaselineNewTermsDetector> pupils = among(detectors);
    for (Optional<EventLine> line = baseline.next(); line.isPresent(); line = baseline.next()) {
      EventLine read = line.get();
      try {
        Event event = reader.read(read.bytes());
        pupils.forEach(pupil -> pupil.learn(event));
      } catch (EventFormatException e) {
        problems.malformed(read, String.valueOf(e.getMessage()));
      }
    }
  }
}
