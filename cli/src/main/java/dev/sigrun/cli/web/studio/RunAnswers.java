package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.report.Shapes;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.trace.RecordedRules;
import dev.sigrun.cli.web.trace.Recorder;
import dev.sigrun.cli.web.trace.TimeLine;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.explain.QueryParts;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertEvent;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs the rule on the page over events, and shows how it came to its alerts. */
final class RunAnswers {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_ALERTS = 500;
  private static final int MOST_MATCHED = 10_000;
  private static final int MOST_FAILURES = 5;
  private static final Duration LONGEST_LATENESS = Duration.ofDays(365);

  private final Workbench workbench;
  private final EventSets sets;
  private final Compiled compiled;

  RunAnswers(Workbench workbench, EventSets sets, Compiled compiled) {
    this.workbench = workbench;
    this.sets = sets;
    this.compiled = compiled;
  }

  /** The alerts of the rule, the events that they are about, and its time line. */
  Map<String, @Nullable Object> run(Question question) {
    RuleText text = RuleText.of(workbench, question);
    Events events = sets.find(question.text("events"));
    Duration lateness =
        Duration.ofSeconds(Math.min(question.number("lateness"), LONGEST_LATENESS.toSeconds()));
    AnalyzedRule rule = text.analyzed();
    Recorder recorder = new Recorder();
    Run run =
        new Run(
            RuleSet.of(new RecordedRules(compiled.of(rule, text.options()), recorder)),
            lateness,
            recorder);
    run.over(events, Deadline.in(LIMIT, question::isReplaced));
    return run.answer(rule, events);
  }

  /** One run of one rule. */
  private static final class Run {
    private final Engine engine;
    private final Recorder recorder;
    private final List<Map<String, @Nullable Object>> alerts = new ArrayList<>();
    private final Set<Long> matched = new TreeSet<>();
    private final Set<String> failures = new LinkedHashSet<>();
    private long count;
    private long malformed;
    private long nanos;

    Run(RuleSet rules, Duration lateness, Recorder recorder) {
      this.recorder = recorder;
      this.engine =
          Engine.builder(rules)
              .allowedLateness(lateness)
              .onDetection(this::detected)
              .onFailure(this::failed)
              .build();
    }

    private void detected(dev.sigrun.runtime.rule.Rule rule, Detection detection) {
      count++;
      for (EventRecord event : detection.events()) {
        if (event != null && matched.size() < MOST_MATCHED) {
          matched.add(event.line());
        }
      }
      if (alerts.size() < MOST_ALERTS) {
        alerts.add(alert(Alert.of(rule, detection, Instant.EPOCH)));
      }
    }

    private void failed(Failure failure) {
      if (failures.size() < MOST_FAILURES) {
        failures.add(failure.message());
      }
    }

    private static Map<String, @Nullable Object> alert(Alert alert) {
      Map<String, @Nullable Object> json = Answer.object();
      json.put("name", alert.name());
      json.put("severity", alert.severity());
      json.put("reason", alert.reason());
      json.put("start", millis(alert.startTime()));
      json.put("end", millis(alert.endTime()));
      json.put("key", texts(alert.key().values()));
      json.put("events", alert.events().stream().map(AlertEvent::line).toList());
      return json;
    }

    private static @Nullable Long millis(Optional<Instant> time) {
      return time.map(Instant::toEpochMilli).orElse(null);
    }

    void over(Events events, Deadline deadline) {
      long start = System.nanoTime();
      try (engine) {
        malformed = new EventFeed(engine, events, deadline, recorder::next).run();
      }
      nanos = System.nanoTime() - start;
    }

    Map<String, @Nullable Object> answer(AnalyzedRule rule, Events events) {
      Counters counters = engine.counters();
      Map<String, @Nullable Object> answer = Answer.object();
      answer.put("events", events.lines().size());
      answer.put("malformed", malformed);
      answer.put("millis", nanos / 1_000_000);
      answer.put("alerts", count);
      answer.put("shown", alerts);
      answer.put("matched", List.copyOf(matched));
      answer.put("late", counters.late());
      answer.put("withoutTime", counters.withoutTime());
      answer.put("suppressed", counters.suppressed());
      answer.put("failures", List.copyOf(failures));
      answer.put("shape", Shapes.name(rule.query()));
      answer.put("memory", Shapes.needsMemory(rule.query()));
      answer.put("parts", QueryParts.of(rule.query()).stream().map(QueryParts.Part::name).toList());
      answer.put("timeline", timeline(TimeLine.of(recorder), recorder.isComplete()));
      return answer;
    }

    private static Map<String, @Nullable Object> timeline(TimeLine line, boolean complete) {
      Map<String, @Nullable Object> json = Answer.object();
      json.put("lanes", Answer.list(line.lanes(), Run::lane));
      json.put("hidden", line.hidden());
      json.put("complete", complete);
      return json;
    }

    private static Map<String, @Nullable Object> lane(TimeLine.Lane lane) {
      Map<String, @Nullable Object> json = Answer.object();
      json.put("key", texts(lane.key().values()));
      json.put("dots", Answer.list(lane.dots(), Run::dot));
      json.put("alerts", lane.alerts());
      json.put("hidden", lane.hidden());
      return json;
    }

    private static Map<String, @Nullable Object> dot(TimeLine.Dot dot) {
      Map<String, @Nullable Object> json = Answer.object();
      json.put("event", dot.event());
      json.put("time", Answer.orNull(dot.time()));
      json.put("inputs", dot.inputs());
      json.put("fate", dot.fate().name().toLowerCase(Locale.ROOT));
      json.put("until", Answer.orNull(dot.until()));
      json.put("endedBy", Answer.orNull(dot.endedBy()));
      return json;
    }
  }

  /** The values of a key, for people. */
  static List<String> texts(List<? extends @Nullable Object> values) {
    return values.stream().map(Objects::toString).toList();
  }
}
