package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.web.report.AlertStatistics;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs all rules that the command was given over events, as {@code run} does. */
final class ResultAnswers {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Workbench workbench;
  private final EventSets sets;
  private final Memo<CheckedRules, Together> compiled = new Memo<>(1);

  /** Rules, ready to run, and how many cannot be run. */
  private record Together(CompiledRules rules, int refused) {}

  ResultAnswers(Workbench workbench, EventSets sets) {
    this.workbench = workbench;
    this.sets = sets;
  }

  /** Counts of the alerts by rule, host and time. */
  Map<String, @Nullable Object> run(Question question) {
    Events events = sets.find(question.text("events"));
    CompilerOptions options = workbench.ask(project -> project.testOptions());
    Together set =
        compiled.get(workbench.ask(project -> project.checked()), all -> compile(all, options));
    AlertStatistics statistics = new AlertStatistics();
    long start = System.nanoTime();
    long malformed = run(set.rules(), events, statistics);
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

  private static Together compile(CheckedRules rules, CompilerOptions options) {
    GeneratedJava java = Compiled.java(rules.analyzed(), options);
    if (java.matchers().isEmpty() && java.detectors().isEmpty()) {
      throw RefusedException.wrong("None of the rules can be run.");
    }
    return new Together(Compiled.load(java), java.refused().size());
  }

  private static long run(CompiledRules rules, Events events, AlertStatistics statistics) {
    Deadline deadline = Deadline.in(LIMIT);
    long malformed = 0;
    try (Engine engine =
        Engine.builder(RuleSet.of(rules))
            .onDetection(
                (rule, detection) ->
                    statistics.add(
                        rule,
                        Alert.of(rule, detection, Instant.EPOCH).document(),
                        detection.key(),
                        detection.events().stream().filter(Objects::nonNull).toList()))
            .onFailure(failure -> {})
            .build()) {
      long number = 0;
      for (EventLine line : events.lines()) {
        number++;
        malformed += engine.accept(line.bytes(), Events.SOURCE, number) ? 0 : 1;
        deadline.check();
      }
      engine.finish();
    }
    return malformed;
  }
}
