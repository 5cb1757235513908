package dev.sigrun.cli.run;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.newterms.PreparedTermsDetector;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The knowledge of the new terms rules of one run before its first event. */
public final class TermLessons {
  private final boolean warmsUp;
  private final List<TermLesson> lessons = new ArrayList<>();

  /** Rules that have not seen the beginning of the stream, and want to. */
  private final List<TermLesson> waiting = new ArrayList<>();

  /**
   * No lessons so far.
   *
   * @param warmsUp whether rules without a baseline raise nothing until they have seen the length
   *     of their history
   */
  public TermLessons(boolean warmsUp) {
    this.warmsUp = warmsUp;
  }

  /**
   * The detector with a lesson if it is one for new terms.
   *
   * @param defaultTime gives the time of an event where the rule names no field
   */
  Detector<?> prepared(Detector<?> detector, DateField defaultTime) {
    TermLesson lesson = new TermLesson(detector, defaultTime, warmsUp);
    Optional<PreparedTermsDetector> prepared = PreparedTermsDetector.of(detector, lesson);
    if (prepared.isEmpty()) {
      return detector;
    }
    lessons.add(lesson);
    if (warmsUp) {
      waiting.add(lesson);
    }
    return prepared.get();
  }

  /** Teaches all rules the events of these files. */
  void teach(EventReader reader, EventSource baseline, EventProblems problems) {
    for (Optional<EventLine> line = baseline.next(); line.isPresent(); line = baseline.next()) {
      EventLine read = line.get();
      try {
        Event event = reader.read(read.bytes());
        lessons.forEach(lesson -> lesson.learn(event));
      } catch (EventFormatException e) {
        problems.malformed(read, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Whether the stream has not begun yet for some rule that has to know when it does. */
  boolean awaitBeginning() {
    return !waiting.isEmpty();
  }

  /** Called for events of the stream as long as a rule {@linkplain #awaitBeginning waits}. */
  void begin(Event event) {
    waiting.removeIf(lesson -> lesson.begin(event));
  }

  /** The times until which rules only learn, for each rule that is still learning at a time. */
  List<Instant> learning(long time) {
    return lessons.stream()
        .map(TermLesson::quietUntil)
        .filter(until -> until > time)
        .map(Instant::ofEpochMilli)
        .toList();
  }
}
