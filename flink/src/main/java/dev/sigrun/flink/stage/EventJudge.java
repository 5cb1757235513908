package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.GroupedRule;
import dev.sigrun.flink.rules.KeyedRule;
import dev.sigrun.flink.rules.RuleCatalog;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.rules.Timeline;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Dated;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.Wanted;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The rules of one version, which judge each event alone: {@link #read} an event, then {@link
 * #judge} it. Not safe for concurrent use.
 */
final class EventJudge {
  private final RuleCatalog catalog;
  private final ReferenceData indicators;
  private final MatchCounters counters;
  private final MatchSession session;
  private final StreamAlerts alerts;
  private final List<OutputTag<Dated>> outputs = new ArrayList<>();

  /** The names of the timelines, in their order, and as a set by which versions can be compared. */
  private final List<String> names = new ArrayList<>();

  private final Set<String> timelines;

  /** For each timeline, the time of the event at hand: mostly known without making the event. */
  private final List<LongSupplier> times = new ArrayList<>();

  /** For each timeline, what is found in the event at hand. */
  private final List<List<Wanted>> wanted = new ArrayList<>();

  private final List<List<Found>> found = new ArrayList<>();

  EventJudge(SharedRules rules, MatchCounters counters) {
    this.catalog = rules.catalog();
    this.indicators = rules.indicators();
    this.counters = counters;
    this.session = catalog.rules().newSession();
    this.alerts = new StreamAlerts(catalog);
    for (Timeline timeline : catalog.timelines()) {
      names.add(timeline.name());
      outputs.add(Outputs.dated(timeline.name()));
      times.add(session.times(timeline.fields()));
      wanted.add(new ArrayList<>(0));
      found.add(new ArrayList<>(0));
    }
    this.timelines = Set.copyOf(names);
  }

  /** Reads an event, unless it is none: then that is counted and said. */
  boolean read(PlacedEvent event, SideOutputs side) {
    try {
      session.read(event.json(), 0, event.json().length);
      return true;
    } catch (EventFormatException e) {
      counters.malformed().inc();
      side.output(Outputs.DEAD_LETTERS, new DeadLetter(event, String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** The time of the event that was read, on the first timeline. */
  long mainTime(PlacedEvent event) {
    return time(0).orElse(event.recordedAt());
  }

  /** The times of the event that was read by which its rules may go, the first timeline's first. */
  long[] times(PlacedEvent event) {
    long main = mainTime(event);
    long[] all = new long[outputs.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = time(i).orElse(main);
    }
    return all;
  }

  /** The names of the timelines that its rules go by. */
  Set<String> timelines() {
    return timelines;
  }

  /**
   * Judges the event that was read, by those of the rules that count at the time that they go by.
   */
  void judge(PlacedEvent event, Share share, SideOutputs side, Collector<StreamAlert> out) {
    OptionalLong mainTime = time(0);
    long main = mainTime.orElse(event.recordedAt());
    if (session.matcherCount() > 0) {
      match(record(event, main), share, out);
    }
    boolean isTimeless = mainTime.isEmpty();
    for (int i = 0; i < session.detectorCount(); i++) {
      KeyedRule rule = catalog.keyed(session.detector(i)).orElse(null);
      isTimeless |= rule != null && !select(rule, event, share);
    }
    counters.timeless().inc(isTimeless && share.counts(main) ? 1 : 0);
    for (int i = 0; i < outputs.size(); i++) {
      OptionalLong time = i == 0 ? mainTime : time(i);
      boolean isMine = share.counts(time.orElse(main));
      if (isMine || (time.isPresent() && share.ticks(names.get(i), time.getAsLong()))) {
        send(i, event, time, side);
      }
    }
    session.clear();
  }

  /** Forgets the event that was read. */
  void forget() {
    session.clear();
  }

  /** The time of the event that was read, on a timeline. */
  private OptionalLong time(int timeline) {
    long time = times.get(timeline).getAsLong();
    return time == EventClock.NO_TIME ? OptionalLong.empty() : OptionalLong.of(time);
  }

  private static EventRecord record(PlacedEvent event, long time) {
    return new EventRecord(
        new EventOrder(time, null, event.sequence()), event.source(), event.line(), event.json());
  }

  private void match(EventRecord record, Share share, Collector<StreamAlert> out) {
    boolean isMain = share.counts(record.timestamp());
    for (int i = 0; i < session.matcherCount(); i++) {
      EventMatcher matcher = catalog.rules().matchers().get(session.matcher(i));
      GroupedRule grouped = catalog.grouped(matcher.ruleId()).orElse(null);
      boolean isMine =
          grouped == null
              ? isMain
              : share.counts(time(grouped.timeline()).orElse(record.timestamp()));
      try {
        if (isMine && (session.isCertain(i) || matcher.matches(session.event()))) {
          counters.matches().inc();
          matched(matcher.ruleId(), record, out);
        }
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        counters.metrics().failed(matcher.ruleId(), e);
      }
    }
  }

  private void matched(String ruleId, EventRecord record, Collector<StreamAlert> out) {
    Rule rule = catalog.rules().rule(ruleId).orElseThrow();
    Detection detection = new Detection(ruleId, Key.NONE, List.of(record), new Evidence.Events());
    List<GroupedAlert> groups = alerts.groupsOf(detection);
    if (groups.isEmpty()) {
      out.collect(alerts.alert(rule, detection));
      return;
    }
    GroupedRule grouped = catalog.grouped(ruleId).orElseThrow();
    OptionalLong turn = time(grouped.timeline());
    for (GroupedAlert group : groups) {
      found
          .get(grouped.timeline())
          .add(Found.of(grouped.key(), turn.orElse(group.end()), false, group));
    }
  }

  /** Whether the event has a time for a rule, or the rule does not want it anyway. */
  private boolean select(KeyedRule rule, PlacedEvent event, Share share) {
    Detector<?> detector = rule.detector();
    try {
      List<Selection> selections = detector.select(session.event(), indicators);
      if (selections.isEmpty()) {
        return true;
      }
      OptionalLong time = time(rule.timeline());
      if (time.isEmpty()) {
        return false;
      }
      if (!share.counts(time.getAsLong())) {
        return true;
      }
      EventRecord plain = record(event, time.getAsLong());
      EventRecord ordered =
          plain.at(plain.order().withTiebreaker(detector.tiebreakerField(), session.event()));
      EventRecord sent = detector.showsEvents() ? ordered : ordered.withoutJson();
      for (int i = 0; i < selections.size(); i++) {
        counters.selected().inc();
        CellKey cell = CellKey.of(rule.key(), selections.get(i).key());
        wanted.get(rule.timeline()).add(new Wanted(cell, i, selections.get(i), sent));
      }
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      counters.metrics().failed(rule.rule().ruleId(), e);
    }
    return true;
  }

  /** An event without a time on a timeline still has to reach its groups. */
  private void send(int timeline, PlacedEvent event, OptionalLong time, SideOutputs side) {
    List<Wanted> wants = wanted.get(timeline);
    List<Found> finds = found.get(timeline);
    if (time.isPresent() || !finds.isEmpty()) {
      side.output(
          outputs.get(timeline),
          new Dated(
              event.source(),
              event.line(),
              time.orElse(Dated.NO_TIME),
              copyOf(wants),
              copyOf(finds)));
    }
    wants.clear();
    finds.clear();
  }

  /** Mostly nothing, of which no copy is made. */
  private static <T> List<T> copyOf(List<T> all) {
    return all.isEmpty() ? List.of() : List.copyOf(all);
  }
}
