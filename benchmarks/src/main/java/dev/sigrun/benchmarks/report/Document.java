package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.measure.Subset;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page of results in Markdown. */
final class Document {
  private static final List<String> FACTS =
      List.of(
          "command",
          "date",
          "mode",
          "machine",
          "jdk",
          "events",
          "meanEvent",
          "rules",
          "singleEvent",
          "ruler",
          "lucene");

  private final List<Measured> all;
  private final StringBuilder text = new StringBuilder();

  private Document(List<Measured> all) {
    this.all = all;
  }

  /** The page for what was measured on some versions of Java. */
  static String markdown(List<Measured> all) {
    Document document = new Document(all);
    document.head();
    document.summary();
    document.facts();
    for (Measured measured : all) {
      document.text.append(Section.markdown(measured));
    }
    return document.text.toString();
  }

  private void head() {
    line("# Benchmarks");
    line("");
    line(
        "Made by `./sigrun-bench --report`; not edited by hand. Each figure is the median of its iterations");
    line(
        "or, where a process is started for each, of the processes. The first two ratios are of processor time, in");
    line("rounds in which who is compared takes turns.");
    line("");
  }

  private void summary() {
    line("## Summary");
    line("");
    columns("");
    row(
        "all single-event rules, bytes to matches: throughput, as a part of Jackson's `nextToken` alone",
        m -> times(m.ratioInTurns("tokens", "all")));
    row(
        "ten times the rules: time per event, as a multiple",
        m -> times(m.ratioInTurns("tenfold", "all")));
    row(
        "faster than Event Ruler, on its rules",
        m -> times(overPeer(m, ContenderKind.EVENT_RULER, Subset.RULER)));
    row(
        "faster than Lucene Monitor, on its rules",
        m -> times(overPeer(m, ContenderKind.LUCENE_MONITOR, Subset.LUCENE)));
    row(
        "bytes allocated per event that matches nothing",
        m -> m.nonMatching().map(row -> Figures.number(row.secondary("gc.alloc.rate.norm"))));
    row("all rule files to a jar, fresh process", m -> seconds(m, "compileRulesToJar"));
    row(
        "jar of all rules to the first alert, fresh process",
        m -> seconds(m, "loadJarToFirstAlert"));
    row(
        "heap after loading all rules, before the first event",
        m ->
            m.results()
                .find("StartBenchmark.engineMemory")
                .map(row -> Figures.megabytes(row.secondary("heapBytes"))));
    row(
        "seconds of traffic until first within 20 % of the steady speed",
        m -> text(m.secondsToWarmUp(), ""));
    line("");
  }

  private static OptionalDouble overPeer(Measured m, ContenderKind peer, Subset subset) {
    return Measured.ratio(
        m.throughput(ContenderKind.INDEX, RuleCount.ALL, subset),
        m.throughput(peer, RuleCount.ALL));
  }

  private static Optional<String> times(OptionalDouble ratio) {
    return text(ratio, " x");
  }

  private static Optional<String> text(OptionalDouble value, String unit) {
    return value.isPresent()
        ? Optional.of(Figures.number(value.getAsDouble()) + unit)
        : Optional.empty();
  }

  private static Optional<String> seconds(Measured m, String method) {
    return m.results().find("StartBenchmark." + method).map(Figures::seconds);
  }

  private void facts() {
    line("## What was measured, and where");
    line("");
    columns("");
    for (String name : FACTS) {
      row(name, m -> Optional.of(m.fact(name)));
    }
    line("");
  }

  private void columns(String first) {
    line(
        all.stream()
            .map(Measured::title)
            .collect(Collectors.joining(" | ", "| " + first + " | ", " |")));
    line("|---|" + "---|".repeat(all.size()));
  }

  private void row(String name, Function<Measured, Optional<String>> figure) {
    line(
        all.stream()
            .map(m -> figure.apply(m).orElse(""))
            .collect(Collectors.joining(" | ", "| " + name + " | ", " |")));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
