package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.measure.Subset;
import dev.sigrun.benchmarks.rules.HostileRules;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The page of results in Markdown, and the plot beside it. */
final class Document {
  private static final String EVENT = "ThroughputBenchmark.event";

  private final Results results;
  private final Map<String, String> facts;
  private final StringBuilder text = new StringBuilder();

  private Document(Results results, Map<String, String> facts) {
    this.results = results;
    this.facts = facts;
  }

  static String markdown(Results results, Map<String, String> facts) {
    Document document = new Document(results, facts);
    document.head();
    document.throughput();
    document.peers();
    document.starts();
    document.warmUp();
    document.memory();
    document.state();
    document.hostile();
    return document.text.toString();
  }

  static String plot(Results results) {
    Document document = new Document(results, Map.of());
    List<Plot.Line> lines = new ArrayList<>();
    for (ContenderKind kind : ContenderKind.values()) {
      boolean floor = kind == ContenderKind.JACKSON_TOKENS;
      List<OptionalDouble> values = new ArrayList<>();
      for (RuleCount count : RuleCount.values()) {
        values.add(document.speed(kind, floor ? RuleCount.TEN : count));
      }
      lines.add(new Plot.Line(kind.title(), values, floor));
    }
    List<String> counts = Arrays.stream(RuleCount.values()).map(RuleCount::title).toList();
    return Plot.draw("Events per second, one thread", counts, lines);
  }

  private void head() {
    line("# Benchmarks");
    line("");
    line(
        "Made by `./sigrun-bench --report`; not edited by hand. Each figure is the median of its iterations.");
    line("");
    line("| | |");
    line("|---|---|");
    for (String name :
        List.of(
            "command",
            "date",
            "mode",
            "machine",
            "jdk",
            "events",
            "meanEvent",
            "rules",
            "singleEvent")) {
      if (facts.containsKey(name)) {
        line("| " + name + " | " + facts.get(name) + " |");
      }
    }
    line("");
  }

  private void throughput() {
    line("## Events per second by number of rules");
    line("");
    line(
        "From the bytes of an NDJSON line to its matches, one thread. In brackets: bytes allocated per event.");
    line(
        "*10 x all* has nine altered copies of each rule: other constants, but the same values of");
    line("`event.*`, `host.os.*` and `data_stream.*`. Peers run the rules that they can express.");
    line("");
    line("![Events per second by number of rules](benchmarks.svg)");
    line("");
    line(
        "| | "
            + String.join(" | ", Arrays.stream(RuleCount.values()).map(RuleCount::title).toList())
            + " |");
    line("|---|" + "---:|".repeat(RuleCount.values().length));
    for (ContenderKind kind : ContenderKind.values()) {
      List<String> cells = new ArrayList<>();
      for (RuleCount count : RuleCount.values()) {
        cells.add(row(kind, count).map(Document::cell).orElse(""));
      }
      line("| " + kind.title() + " | " + String.join(" | ", cells) + " |");
    }
    line("");
    ratio(
        "all rules / Jackson's tokens",
        speed(ContenderKind.INDEX, RuleCount.ALL),
        speed(ContenderKind.JACKSON_TOKENS, RuleCount.TEN));
    ratio(
        "time per event with ten times the rules / with all",
        speed(ContenderKind.INDEX, RuleCount.ALL),
        speed(ContenderKind.INDEX, RuleCount.TENFOLD));
    results
        .find(EVENT, "nonMatchingOnly", "true")
        .ifPresent(
            row ->
                line(
                    "- events that match no rule, all rules: "
                        + cell(row)
                        + ", "
                        + number(row.secondary().getOrDefault("matches", 0.0))
                        + " matches"));
    line("");
  }

