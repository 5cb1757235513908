package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.events.EventShape;
import dev.sigrun.benchmarks.measure.Subset;
import dev.sigrun.benchmarks.rules.HostileRules;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of the page about one version of Java, and its plot. */
final class Section {
  private final Measured measured;
  private final StringBuilder text = new StringBuilder();

  private Section(Measured measured) {
    this.measured = measured;
  }

  static String markdown(Measured measured) {
    Section section = new Section(measured);
    section.line("## " + measured.title());
    section.line("");
    section.throughput();
    section.turns();
    section.shapes();
    section.esqlCost();
    section.text.append(CoresSection.markdown(measured));
    section.text.append(CommandSection.markdown(measured));
    section.peers();
    section.warmUp();
    section.memory();
    section.state();
    section.hostile();
    return section.text.toString();
  }

  static String plot(Measured measured) {
    List<Plot.Line> lines = new ArrayList<>();
    for (ContenderKind kind : ContenderKind.values()) {
      List<OptionalDouble> values = new ArrayList<>();
      for (RuleCount count : RuleCount.values()) {
        values.add(measured.speed(kind, count));
      }
      lines.add(new Plot.Line(kind.title(), values, kind == ContenderKind.JACKSON_TOKENS));
    }
    List<String> counts = Arrays.stream(RuleCount.values()).map(RuleCount::title).toList();
    return Plot.draw("Events per second, one thread, " + measured.title(), "rules", counts, lines);
  }

  private void throughput() {
    line("### Events per second by number of rules");
    line("");
    line(
        "From the bytes of an NDJSON line to its matches, one thread. In brackets: bytes allocated per event.");
    line(
        "*10 x all* adds nine altered copies of each rule, with other constants but the same values of");
    line(
        "`event.*`, `host.os.*` and `data_stream.*`. Peers run only the rules that they can express.");
    line("");
    line("![Events per second by number of rules](" + measured.plotFile() + ")");
    line("");
    line(
        Arrays.stream(RuleCount.values())
            .map(RuleCount::title)
            .collect(Collectors.joining(" | ", "| | ", " |")));
    line("|---|" + "---:|".repeat(RuleCount.values().length));
    for (ContenderKind kind : ContenderKind.values()) {
      line(
          Arrays.stream(RuleCount.values())
              .map(count -> measured.throughput(kind, count).map(Figures::speed).orElse(""))
              .collect(Collectors.joining(" | ", "| " + kind.title() + " | ", " |")));
    }
    line("");
    measured
        .nonMatching()
        .ifPresent(
            row -> line("Events that match no rule, all rules: " + Figures.speed(row) + ".\n"));
  }

  private void turns() {
    measured
        .results()
        .find("RatioBenchmark.rounds")
        .ifPresent(
            row ->
                line(
                    "Nanoseconds of processor time per event, measured in alternating rounds: Jackson's tokens "
                        + Figures.number(row.secondary("tokens"))
                        + ", all rules "
                        + Figures.number(row.secondary("all"))
                        + ", ten times the rules "
                        + Figures.number(row.secondary("tenfold"))
                        + ".\n"));
  }

  private void shapes() {
    line("### Events of several shapes");
    line("");
    line(
        "Nanoseconds of processor time per event, measured in alternating rounds, and the throughput relative to");
    line("`nextToken`. All single-event rules.");
    line("");
    line(
        "| events | bytes | `nextToken` | scan alone | all rules | relative | matches per 1,000 |");
    line("|---|" + "---:|".repeat(6));
    for (EventShape shape : EventShape.values()) {
      measured
          .results()
          .find("ShapeBenchmark.rounds", "shape", shape.name())
          .ifPresent(
              row ->
                  line(
                      Stream.of("eventBytes", "tokens", "scan", "all", "ratio", "matches")
                          .map(row::secondary)
                          .map(Figures::number)
                          .collect(Collectors.joining(" | ", "| " + shape.word() + " | ", " |"))));
    }
    line("");
  }

  private void esqlCost() {
    List<Results.Row> draws =
        measured.results().rows().stream()
            .filter(row -> row.method().equals("EsqlCostBenchmark.rounds"))
            .toList();
    if (draws.isEmpty()) {
      return;
    }
    line("### Rules in ES|QL");
    line("");
    line(
        "Processor time for an event in an engine in which the rules in ES|QL stand for as many drawn ones in KQL,");
    line(
        "thresholds and new terms in their proportion, relative to the engine with those. One figure for each draw:");
    line(
        draws.stream()
            .map(row -> Figures.number(row.secondary("ratio")))
            .collect(Collectors.joining(", ", "", ".")));
    line("");
  }

  private void peers() {
    line("### Comparison with peers on the same rules");
    line("");
    line(
        "Each peer runs the rules that it can express, converted from the IR, with its default settings. The only");
    line(
        "exception is Lucene's presearcher, which is given the fields that distinguish rules poorly. *Exactly* counts the");
    line(
        "rules that give the same answer for every event; Event Ruler's `anything-but` on arrays, for example, does not.");
    line("");
    line("| rules of | peer | " + ContenderKind.INDEX.title() + " |");
    line("|---|---:|---:|");
    peer(ContenderKind.EVENT_RULER, Subset.RULER);
    peer(ContenderKind.LUCENE_MONITOR, Subset.LUCENE);
    line("");
  }

