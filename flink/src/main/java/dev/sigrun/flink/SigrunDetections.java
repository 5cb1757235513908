package dev.sigrun.flink;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleCatalog;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.rules.Timeline;
import dev.sigrun.flink.stage.CellFunction;
import dev.sigrun.flink.stage.GroupFunction;
import dev.sigrun.flink.stage.MatchFunction;
import dev.sigrun.flink.stage.Outputs;
import dev.sigrun.flink.stage.TimeSettings;
import dev.sigrun.flink.stage.TimelineOperator;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.Wanted;
import dev.sigrun.flink.wire.WireTypes;
import dev.sigrun.runtime.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules as a part of a Flink job: turns a stream of events into a stream of alerts.
 *
 * <pre>{@code
 * DataStream<PlacedEvent> events =
 *     environment.fromSource(kafka, SigrunDetections.sourceProgress(), "events");
 * SigrunDetections detections =
 *     SigrunDetections.builder(RulesLocation.jars(Path.of("/rules/rules.jar")))
 *         .allowedLateness(Duration.ofSeconds(10))
 *         .build(events);
 * detections.alerts().sinkTo(alerts);
 * }</pre>
 *
 * <p>The alerts are those of an embedded engine, with the same ids, as long as events of a
 * partition are not later than is allowed. Later ones are counted and in {@link #late()}.
 */
public final class SigrunDetections {
  /** The type of the events of a source. */
  public static final TypeInformation<PlacedEvent> EVENT_TYPE = WireTypes.PLACED_EVENT;

  private static final Logger LOG = LoggerFactory.getLogger(SigrunDetections.class);

  private final DataStream<StreamAlert> alerts;
  private final DataStream<DeadLetter> deadLetters;
  private final DataStream<LateEvent> late;
  private final List<String> notes;

  private SigrunDetections(
      DataStream<StreamAlert> alerts,
      DataStream<DeadLetter> deadLetters,
      DataStream<LateEvent> late,
      List<String> notes) {
    this.alerts = alerts;
    this.deadLetters = deadLetters;
    this.late = late;
    this.notes = List.copyOf(notes);
  }

  /** Starts to describe a part of a job that runs the rules of {@code rules}. */
  public static Builder builder(RulesLocation rules) {
    return new Builder(rules);
  }

  /**
   * The watermarks that a source needs: without any, no time passes until it was silent for as long
   * as {@link Builder#idleAfter} says. Combine it with {@code withIdleness} if partitions may have
   * no events at the start.
   */
  public static WatermarkStrategy<PlacedEvent> sourceProgress() {
    return new SourceProgress();
  }

  /** The alerts. */
  public DataStream<StreamAlert> alerts() {
    return alerts;
  }

  /** Input that is not an event. */
  public DataStream<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** Events that rules with memory wanted but that came too late for them. */
  public DataStream<LateEvent> late() {
    return late;
  }

  /** Notes about the rules that users should read before they run them, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /** Describes a part of a job. Everything but the rules has a default. */
  public static final class Builder {
    private final RulesLocation rules;
    private Duration lateness = TimeSettings.DEFAULT.lateness();
    private Duration maxJump = TimeSettings.DEFAULT.maxJump();
    private Duration idle = TimeSettings.DEFAULT.idle();
    private String name = "sigrun";

    private Builder(RulesLocation rules) {
      this.rules = rules;
    }

    /** How much older than the newest event of its partition an event may be; a minute. */
    public Builder allowedLateness(Duration duration) {
      lateness = duration;
      return this;
    }

    /** How far ahead of all others an event may be to be trusted; a day. */
    public Builder maxJump(Duration duration) {
      maxJump = duration;
      return this;
    }

    /**
     * After how much silence a partition no longer holds time back; a minute. Its events are late
     * if it comes back with older ones. Zero for never.
     */
    public Builder idleAfter(Duration duration) {
      idle = duration;
      return this;
    }

    /**
     * The beginning of the names and ids of the operators, by which savepoints know them: must
     * differ between two parts of one job, and never change. By default {@code sigrun}.
     */
    public Builder named(String prefix) {
      name = prefix;
      return this;
    }

    /**
     * Adds the rules to a job.
     *
     * @param events each partition in its order, with the watermarks of {@link #sourceProgress}
     * @throws IllegalArgumentException if the rules cannot be loaded here, or a duration is
     *     negative or longer than 100,000 days
     */
    public SigrunDetections build(DataStream<PlacedEvent> events) {
      TimeSettings settings = new TimeSettings(lateness, maxJump, idle);
      List<String> timelines;
      List<String> notes;
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      try (SharedRules loaded = SharedRules.open(rules, loader)) {
        timelines = loaded.catalog().timelines().stream().map(Timeline::name).toList();
        notes = notes(loaded.catalog());
      }
      notes.forEach(LOG::warn);
      SingleOutputStreamOperator<StreamAlert> matched =
          events
              .process(new MatchFunction(rules), WireTypes.ALERT)
              .name(name + "-match")
              .uid(name + "-match");
      DataStream<StreamAlert> alerts = matched;
      List<DataStream<LateEvent>> late = new ArrayList<>();
      for (String timeline : timelines) {
        alerts = alerts.union(lane(timeline, matched, settings, late));
      }
      DataStream<LateEvent> allLate = late.get(0);
      for (DataStream<LateEvent> each : late.subList(1, late.size())) {
        allLate = allLate.union(each);
      }
      return new SigrunDetections(
          alerts, matched.getSideOutput(Outputs.DEAD_LETTERS), allLate, notes);
    }

    /** The stages of one timeline. */
    private DataStream<StreamAlert> lane(
        String timeline,
        SingleOutputStreamOperator<StreamAlert> matched,
        TimeSettings settings,
        List<DataStream<LateEvent>> late) {
      SingleOutputStreamOperator<Wanted> timed =
          matched
              .getSideOutput(Outputs.dated(timeline))
              .transform(
                  name + "-time-" + timeline,
                  WireTypes.WANTED,
                  new TimelineOperator(timeline, rules, settings))
              .uid(name + "-time-" + timeline);
      SingleOutputStreamOperator<StreamAlert> cells =
          timed
              .keyBy(Wanted::cell, WireTypes.CELL_KEY)
              .process(new CellFunction(timeline, rules), WireTypes.ALERT)
              .name(name + "-cells-" + timeline)
              .uid(name + "-cells-" + timeline);
      DataStream<Found> found =
          timed.getSideOutput(Outputs.FOUND).union(cells.getSideOutput(Outputs.FOUND));
      SingleOutputStreamOperator<StreamAlert> groups =
          found
              .keyBy(Found::group, WireTypes.CELL_KEY)
              .process(new GroupFunction(rules, settings), WireTypes.ALERT)
              .name(name + "-groups-" + timeline)
              .uid(name + "-groups-" + timeline);
      late.add(timed.getSideOutput(Outputs.LATE));
      late.add(cells.getSideOutput(Outputs.LATE));
      return cells.union(groups);
    }

    private static List<String> notes(RuleCatalog catalog) {
      List<String> notes = new ArrayList<>();
      note(
          catalog.withoutKey(),
          "All events of these rules go to one slot each, because they have no key: ",
          notes);
      note(
          catalog.withIndicators(),
          "These rules detect nothing, because a job has no indicators yet: ",
          notes);
      catalog
          .broken()
          .forEach((rule, problem) -> notes.add("The rule " + rule + " is left out: " + problem));
      return notes;
    }

    private static void note(List<Rule> rules, String text, List<String> notes) {
      if (!rules.isEmpty()) {
        notes.add(
            text
                + rules.stream()
                    .map(rule -> rule.name() + " (" + rule.ruleId() + ")")
                    .collect(Collectors.joining(", "))
                + ".");
      }
    }
  }
}
