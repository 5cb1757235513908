package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.KeyedRule;
import dev.sigrun.flink.rules.RuleCatalog;
import dev.sigrun.flink.rules.RulesLocation;
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
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The first stage, chained to the source: judges each event alone. Alerts of rules that judge
 * single events leave at once; to each timeline goes the event's time, with what rules want of the
 * event.
 */
public final class MatchFunction extends ProcessFunction<PlacedEvent, StreamAlert> {
  private static final long serialVersionUID = 1L;

  private final RulesLocation location;
  private transient @Nullable Work work;

  /** The stage for the rules of {@code location}. */
  public MatchFunction(RulesLocation location) {
    this.location = location;
  }

  @Override
  public void open(OpenContext context) {
    work =
        new Work(
            SharedRules.open(location, getRuntimeContext().getUserCodeClassLoader()),
            new StageMetrics(getRuntimeContext().getMetricGroup()));
  }

  @Override
  public void processElement(PlacedEvent event, Context context, Collector<StreamAlert> out) {
    if (work != null) {
      work.process(event, context, out);
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.rules.close();
    }
  }

  /** The parts that a stage makes when it is opened. */
  private static final class Work {
    private final SharedRules rules;
    private final RuleCatalog catalog;
    private final StageMetrics metrics;
    private final MatchSession session;
    private final AlertWriter alerts;
    private final List<OutputTag<Dated>> outputs = new ArrayList<>();

    /** For each timeline, what is found in the event at hand. */
    private final List<List<Wanted>> wanted = new ArrayList<>();

    private final List<List<Found>> found = new ArrayList<>();
    private final Counter events;
    private final Counter malformed;
    private final Counter timeless;
    private final Counter matches;
    private final Counter selected;

    Work(SharedRules rules, StageMetrics metrics) {
      this.rules = rules;
      this.catalog = rules.catalog();
      this.metrics = metrics;
      this.session = catalog.rules().newSession();
      this.alerts = new AlertWriter(catalog);
      for (Timeline timeline : catalog.timelines()) {
        outputs.add(Outputs.dated(timeline.name()));
        wanted.add(new ArrayList<>(0));
        found.add(new ArrayList<>(0));
      }
      this.events = metrics.counter("events");
      this.malformed = metrics.counter("malformed");
      this.timeless = metrics.counter("timeless");
      this.matches = metrics.counter("matches");
      this.selected = metrics.counter("selected");
    }

    void process(PlacedEvent event, Context context, Collector<StreamAlert> out) {
      events.inc();
      try {
        session.read(event.json(), 0, event.json().length);
      } catch (EventFormatException e) {
        malformed.inc();
        context.output(Outputs.DEAD_LETTERS, new DeadLetter(event, String.valueOf(e.getMessage())));
        return;
      }
      Event fields = session.hasCandidates() ? session.event() : session.dates();
      OptionalLong mainTime = EventOrder.timeOf(fields, catalog.timelines().get(0).fields());
      if (session.matcherCount() > 0) {
        EventRecord record = record(event, mainTime.orElse(event.recordedAt()));
        match(record, out);
      }
      boolean isTimeless = mainTime.isEmpty();
      for (int i = 0; i < session.detectorCount(); i++) {
        KeyedRule rule = catalog.keyed(session.detector(i)).orElse(null);
        isTimeless |= rule != null && !select(rule, event);
      }
      timeless.inc(isTimeless ? 1 : 0);
      for (int i = 0; i < outputs.size(); i++) {
        send(i, event, i == 0 ? mainTime : time(fields, i), context);
      }
      session.clear();
    }

    private OptionalLong time(Event fields, int timeline) {
      return EventOrder.timeOf(fields, catalog.timelines().get(timeline).fields());
    }

    private static EventRecord record(PlacedEvent event, long time) {
      return new EventRecord(
          new EventOrder(time, null, event.sequence()), event.source(), event.line(), event.json());
    }

    private void match(EventRecord record, Collector<StreamAlert> out) {
      for (int i = 0; i < session.matcherCount(); i++) {
        EventMatcher matcher = catalog.rules().matchers().get(session.matcher(i));
        try {
          if (matcher.matches(session.event())) {
            matches.inc();
            matched(matcher.ruleId(), record, out);
          }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
          metrics.failed(matcher.ruleId(), e);
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
      var grouped = catalog.grouped(ruleId).orElseThrow();
      OptionalLong turn = time(session.event(), grouped.timeline());
      for (GroupedAlert group : groups) {
        found
            .get(grouped.timeline())
            .add(Found.of(grouped.key(), turn.orElse(group.end()), false, group));
      }
    }

    /** Whether the event has a time for a rule, or the rule does not want it anyway. */
    private boolean select(KeyedRule rule, PlacedEvent event) {
      Detector<?> detector = rule.detector();
      try {
        List<Selection> selections = detector.select(session.event(), ReferenceData.NONE);
        if (selections.isEmpty()) {
          return true;
        }
        OptionalLong time = time(session.event(), rule.timeline());
        if (time.isEmpty()) {
          return false;
        }
        EventRecord plain = record(event, time.getAsLong());
        EventRecord ordered =
            plain.at(plain.order().withTiebreaker(detector.tiebreakerField(), session.event()));
        EventRecord sent = detector.showsEvents() ? ordered : ordered.withoutJson();
        for (int i = 0; i < selections.size(); i++) {
          selected.inc();
          CellKey cell = CellKey.of(rule.key(), selections.get(i).key());
          wanted.get(rule.timeline()).add(new Wanted(cell, i, selections.get(i), sent));
        }
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        metrics.failed(rule.rule().ruleId(), e);
      }
      return true;
    }

    /** An event without a time on a timeline still has to reach its groups. */
    private void send(int timeline, PlacedEvent event, OptionalLong time, Context context) {
      List<Wanted> wants = wanted.get(timeline);
      List<Found> finds = found.get(timeline);
      if (time.isPresent() || !finds.isEmpty()) {
        context.output(
            outputs.get(timeline),
            new Dated(
                event.source(),
                event.line(),
                time.orElse(Dated.NO_TIME),
                List.copyOf(wants),
                List.copyOf(finds)));
      }
      wants.clear();
      finds.clear();
    }
  }
}