  private void peers() {
    line("## Against peers, on the same rules");
    line("");
    line(
        "Each peer runs the rules that it can express, converted from the IR, with its default settings but for");
    line(
        "Lucene's presearcher, which is told the fields that hardly tell rules apart. *Exactly* counts the");
    line(
        "rules that mean the same there for every event; Event Ruler's `anything-but` over arrays, for one, does not.");
    line("");
    line("- Event Ruler: " + facts.getOrDefault("ruler", "?"));
    line("- Lucene Monitor: " + facts.getOrDefault("lucene", "?"));
    line("");
    line("| on the rules of | peer | " + ContenderKind.INDEX.title() + " | ratio |");
    line("|---|---:|---:|---:|");
    peer(ContenderKind.EVENT_RULER, Subset.RULER);
    peer(ContenderKind.LUCENE_MONITOR, Subset.LUCENE);
    line("");
  }

  private void peer(ContenderKind peer, Subset subset) {
    Optional<Results.Row> theirs = row(peer, RuleCount.ALL);
    Optional<Results.Row> ours =
        results.find(
            EVENT,
            "contender",
            ContenderKind.INDEX.name(),
            "count",
            RuleCount.ALL.name(),
            "subset",
            subset.name());
    if (theirs.isPresent() && ours.isPresent()) {
      double ratio = ours.get().median() / theirs.get().median();
      line(
          "| "
              + peer.title()
              + " | "
              + cell(theirs.get())
              + " | "
              + cell(ours.get())
              + " | "
              + number(ratio)
              + " x |");
    }
  }

  private void starts() {
    line("## Starting");
    line("");
    results
        .find("StartBenchmark.compileRulesToJar")
        .ifPresent(
            row ->
                line(
                    "- "
                        + facts.getOrDefault("rules", "all")
                        + " rule files to a jar, in a fresh process: "
                        + seconds(row)));
    results
        .find("StartBenchmark.loadJarToFirstMatch")
        .ifPresent(
            row ->
                line(
                    "- jar of the single-event rules to the first match, in a fresh process: "
                        + seconds(row)));
    line("");
  }

  private void warmUp() {
    Optional<Results.Row> curve =
        results.rows().stream()
            .filter(row -> row.method().equals(EVENT) && row.scores().get(0).size() > 5)
            .findFirst();
    if (curve.isEmpty()) {
      return;
    }
    List<List<Double>> forks = curve.get().scores();
    line(
        "Events per second in each "
            + Plan.WARM_UP_MILLIS
            + " ms after the first event, all rules:");
    line("");
    List<String> points =
        IntStream.range(0, forks.get(0).size())
            .mapToObj(i -> number(Results.median(forks.stream().map(fork -> fork.get(i)).toList())))
            .toList();
    line(String.join(", ", points));
    line("");
  }

  private void memory() {
    line("## Memory of loaded rules");
    line("");
    line("| | rules | heap | heap per rule | classes and compiled code |");
    line("|---|---|---:|---:|---:|");
    for (Results.Row row : results.rows()) {
      if (row.method().equals("StartBenchmark.memory")) {
        ContenderKind kind =
            ContenderKind.valueOf(String.valueOf(row.parameters().get("contender")));
        RuleCount count = RuleCount.valueOf(String.valueOf(row.parameters().get("count")));
        double heap = row.secondary().getOrDefault("heapBytes", Double.NaN);
        double rules = ruleCount(kind, count);
        line(
            "| "
                + kind.title()
                + " | "
                + count.title()
                + " | "
                + number(heap / 1e6)
                + " MB | "
                + number(heap / rules / 1000)
                + " kB | "
                + number(row.secondary().getOrDefault("metaspaceBytes", Double.NaN) / 1e6)
                + " MB |");
      }
    }
    line("");
  }

  /** Of a peer, those that it takes. */
  private double ruleCount(ContenderKind kind, RuleCount count) {
    String fact =
        switch (kind) {
          case EVENT_RULER -> facts.getOrDefault("ruler", "1");
          case LUCENE_MONITOR -> facts.getOrDefault("lucene", "1");
          default -> facts.getOrDefault("singleEvent", "1");
        };
    return Double.parseDouble(fact.split(" ", 2)[0]) * (count == RuleCount.TENFOLD ? 10 : 1);
  }

