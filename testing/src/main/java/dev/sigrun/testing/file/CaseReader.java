package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the cases of one file. */
final class CaseReader {
  private static final DiagnosticKind LATE_WARM_UP =
      DiagnosticKind.error(
          "TST021", "The warm-up must be earlier than all events of the case, but ends at %s.");
  private static final DiagnosticKind EARLY_END =
      DiagnosticKind.error("TST022", "The case ends before its last event, which happens at %s.");

  private static final List<String> KEYS =
      List.of(
          "name",
          "event",
          "fixture",
          "expect",
          "detection",
          "clock",
          "ends",
          "warm_up",
          "warm_up_fixture",
          "indicator",
          "indicator_fixture",
          "also",
          "never");

  /** The time at which cases begin that do not specify it. */
  private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private final Values values;
  private final EventDrafts drafts;
  private final EventTimes times;
  private final Fixtures fixtures;
  private final DataValue.Table file;
  private final OptionalLong fileClock;

  /**
   * Reads cases.
   *
   * @param file the whole file, whose indicators are those of every case
   */
  CaseReader(Values values, EventDrafts drafts, Fixtures fixtures, DataValue.Table file) {
    this.values = values;
    this.drafts = drafts;
    this.times = new EventTimes(values);
    this.fixtures = fixtures;
    this.file = file;
    this.fileClock = values.instant(file, "clock");
  }

  /** The case in {@code table}; empty after a report. */
  Optional<TestCase> read(DataValue.Table table) {
    values.onlyKnown(table, KEYS);
    int checkpoint = values.sink().checkpoint();
    Optional<DataValue.Text> name = values.text(table, "name");
    if (table.get("name").isEmpty()) {
      values.missing(table.origin(), "name");
    }
    Optional<Expectation> expectation = new ExpectationReader(values).read(table);
    List<EventDraft> written = drafts.read(table, "event");
    List<TestEvent> fixture = values.text(table, "fixture").map(fixtures::events).orElse(List.of());
    if (!values.atMostOne(table, "event", "fixture")) {
      values.missing(table.origin(), "event");
    } else if (table.get("event").isPresent()
        && written.isEmpty()
        && !values.sink().hasErrorsSince(checkpoint)) {
      values.empty(Values.key(table, "event"), "event");
    }
    OptionalLong ownClock = values.instant(table, "clock");
    OtherRules others = others(table);
    boolean eventless = written.isEmpty() && fixture.isEmpty();
    if (name.isEmpty()
        || expectation.isEmpty()
        || eventless
        || values.sink().hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    long clock = clock(ownClock, written, fixture);
    List<TestEvent> events = written.isEmpty() ? fixture : times.ofCase(written, clock);
    List<TestEvent> warmUp = warmUp(table, clock, events);
    OptionalLong ends = ends(table, clock, events);
    TestCase test =
        new TestCase(
            name.get().origin(),
            name.get().value(),
            clock,
            ends,
            warmUp,
            events,
            indicators(table, clock),
            expectation.get(),
            others);
    return values.sink().hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(test);
  }

  private long clock(OptionalLong ownClock, List<EventDraft> written, List<TestEvent> fixture) {
    if (ownClock.isPresent() || fileClock.isPresent()) {
      return ownClock.orElse(fileClock.orElse(BEGIN));
    }
    OptionalLong first =
        written.isEmpty()
            ? fixture.get(0).time()
            : written.get(0).ownTime().map(Moments::instant).orElse(written.get(0).knownTime());
    return first.orElse(BEGIN);
  }

  private List<TestEvent> warmUp(DataValue.Table table, long clock, List<TestEvent> events) {
    values.atMostOne(table, "warm_up", "warm_up_fixture");
    List<TestEvent> warmUp =
        table.get("warm_up").isPresent()
            ? times.ofWarmUp(drafts.read(table, "warm_up"), clock)
            : values.text(table, "warm_up_fixture").map(fixtures::events).orElse(List.of());
    OptionalLong last = warmUp.stream().flatMapToLong(e -> e.time().stream()).max();
    OptionalLong first = events.stream().flatMapToLong(e -> e.time().stream()).min();
    if (last.isPresent() && first.isPresent() && last.getAsLong() >= first.getAsLong()) {
      String key = table.get("warm_up").isPresent() ? "warm_up" : "warm_up_fixture";
      Origin origin = Values.key(table, key);
      values.report(LATE_WARM_UP, origin, Instant.ofEpochMilli(last.getAsLong()));
    }
    return warmUp;
  }

  private OptionalLong ends(DataValue.Table table, long clock, List<TestEvent> events) {
    OptionalLong ends = values.instant(table, "ends", clock);
    OptionalLong last = events.stream().flatMapToLong(e -> e.time().stream()).max();
    if (ends.isPresent() && last.isPresent() && ends.getAsLong() < last.getAsLong()) {
      Origin origin = table.get("ends").orElseThrow().origin();
      values.report(EARLY_END, origin, Instant.ofEpochMilli(last.getAsLong()));
    }
    return ends;
  }

  /** The indicators of the file and those of the case. */
  private List<String> indicators(DataValue.Table table, long clock) {
    List<String> indicators = new ArrayList<>();
    for (DataValue.Table each : List.of(file, table)) {
      for (DataValue value : each.get("indicator").map(values::oneOrMore).orElse(List.of())) {
        indicator(value).ifPresent(fields -> indicators.add(json(fields, clock)));
      }
      values
          .text(each, "indicator_fixture")
          .map(fixtures::events)
          .ifPresent(all -> all.forEach(event -> indicators.add(event.json())));
    }
    return indicators;
  }

  private Optional<EventFields> indicator(DataValue value) {
    if (value instanceof DataValue.Text json) {
      return drafts.fields(json);
    }
    if (value instanceof DataValue.Table table) {
      return Optional.of(EventFields.of(table, Set.of()));
    }
    values.wrongShape(value, "indicator", "a table or a JSON string");
    return Optional.empty();
  }

  private static String json(EventFields indicator, long clock) {
    boolean timed = indicator.get(EventDraft.TIMESTAMP).isPresent();
    return indicator.json(
        timed ? Optional.empty() : Optional.of(Instant.ofEpochMilli(clock).toString()));
  }

  private OtherRules others(DataValue.Table table) {
    List<DataValue.Text> never = values.texts(table, "never");
    return new OtherRules(
        values.texts(table, "also"),
        never.stream().filter(name -> !name.value().equals("*")).toList(),
        never.stream().filter(name -> name.value().equals("*")).findFirst());
  }
}
