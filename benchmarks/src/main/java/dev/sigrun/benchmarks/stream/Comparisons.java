package dev.sigrun.benchmarks.stream;

import static dev.sigrun.benchmarks.stream.StreamPage.atLeast;
import static dev.sigrun.benchmarks.stream.StreamPage.atMost;
import static dev.sigrun.benchmarks.stream.StreamPage.number;
import static dev.sigrun.benchmarks.stream.StreamPage.ratio;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.measure.RuleSets;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.AlertWriter;
import dev.sigrun.runtime.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that compare the processor time of a job with that of others. */
final class Comparisons {
  private static final int PASSES = 4;
  private static final int KAFKA_PASSES = 2;

  /** After these, the JVM has compiled nearly all that it will. */
  private static final int WARM_UP = 8;

  private static final int COUNTED = 5;

  private final StreamPage page;
  private final Steps steps;
  private final boolean quick;
  private final Path folder;

  /** The traffic between tasks; all NaN until it is known. */
  private Shuffle shuffle = new Shuffle(Double.NaN, Double.NaN, Double.NaN);

  /**
   * What went between tasks.
   *
   * @param toStates bytes from matching to states, for each byte read
   * @param selected how often a rule with memory wanted an event, for each event
   * @param fromStates bytes of the alerts of these rules, for each byte read
   */
  private record Shuffle(double toStates, double selected, double fromStates) {}

  Comparisons(StreamPage page, Steps steps, boolean quick, Path folder) {
    this.page = page;
    this.steps = steps;
    this.quick = quick;
    this.folder = folder;
  }

  /** Says how often what is done. */
  void describe(EventBuffer events, EventBuffer fewer) {
    page.line(
        "| events of a round | %,d; with memory %,d; from Kafka %,d |",
        events.size() * PASSES, fewer.size() * PASSES, events.size() * KAFKA_PASSES);
    page.line("| rounds | %d, after %d that warm up |", rounds(COUNTED), rounds(WARM_UP));
  }

  /** Writes what went between tasks. */
  void shuffle() {
    page.line(
        "| all rules: bytes from matching to states and sink for each byte read | %s | %s |",
        ratio(shuffle.toStates()), atMost(1, "", shuffle.toStates()));
    page.line(
        "| the same: selections of rules with memory, for each event | %s | |",
        number(shuffle.selected()));
    page.line(
        "| the same: bytes from states to sink, which are alerts, for each byte read | %s | |",
        ratio(shuffle.fromStates()));
  }

  /** Writes all rows. */
  void run(RuleSets sets, Path single, Path all, EventBuffer events, EventBuffer fewer) {
    row("rules that judge single events, in memory", () -> matching(single, events));
    row("the same, with alerts", () -> writing(single, events));
    row("Flink alone", () -> alone(single, events));
    row("the same from Kafka", () -> fromKafka(single, events));
    for (String backend : List.of(Jobs.HEAP, Jobs.DISK)) {
      double goal = backend.equals(Jobs.HEAP) ? 0.80 : 0.40;
      row("all rules, `" + backend + "`", () -> stateful(all, fewer, backend, goal));
    }
    row("the baseline", () -> baselines(sets, fewer));
    row("two slots", () -> twoSlots(all, fewer));
  }

  private void row(String what, Steps.Step step) {
    steps.row(page, what, 6, step);
  }

  private int rounds(int count) {
    return quick ? Math.min(2, count) : count;
  }

  private void matching(Path jar, EventBuffer events) throws Exception {
    Matching alone = new Matching(RuleSets.load(jar), false);
    Rounds rounds = single(events, alone);
    Jobs.of(jar, Jobs.HEAP, folder).run(rounds, 1);
    long matches = Math.round(1_000.0 * alone.matches() / rounds.rounds() / rounds.size());
    row(
        "rules that judge single events, in memory (%,d matches in 1,000 events)"
            .formatted(matches),
        "`MatchSession`, which counts matches",
        rounds,
        0.85);
  }

  private void writing(Path jar, EventBuffer events) throws Exception {
    Rounds rounds = single(events, new Matching(RuleSets.load(jar), true));
    Jobs.of(jar, Jobs.HEAP, folder).run(rounds, 1);
    row("the same", "`MatchSession`, which writes alerts", rounds, Double.NaN);
  }

