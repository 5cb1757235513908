package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.report.AlertStatistics;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.engine.Engine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs all rules that the command was given over events, as {@code run} does. */
final class ResultAnswers {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int EVENTS_PER_STEP = 1_000;

  private final Workbench workbench;
  private final EventSets sets;
  private final AtomicBoolean preparing = new AtomicBoolean();
  private volatile Progress progress = Progress.NONE;
  private final ClassesInMemory classes = new ClassesInMemory();
  private final Memo<CheckedRules, Together> compiled = new Memo<>(1);

  /** How far the newest run is: what it does, and to how many of how many. */
  private record Progress(String stage, long done, long of) {
    private static final Progress NONE = new Progress("", 0, 0);
  }

  /** Rules, ready to run, and how many cannot be run. */
  private record Together(CompiledRules rules, int refused) {}

  ResultAnswers(Workbench workbench, EventSets sets) {
    this.workbench = workbench;
    this.sets = sets;
  }

  /** Counts of the alerts by rule, host and time. */
  Map<String, @Nullable Object> run(Question question) {
    Events events = sets.find(question.text("events"));
    Together set;
    AlertStatistics statistics;
    long start;
    long malformed;
    try (AlertCount alerts = new AlertCount()) {
      progress = new Progress("compiling", 0, 0);
      set = compiled();
      start = System.nanoTime();
      malformed = run(set.rules(), events, alerts, Deadline.in(LIMIT, question::isReplaced));
      statistics = alerts.statistics();
    } finally {
      progress = Progress.NONE;
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("count", set.rules().rules().size());
    answer.put("refused", set.refused());
    answer.put("events", events.lines().size());
    answer.put("malformed", malformed);
    answer.put("source", events.name());
    answer.put("millis", (System.nanoTime() - start) / 1_000_000);
    answer.putAll(statistics.json());
    return answer;
  }

  /** Begins to compile the rules, for a run that is likely to follow. */
  Map<String, @Nullable Object> prepare() {
    if (preparing.compareAndSet(false, true)) {
      Thread thread = new Thread(this::prepareNow, "sigrun-prepare");
      thread.setDaemon(true);
      thread.start();
    }
    return Answer.object();
  }

  private void prepareNow() {
    try {
      compiled();
    } catch (RefusedException e) {
      // The run gets the same answer, with the reason.
    } finally {
      preparing.set(false);
    }
  }

  /** How far the newest run is. */
  Map<String, @Nullable Object> progress() {
    Progress now = progress;
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("stage", now.stage());
    answer.put("done", now.done());
    answer.put("of", now.of());
    return answer;
  }

  private Together compiled() {
    CompilerOptions options = workbench.ask(project -> project.testOptions());
    CheckedRules rules = workbench.ask(project -> project.checked());
    return compiled.get(rules, all -> compile(all, options));
  }

  private Together compile(CheckedRules rules, CompilerOptions options) {
    GeneratedJava java = Compiled.java(rules.analyzed(), options);
    if (java.matchers().isEmpty() && java.detectors().isEmpty()) {
      throw RefusedException.wrong("None of the rules can be run.");
    }
    classes.begin();
    return new Together(Compiled.load(java, classes), java.refused().size());
  }

  private long run(CompiledRules rules, Events events, AlertCount alerts, Deadline deadline) {
    try (Engine engine =
        Engine.builder(RuleSet.of(rules)).onDetection(alerts).onFailure(failure -> {}).build()) {
      return new EventFeed(
              engine, events, deadline, number -> advance(number, events.lines().size()))
          .run();
    }
  }

  private void advance(long number, long of) {
    if (number % EVENTS_PER_STEP == 1) {
      progress = new Progress("running", number, of);
    }
  }
}
