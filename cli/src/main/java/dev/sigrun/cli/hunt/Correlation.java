package dev.sigrun.cli.hunt;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Now;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sequences or samples among events that are all at hand: what is selected is kept, put
 * in order, and shown to the detector at the end.
 */
public final class Correlation {
  private final Detector<?> detector;
  private final EventReader reader;
  private final QueryMatcher.OrderFields order;
  private final List<Wanted> wanted = new ArrayList<>();
  private long withoutTime;

  /**
   * An event that the detector wants.
   *
   * @param ordinal its place among the others
   * @param selections what the detector wants of it
   */
  public record Wanted(Ordinal ordinal, EventLine line, List<Selection> selections) {
    public Wanted {
      selections = List.copyOf(selections);
    }
  }

  /**
   * What comes of a line.
   *
   * @param wanted present if the detector wants the event
   * @param malformed why the line is no event
   */
  public record Answer(EventLine line, Optional<Wanted> wanted, Optional<String> malformed) {}

  /**
   * A result.
   *
   * @param key the values of the join keys
   * @param lines in the order of the query; null where an event is missing
   */
  public record Found(Key key, List<@Nullable EventLine> lines) {}

  /**
   * A search with the one detector of {@code rules}.
   *
   * @param now what {@code now} is
   */
  public Correlation(RuleSet rules, Now now, QueryMatcher.OrderFields order) {
    this.detector = rules.detectors().get(0);
    this.reader = rules.reader(now);
    this.order = order;
  }

  /** What comes of a line. Safe for several threads. */
  public Answer judge(EventLine line) {
    try {
      List<Selection> selections = detector.select(reader.read(line.bytes()));
      return new Answer(
          line,
          selections.isEmpty()
              ? Optional.empty()
              : Optional.of(new Wanted(order.ordinal(line), line, selections)),
          Optional.empty());
    } catch (EventFormatException e) {
      return new Answer(line, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** Keeps an event for the end. Events without a time take part in samples only. */
  public void add(Wanted event) {
    if (event.ordinal().millis().isEmpty() && !isSample()) {
      withoutTime++;
    } else {
      wanted.add(event);
    }
  }

  /** How many events were left out because they tell no time. */
  public long withoutTime() {
    return withoutTime;
  }

  private boolean isSample() {
    return detector instanceof SampleDetector;
  }

  /** All results, in the order in which the search engine gives them. */
  public List<Found> results() {
    wanted.sort(
        isSample()
            ? Comparator.comparingLong(event -> event.line().position())
            : Comparator.comparing(Wanted::ordinal));
    Comparator<Detection> byKey = Comparator.comparing(Detection::key, detector.keyOrder());
    return detect(detector).stream()
        .sorted(
            isSample() ? byKey : Comparator.comparingLong(Correlation::end).thenComparing(byKey))
        .map(this::found)
        .toList();
  }

  private <S> List<Detection> detect(Detector<S> detector) {
    List<Detection> detections = new ArrayList<>();
    Map<Key, MemoryCell<S>> cells = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      Wanted event = wanted.get(i);
      OptionalLong time = event.ordinal().millis();
      EventRecord record =
          new EventRecord(
              // The events are in order already: only their places and times count.
              new EventOrder(time.orElse(0), null, i),
              event.line().source(),
              event.line().number(),
              event.line().bytes());
      for (Selection selection : event.selections()) {
        MemoryCell<S> cell = cells.computeIfAbsent(selection.key(), MemoryCell::new);
        detector.accept(cell, selection, record, detections::add);
      }
    }
    for (MemoryCell<S> cell : cells.values()) {
      detector.wake(cell, Long.MAX_VALUE, detections::add);
    }
    return detections;
  }

  /** The place of the last event of a detection. */
  private static long end(Detection detection) {
    return detection.events().stream()
        .filter(Objects::nonNull)
        .mapToLong(event -> event.order().sequence())
        .max()
        .orElse(-1);
  }

  private Found found(Detection detection) {
    List<@Nullable EventLine> lines = new ArrayList<>();
    for (EventRecord event : detection.events()) {
      lines.add(event == null ? null : wanted.get((int) event.order().sequence()).line());
    }
    return new Found(detection.key(), lines);
  }
}
