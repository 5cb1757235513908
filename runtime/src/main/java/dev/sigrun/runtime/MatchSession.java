package dev.sigrun.runtime;

import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.ScanningEventReader;
import dev.sigrun.runtime.internal.index.IndexSearch;
import dev.sigrun.runtime.internal.index.RuleIndex;
import dev.sigrun.runtime.internal.instant.ScannedTime;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Matches events directly from their bytes. This is the fastest way: matchers of rules that an
 * event cannot satisfy, or certainly satisfies, are not called, and nothing is allocated for an
 * event that can satisfy none. Answers as {@link RuleSet#match} does for the event that {@link
 * RuleSet#reader()} reads.
 *
 * <pre>{@code
 * MatchSession session = rules.newSession();
 * session.match(json, 0, json.length, (rule, event) -> System.out.println(rule.name()));
 * }</pre>
 *
 * <p>Keeps buffers from event to event, so each thread needs a session of its own.
 */
public final class MatchSession {
  private final RuleSet rules;
  private final ScanningEventReader reader;
  private final ScannedEvent scanned;
  private final List<Part> parts = new ArrayList<>();

  /** Numbers of the matchers and of the detectors that the event could satisfy, ascending. */
  private final int[] matchers;

  private final int[] detectors;

  /** For each of these matchers whether the index knows that it selects the event. */
  private final boolean[] certain;

  private int matcherCount;
  private int detectorCount;

  /** The times that someone asks for, each read once per event. */
  private final Map<ScannedTime.Place, PlaceTime> placeTimes = new HashMap<>();

  /** Another number for each event. */
  private long turn;

  private @Nullable Event event;

  /**
   * The matchers and detectors of one compiled set.
   *
   * @param search finds those that an event could satisfy, matchers first; all of them if empty
   */
  private record Part(
      int firstMatcher,
      int matcherCount,
      int firstDetector,
      int detectorCount,
      Optional<IndexSearch> search) {}

  /** The time of the event at hand at one of the places where events may have one. */
  private final class PlaceTime {
    private final ScannedTime.Place place;
    private long knownAt = -1;
    private long known;

    PlaceTime(ScannedTime.Place place) {
      this.place = place;
    }

    long get() {
      if (knownAt != turn) {
        known = ScannedTime.at(place, scanned);
        knownAt = turn;
      }
      return known;
    }
  }

  MatchSession(RuleSet rules, ScanningEventReader reader, int matchers, int detectors) {
    this.rules = rules;
    this.reader = reader;
    this.scanned = new ScannedEvent(reader.keys());
    this.matchers = new int[matchers];
    this.certain = new boolean[matchers];
    this.detectors = new int[detectors];
  }

  /** Adds one more set. */
  void add(int ownMatchers, int ownDetectors, Optional<RuleIndex> index) {
    parts.add(
        new Part(
            parts.stream().mapToInt(Part::matcherCount).sum(),
            ownMatchers,
            parts.stream().mapToInt(Part::detectorCount).sum(),
            ownDetectors,
            index.map(found -> found.newSearch(reader.keys(), scanned))));
  }

  /**
   * Reads an event and finds the rules that it could satisfy, for callers that need more than
   * matches.
   *
   * @param bytes JSON text in UTF-8, not to be changed before the next event is read
   * @param offset index of the first byte
   * @param length number of bytes
   * @throws EventFormatException as {@link EventReader#read(byte[], int, int)}; the session then
   *     has no event
   */
  public void read(byte[] bytes, int offset, int length) throws EventFormatException {
    clear();
    reader.scan(bytes, offset, length, scanned);
    for (int i = 0; i < parts.size(); i++) {
      search(parts.get(i));
    }
  }

  /**
   * As {@link #read(byte[], int, int)}, but of bytes that nobody changes any more, even after the
   * next event is read. The event refers to them, which saves a copy.
   *
   * @param json JSON text in UTF-8, not to be changed any more
   * @throws EventFormatException as {@link #read(byte[], int, int)}
   */
  public void read(byte[] json) throws EventFormatException {
    read(json, 0, json.length);
    scanned.bytesLast();
  }

  private void search(Part part) {
    if (part.search().isEmpty()) {
      for (int i = 0; i < part.matcherCount(); i++) {
        certain[matcherCount] = false;
        matchers[matcherCount++] = part.firstMatcher() + i;
      }
      for (int i = 0; i < part.detectorCount(); i++) {
        detectors[detectorCount++] = part.firstDetector() + i;
      }
      return;
    }
    IndexSearch search = part.search().get();
    int count = search.search();
    for (int i = 0; i < count; i++) {
      int rule = search.rule(i);
      if (rule < part.matcherCount()) {
        certain[matcherCount] = search.isCertain(i);
        matchers[matcherCount++] = part.firstMatcher() + rule;
      } else {
        detectors[detectorCount++] = part.firstDetector() + rule - part.matcherCount();
      }
    }
  }

  /**
   * Whether an event that was read so far has a value of a field that rules read. Costs nothing per
   * event, as the scan knows.
   */
  public boolean hasSeen(String field) {
    OptionalInt path = reader.keys().path(field);
    return path.isEmpty() || scanned.everOccurred(path.getAsInt());
  }

  /** Releases the event that was read last. */
  public void clear() {
    turn++;
    matcherCount = 0;
    detectorCount = 0;
    event = null;
    scanned.clear();
  }

  /**
   * Tells {@code sink} every rule whose matcher selects the event that fills the given part of
   * {@code bytes}, in the order of the rules.
   *
   * @param bytes JSON text in UTF-8; not kept
   * @param offset index of the first byte
   * @param length number of bytes
   * @throws EventFormatException as {@link EventReader#read(byte[], int, int)}
   */
  public void match(byte[] bytes, int offset, int length, MatchListener sink)
      throws EventFormatException {
    read(bytes, offset, length);
    match(sink);
    clear();
  }

  /** Tells {@code sink} every rule whose matcher selects the event that was read last. */
  public void match(MatchListener sink) {
    for (int i = 0; i < matcherCount; i++) {
      if (certain[i]) {
        rules.tell(matchers[i], event(), sink);
      } else {
        rules.ask(matchers[i], event(), sink);
      }
    }
  }

  /** The event that was read last. */
  public Event event() {
    Event known = event;
    if (known == null) {
      known = reader.event(scanned);
      event = known;
    }
    return known;
  }

  /** The event that was read last; where that saves time, without the values of most fields. */
  public Event dates() {
    Event known = event;
    return known == null ? reader.dates(scanned) : known;
  }

  /**
   * Tells the time of each event that is read: the earliest value of the first of {@code fields}
   * that it has, in milliseconds since 1970, or {@link EventClock#NO_TIME}. In most cases without
   * making the event.
   */
  public LongSupplier times(List<DateField> fields) {
    List<PlaceTime> inOrder = new ArrayList<>();
    for (DateField field : fields) {
      Optional<ScannedTime> time = reader.time(field);
      if (time.isEmpty()) {
        return () ->
            EventOrder.timeOf(hasCandidates() ? event() : dates(), fields)
                .orElse(EventClock.NO_TIME);
      }
      for (ScannedTime.Place place : time.get().places()) {
        inOrder.add(placeTimes.computeIfAbsent(place, PlaceTime::new));
      }
    }
    PlaceTime[] times = inOrder.toArray(new PlaceTime[0]);
    return () -> {
      for (PlaceTime each : times) {
        long time = each.get();
        if (time != ScannedTime.NONE) {
          return time;
        }
      }
      return EventClock.NO_TIME;
    };
  }

  /** Whether there is a matcher or detector that the event could satisfy. */
  public boolean hasCandidates() {
    return matcherCount + detectorCount > 0;
  }

  /** The number of matchers that could select the last event read. */
  public int matcherCount() {
    return matcherCount;
  }

  /**
   * A matcher that could select the event that was read last.
   *
   * @param index less than {@link #matcherCount()}
   * @return its place in {@link RuleSet#matchers()}, greater than those before
   */
  public int matcher(int index) {
    return matchers[index];
  }

  /**
   * Whether that matcher certainly selects the event that was read last, so that it need not be
   * asked. If not, it may still select it.
   *
   * @param index less than {@link #matcherCount()}
   */
  public boolean isCertain(int index) {
    return certain[index];
  }

  /** The number of detectors that could select the last event read. */
  public int detectorCount() {
    return detectorCount;
  }

  /**
   * A detector that could select the event that was read last.
   *
   * @param index less than {@link #detectorCount()}
   * @return its place in {@link RuleSet#detectors()}, greater than those before
   */
  public int detector(int index) {
    return detectors[index];
  }

  /** The matchers that the event could satisfy, as {@link RuleSet#ask} takes them. */
  int[] matchers() {
    return Arrays.copyOf(matchers, matcherCount);
  }
}