  private void peer(ContenderKind peer, Subset subset) {
    Optional<Results.Row> theirs = measured.throughput(peer, RuleCount.ALL);
    Optional<Results.Row> ours = measured.throughput(ContenderKind.INDEX, RuleCount.ALL, subset);
    if (theirs.isPresent() && ours.isPresent()) {
      line(
          "| "
              + peer.title()
              + " | "
              + Figures.speed(theirs.get())
              + " | "
              + Figures.speed(ours.get())
              + " |");
    }
  }

  private void warmUp() {
    List<Double> curve = measured.warmUp();
    if (curve.isEmpty()) {
      return;
    }
    line("### Warm-up");
    line("");
    line(
        "Events per second in each "
            + Plan.WARM_UP_MILLIS
            + " ms after the first event; all rules, one measuring thread, all processors available to the JVM:");
    line("");
    line(curve.stream().map(Figures::number).collect(Collectors.joining(", ")));
    line("");
  }

  private void memory() {
    line("### Memory of loaded rules");
    line("");
    line(
        "Measured after events that cause classes to be loaded; for the engine, before the first event.");
    line("");
    line("| | rules | heap | heap per rule | classes and compiled code |");
    line("|---|---|---:|---:|---:|");
    for (Results.Row row : measured.results().rows()) {
      if (row.method().equals("StartBenchmark.memory")) {
        ContenderKind kind =
            ContenderKind.valueOf(String.valueOf(row.parameters().get("contender")));
        RuleCount count = RuleCount.valueOf(String.valueOf(row.parameters().get("count")));
        memory(row, kind.title(), count.title(), ruleCount(kind, count));
      } else if (row.method().equals("StartBenchmark.engineMemory")) {
        memory(row, "engine", "all, including those with memory", count("rules"));
      }
    }
    line("");
  }

  private void memory(Results.Row row, String who, String rules, double ruleCount) {
    line(
        "| "
            + who
            + " | "
            + rules
            + " | "
            + Figures.megabytes(row.secondary("heapBytes"))
            + " | "
            + Figures.number(row.secondary("heapBytes") / ruleCount / 1000)
            + " kB | "
            + Figures.megabytes(row.secondary("metaspaceBytes"))
            + " |");
  }

  /** The number of rules; of a peer, those that it can express. */
  private double ruleCount(ContenderKind kind, RuleCount count) {
    double rules =
        switch (kind) {
          case EVENT_RULER -> count("ruler");
          case LUCENE_MONITOR -> count("lucene");
          default -> count("singleEvent");
        };
    return rules * (count == RuleCount.TENFOLD ? 10 : 1);
  }

  /** The number that a fact begins with. */
  private double count(String fact) {
    return Double.parseDouble(measured.fact(fact).split(" ", 2)[0]);
  }

  private void state() {
    line("### Memory of earlier events");
    line("");
    measured
        .results()
        .find("EngineBenchmark.event")
        .ifPresent(
            row ->
                line(
                    "- engine with all "
                        + measured.fact("rules")
                        + " rules, events per second: "
                        + Figures.speed(row)));
    for (Results.Row row : measured.results().rows()) {
      if (row.method().equals("StateBenchmark.remember")) {
        boolean terms = "TERMS".equals(row.parameters().get("kind"));
        line(
            "- a million "
                + (terms ? "known terms" : "live sequences")
                + ": "
                + Figures.number(row.secondary("bytesEach"))
                + " bytes each, "
                + Figures.number(1e9 / row.median())
                + " events/s while they arrive, "
                + Figures.number(row.secondary("evicted"))
                + " evicted");
      }
    }
    line("");
  }

  private void hostile() {
    line("### Hostile rules and events");
    line("");
    line(
        "Microseconds for one event whose command line is a long run of one letter. If time is linear, twice the rules");
    line("or twice the length take twice the time.");
    line("");
    List<int[]> sizes = Plan.HOSTILE_SIZES;
    line(
        sizes.stream()
            .map(size -> size[0] + " x " + size[1])
            .collect(Collectors.joining(" | ", "| rules x characters | ", " |")));
    line("|---|" + "---:|".repeat(sizes.size()));
    for (HostileRules rules : HostileRules.values()) {
      line(
          sizes.stream()
              .map(
                  size ->
                      measured
                          .results()
                          .find(
                              "HostileBenchmark.event",
                              "rules",
                              rules.name(),
                              "count",
                              Integer.toString(size[0]),
                              "length",
                              Integer.toString(size[1]))
                          .map(row -> Figures.number(row.median()))
                          .orElse(""))
              .collect(
                  Collectors.joining(
                      " | ",
                      "| " + rules.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | ",
                      " |")));
    }
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