  private void state() {
    line("## Memory of earlier events");
    line("");
    results
        .find("EngineBenchmark.event")
        .ifPresent(
            row ->
                line(
                    "- engine with all "
                        + facts.getOrDefault("rules", "")
                        + " rules: "
                        + cell(row)));
    for (Results.Row row : results.rows()) {
      if (row.method().equals("StateBenchmark.remember")) {
        boolean terms = "TERMS".equals(row.parameters().get("kind"));
        line(
            "- a million "
                + (terms ? "known terms" : "live sequences")
                + ": "
                + number(row.secondary().getOrDefault("bytesEach", Double.NaN))
                + " bytes each, "
                + number(1e9 / row.median())
                + " events/s while they come, "
                + number(row.secondary().getOrDefault("evicted", 0.0))
                + " forgotten");
      }
    }
    line("");
  }

  private void hostile() {
    line("## Hostile rules and events");
    line("");
    line(
        "Microseconds for one event whose command line is a long run of one letter. Linear means: twice the rules");
    line("or twice the length, twice the time.");
    line("");
    List<int[]> sizes =
        List.of(
            new int[] {125, 1000},
            new int[] {250, 1000},
            new int[] {500, 1000},
            new int[] {500, 4000},
            new int[] {500, 16_000});
    line(
        "| rules x characters | "
            + String.join(" | ", sizes.stream().map(s -> s[0] + " x " + s[1]).toList())
            + " |");
    line("|---|" + "---:|".repeat(sizes.size()));
    for (HostileRules rules : HostileRules.values()) {
      List<String> cells =
          sizes.stream()
              .map(
                  s ->
                      results.find(
                          "HostileBenchmark.event",
                          "rules",
                          rules.name(),
                          "count",
                          Integer.toString(s[0]),
                          "length",
                          Integer.toString(s[1])))
              .map(row -> row.map(r -> number(r.median())).orElse(""))
              .toList();
      line(
          "| "
              + rules.name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + " | "
              + String.join(" | ", cells)
              + " |");
    }
  }

  private Optional<Results.Row> row(ContenderKind kind, RuleCount count) {
    Subset subset =
        switch (kind) {
          case EVENT_RULER -> Subset.RULER;
          case LUCENE_MONITOR -> Subset.LUCENE;
          default -> Subset.EVERY;
        };
    return results.find(
        EVENT,
        "contender",
        kind.name(),
        "count",
        count.name(),
        "subset",
        subset.name(),
        "nonMatchingOnly",
        "false");
  }

  private OptionalDouble speed(ContenderKind kind, RuleCount count) {
    Optional<Results.Row> row = row(kind, count);
    return row.isPresent() ? OptionalDouble.of(row.get().median()) : OptionalDouble.empty();
  }

  private void ratio(String name, OptionalDouble a, OptionalDouble b) {
    if (a.isPresent() && b.isPresent()) {
      line("- " + name + ": " + number(a.getAsDouble() / b.getAsDouble()) + " x");
    }
  }

  private static String cell(Results.Row row) {
    double bytes = row.secondary().getOrDefault("gc.alloc.rate.norm", Double.NaN);
    return number(row.median()) + " (" + number(bytes) + " B)";
  }

  private static String seconds(Results.Row row) {
    return number(row.median() / 1000) + " s";
  }

  /** Three digits, for no measurement has more. */
  private static String number(double value) {
    if (Double.isNaN(value) || value == 0) {
      return Double.isNaN(value) ? "?" : "0";
    }
    int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
    if (digits > 4) {
      return "0";
    }
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.abs(value))) - 2));
    double rounded = unit > 1 ? Math.rint(value / unit) * unit : value;
    return String.format(Locale.ROOT, "%,." + digits + "f", rounded);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
