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
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

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
  private final List<Asked> asked = new ArrayList<>();

  /** The names of the timelines, in their order, and as a set by which versions can be compared. */
  private final List<String> names;

  private final Set<String> timelines;

  /** For each timeline, the time of the event at hand: mostly known without making the event. */
  private final LongSupplier[] times;

  /** For each timeline, what is found in the event at hand. */
  private final List<List<Wanted>> wanted = new ArrayList<>();

  private final List<List<Found>> found = new ArrayList<>();

  /** A matcher with its rule, and how that suppresses alerts if it does. */
  private record Asked(EventMatcher matcher, Rule rule, @Nullable GroupedRule grouped) {}

  EventJudge(SharedRules rules, MatchCounters counters) {
    this.catalog = rules.catalog();
    this.indicators = rules.indicators();
    this.counters = counters;
    this.session = catalog.rules().newSession();
    this.alerts = new StreamAlerts(catalog);
    for (EventMatcher matcher : catalog.rules().matchers()) {
      String id = matcher.ruleId();
      Rule rule = catalog.rules().rule(id).orElseThrow();
      asked.add(new Asked(matcher, rule, catalog.grouped(id).orElse(null)));
    }
    List<Timeline> all = catalog.timelines();
    this.names = all.stream().map(Timeline::name).toList();
    this.timelines = Set.copyOf(names);
    this.times =
        all.stream().map(each -> session.times(each.fields())).toArray(LongSupplier[]::new);
    for (int i = 0; i < times.length; i++) {
      wanted.add(new ArrayList<>(0));
      found.add(new ArrayList<>(0));
    }
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
    return orElse(times[0].getAsLong(), event.recordedAt());
  }

  /** The times of the event that was read by which its rules may go, the first timeline's first. */
  long[] times(PlacedEvent event) {
    long main = mainTime(event);
    long[] all = times();
    for (int i = 0; i < all.length; i++) {
      all[i] = orElse(all[i], main);
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
    long[] at = times();
    long main = orElse(at[0], event.recordedAt());
    if (session.matcherCount() > 0) {
      match(event, main, at, share, out);
    }
    boolean isTimeless = at[0] == Dated.NO_TIME;
    for (int i = 0; i < session.detectorCount(); i++) {
      KeyedRule rule = catalog.keyed(session.detector(i)).orElse(null);
      isTimeless |= rule != null && !select(rule, event, at, share);
    }
    if (isTimeless && share.counts(main)) {
      counters.timeless().inc();
    }
    send(event, at, main, share, side);
    session.clear();
  }

  /** Forgets the event that was read. */
  void forget() {
    session.clear();
  }

  /** The times of the event that was read, on each timeline. */
  private long[] times() {
    long[] all = new long[times.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = times[i].getAsLong();
    }
    return all;
  }

  private static long orElse(long time, long other) {
    return time == Dated.NO_TIME ? other : time;
  }

  private static EventRecord record(PlacedEvent event, long time) {
    return new EventRecord(
        new EventOrder(time, null, event.sequence()), event.source(), event.line(), event.json());
  }

  private void match(
      PlacedEvent event, long main, long[] at, Share share, Collector<StreamAlert> out) {
    boolean isMain = share.counts(main);
    for (int i = 0; i < session.matcherCount(); i++) {
      Asked each = asked.get(session.matcher(i));
      GroupedRule grouped = each.grouped();
      boolean isMine =
          grouped == null ? isMain : share.counts(orElse(at[grouped.timeline()], main));
      try {
        if (isMine && (session.isCertain(i) || each.matcher().matches(session.event()))) {
          counters.matches().inc();
          matched(each, record(event, main), at, out);
        }
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        counters.metrics().failed(each.rule().ruleId(), e);
      }
    }
  }

  private void matched(Asked by, EventRecord record, long[] at, Collector<StreamAlert> out) {
    Detection detection =
        new Detection(by.rule().ruleId(), Key.NONE, List.of(record), new Evidence.Events());
    GroupedRule grouped = by.grouped();
    List<GroupedAlert> groups = grouped == null ? List.of() : alerts.groupsOf(detection);
    if (grouped == null || groups.isEmpty()) {
      out.collect(alerts.alert(by.rule(), detection));
      return;
    }
    for (GroupedAlert group : groups) {
      long turn = orElse(at[grouped.timeline()], group.end());
      found.get(grouped.timeline()).add(Found.of(grouped.key(), turn, false, group));
    }
  }

  /** Whether the event has a time for a rule, or the rule does not want it anyway. */
  private boolean select(KeyedRule rule, PlacedEvent event, long[] at, Share share) {
    Detector<?> detector = rule.detector();
    try {
      List<Selection> selections = detector.select(session.event(), indicators);
      if (selections.isEmpty()) {
        return true;
      }
      long time = at[rule.timeline()];
      if (time == Dated.NO_TIME) {
        return false;
      }
      if (!share.counts(time)) {
        return true;
      }
      EventRecord plain = record(event, time);
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
  private void send(PlacedEvent event, long[] at, long main, Share share, SideOutputs side) {
    List<List<Wanted>> wants = taken(wanted);
    List<List<Found>> finds = taken(found);
    boolean isTold = !finds.isEmpty();
    for (int i = 0; i < at.length; i++) {
      boolean isMine = share.counts(orElse(at[i], main));
      if (!isMine && at[i] != Dated.NO_TIME && !share.ticks(names.get(i), at[i])) {
        at[i] = Dated.NO_TIME;
      }
      isTold |= at[i] != Dated.NO_TIME;
    }
    if (isTold) {
      side.output(Outputs.DATED, new Dated(event.source(), event.line(), names, at, wants, finds));
    }
  }

  /** Takes what was found for each timeline: mostly nothing. */
  private static <T> List<List<T>> taken(List<List<T>> all) {
    List<List<T>> taken = List.of();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isEmpty()) {
        taken = all.stream().map(List::copyOf).toList();
        all.forEach(List::clear);
      }
    }
    return taken;
  }
}