  private void alone(Path jar, EventBuffer events) throws Exception {
    Rounds nothing = single(events, Rounds.Contender.NONE);
    Jobs.of(jar, Jobs.HEAP, folder).runWithoutRules(nothing);
    page.line("| Flink alone: a source and a sink | | %s | | | |", number(nothing.jobNanos()));
  }

  private Rounds single(EventBuffer events, Rounds.Contender contender) {
    return new Rounds(events, PASSES, 1, rounds(WARM_UP), rounds(COUNTED), false, contender);
  }

  private void fromKafka(Path jar, EventBuffer events) throws Exception {
    Rounds rounds =
        KafkaRounds.run(
            Jobs.of(jar, Jobs.HEAP, folder),
            RuleSets.load(jar),
            events,
            folder.resolve("broker"),
            KAFKA_PASSES,
            rounds(WARM_UP),
            rounds(COUNTED));
    row(
        "rules that judge single events, from Kafka",
        "`poll` and `MatchSession`, which counts matches, on one thread",
        rounds,
        0.80);
  }

  private void stateful(Path jar, EventBuffer events, String backend, double goal)
      throws Exception {
    Rounds rounds = stateful(events, 1, engine(RuleSets.load(jar)));
    Jobs.of(jar, backend, folder).run(rounds, 1);
    if (backend.equals(Jobs.HEAP)) {
      double read = events.meanLength() * rounds.count();
      double all = Metrics.sum("numBytesOut") / read;
      double toStates = Metrics.sum("Source", "numBytesOut") / read;
      double selected = (double) Metrics.sum("selected") / rounds.count();
      shuffle = new Shuffle(toStates, selected, all - toStates);
    }
    row(
        "all rules, state in `" + backend + "`",
        "an engine of this build, which writes alerts",
        rounds,
        goal);
  }

  private Rounds stateful(EventBuffer events, int partitions, Rounds.Contender contender) {
    return new Rounds(
        events, PASSES, partitions, rounds(WARM_UP), rounds(COUNTED), true, contender);
  }

  private static Rounds.Contender engine(RuleSet rules) {
    long[] bytes = {0};
    AlertWriter writer = new AlertWriter();
    Engine engine =
        Engine.builder(rules)
            .allowedLateness(Jobs.LATENESS)
            .onAlert(alert -> bytes[0] += writer.line(alert, Map.of()).length)
            .build();
    return (batch, round) -> {
      for (int i = 0; i < batch.length; i++) {
        engine.accept(batch[i], "memory-0", (long) round * batch.length + i + 1);
      }
    };
  }

  /** The job, with the rules that the engine of another build can run, against that. */
  private void baselines(RuleSets sets, EventBuffer events) throws Exception {
    for (String backend : List.of(Jobs.HEAP, Jobs.DISK)) {
      Optional<Baseline> given = Baseline.ofProperty();
      if (given.isEmpty()) {
        page.line("| all rules | an engine of the baseline: none given | | | | |");
        return;
      }
      Baseline baseline = given.get();
      Path jar = sets.prepareThose("of-baseline.jar", baseline.ruleIds());
      Rounds rounds = stateful(events, 1, baseline);
      Jobs.of(jar, backend, folder).run(rounds, 1);
      row(
          "the %,d rules of the baseline, state in `%s`"
              .formatted(baseline.ruleIds().size(), backend),
          "an engine of the baseline, which writes no alerts",
          rounds,
          backend.equals(Jobs.HEAP) ? 0.80 : 0.40);
    }
  }

  private void twoSlots(Path jar, EventBuffer events) throws Exception {
    Rounds one = stateful(events, 1, Rounds.Contender.NONE);
    Jobs.of(jar, Jobs.HEAP, folder).run(one, 1);
    Rounds two = stateful(events, 2, Rounds.Contender.NONE);
    Jobs.of(jar, Jobs.HEAP, folder).run(two, 2);
    double ratio = two.jobNanos() / one.jobNanos();
    page.line(
        "| all rules, two slots | one slot | %s | %s | %s | %s |",
        number(two.jobNanos()), number(one.jobNanos()), ratio(ratio), atMost(1.15, "", ratio));
  }

  private void row(String job, String other, Rounds rounds, double goal) {
    double ratio = rounds.contenderNanos() / rounds.jobNanos();
    page.line(
        "| %s | %s | %s | %s | %s | %s |",
        job,
        other,
        number(rounds.jobNanos()),
        number(rounds.contenderNanos()),
        ratio(ratio),
        Double.isNaN(goal) ? "" : atLeast(goal, ratio));
  }
}
