package dev.sigrun.flink;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RuleCatalog;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.rules.Timeline;
import dev.sigrun.flink.stage.AnnouncementOperator;
import dev.sigrun.flink.stage.Outputs;
import dev.sigrun.flink.stage.TimeSettings;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.WireTypes;
import dev.sigrun.runtime.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;
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

  /** Input that is not an event, and announcements that are refused. */
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
    private @Nullable DataStream<PlacedEvent> announcements;

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
     * Lets rules and indicators change while the job runs, as announcements say: a JSON object
     * each, which is described in the documentation. Matching is then no longer chained to the
     * source. Needs checkpoints: an announcement takes effect after the next one.
     *
     * @param stream of one partition, which is read from its beginning by one task; its watermarks
     *     do not matter
     */
    public Builder announcements(DataStream<PlacedEvent> stream) {
      announcements = stream;
      return this;
    }

    /**
     * Adds the rules to a job.
     *
     * @param events each partition in its order, with the watermarks of {@link #sourceProgress}
     * @throws IllegalArgumentException if the rules cannot be loaded here, a duration is negative
     *     or longer than 100,000 days, or there are announcements without checkpoints
     */
    public SigrunDetections build(DataStream<PlacedEvent> events) {
      TimeSettings settings = new TimeSettings(lateness, maxJump, idle);
      List<String> timelines;
      List<String> notes;
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      try (SharedRules loaded = SharedRules.open(rules, loader)) {
        timelines = loaded.catalog().timelines().stream().map(Timeline::name).toList();
        notes = notes(loaded.catalog(), announcements != null);
      }
      notes.forEach(LOG::warn);
      Stages stages = new Stages(name, rules, settings, announced(timelines));
      SingleOutputStreamOperator<StreamAlert> matched = stages.match(events);
      DataStream<StreamAlert> alerts = matched;
      List<DataStream<LateEvent>> late = new ArrayList<>();
      for (String timeline : timelines) {
        alerts = alerts.union(stages.lane(timeline, matched, late));
      }
      DataStream<LateEvent> allLate = late.get(0);
      for (DataStream<LateEvent> each : late.subList(1, late.size())) {
        allLate = allLate.union(each);
      }
      DataStream<DeadLetter> deadLetters = matched.getSideOutput(Outputs.DEAD_LETTERS);
      return new SigrunDetections(
          alerts, stages.refused().map(deadLetters::union).orElse(deadLetters), allLate, notes);
    }

    /** The accepted announcements, if the job takes any. */
    private Optional<SingleOutputStreamOperator<Announced>> announced(List<String> timelines) {
      DataStream<PlacedEvent> stream = announcements;
      if (stream == null) {
        return Optional.empty();
      }
      if (!stream.getExecutionEnvironment().getCheckpointConfig().isCheckpointingEnabled()) {
        throw new IllegalArgumentException(
            "Announcements take effect with checkpoints, which are off. Set execution.checkpointing.interval.");
      }
      return Optional.of(
          stream
              .transform(
                  name + "-announcements",
                  WireTypes.ANNOUNCED,
                  new AnnouncementOperator(rules, timelines))
              .uid(name + "-announcements")
              .setParallelism(1)
              .setMaxParallelism(1));
    }

    private static List<String> notes(RuleCatalog catalog, boolean canChange) {
      List<String> notes = new ArrayList<>();
      note(
          catalog.withoutKey(),
          "All events of these rules go to one slot each, because they have no key: ",
          notes);
      note(
          catalog.withIndicators(),
          canChange
              ? "These rules detect nothing until indicators are announced: "
              : "These rules detect nothing, because nothing can announce indicators: ",
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
