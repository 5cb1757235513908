package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives the events of a case their times. */
final class EventTimes {
  private static final DiagnosticKind TOO_LARGE =
      DiagnosticKind.error("TST015", "The events of this case have more than %s characters.");

  private static final long MOST_CHARACTERS = 100_000_000;

  private final Values values;

  EventTimes(Values values) {
    this.values = values;
  }

  /** The events of a case that begins at {@code start}. */
  List<TestEvent> ofCase(List<EventDraft> drafts, long start) {
    return place(drafts, start, start);
  }

  /** The events before a case that begins at {@code start}: the last a step before. */
  List<TestEvent> ofWarmUp(List<EventDraft> drafts, long start) {
    long length = 0;
    for (EventDraft draft : drafts.subList(Math.min(1, drafts.size()), drafts.size())) {
      length += draft.isPlaced() ? EventDraft.STEP : draft.after();
    }
    return place(drafts, start, start - EventDraft.STEP - length);
  }

  private List<TestEvent> place(List<EventDraft> drafts, long start, long first) {
    List<TestEvent> events = new ArrayList<>(drafts.size());
    long characters = 0;
    long last = first;
    for (EventDraft draft : drafts) {
      long time = time(draft, start, events.isEmpty() ? first : last + draft.after());
      // Digits of an event's own time beyond the millisecond are kept.
      Optional<String> written =
          draft.ownTime().isPresent() || draft.knownTime().isPresent()
              ? Optional.empty()
              : Optional.of(Instant.ofEpochMilli(time).toString());
      String json = draft.fields().json(written);
      characters += json.length();
      if (characters > MOST_CHARACTERS) {
        values.report(TOO_LARGE, draft.origin(), MOST_CHARACTERS);
        return List.of();
      }
      events.add(new TestEvent(events.size() + 1, OptionalLong.of(time), json, false));
      last = time;
    }
    return events;
  }

  private long time(EventDraft draft, long start, long otherwise) {
    if (draft.at().isPresent()) {
      DataValue at = draft.at().get();
      return values
          .checked(at, "at", " or a distance such as '+5s'", Moments.instant(at, start))
          .orElse(otherwise);
    }
    if (draft.knownTime().isPresent()) {
      return draft.knownTime().getAsLong();
    }
    return draft
        .ownTime()
        .map(own -> values.checked(own, EventDraft.TIMESTAMP, "", Moments.instant(own)))
        .orElse(OptionalLong.of(otherwise))
        .orElse(otherwise);
  }
}
