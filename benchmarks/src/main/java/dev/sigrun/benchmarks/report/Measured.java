package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.measure.Subset;
import dev.sigrun.benchmarks.rules.RuleCount;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The measurements on one version of Java.
 *
 * @param version such as 17
 * @param facts the conditions of the measurement, by name
 */
record Measured(int version, Results results, Map<String, String> facts) {
  private static final String EVENT = "ThroughputBenchmark.event";
  private static final Pattern RESULTS = Pattern.compile("results-(\\d+)\\.json");

  /** The number of last points of the warm-up curve that count as steady. */
  private static final int STEADY_POINTS = 8;

  static String resultsFile(int version) {
    return "results-" + version + ".json";
  }

  static String factsFile(int version) {
    return "facts-" + version + ".json";
  }

  /**
   * The last measurements on each version, oldest version first.
   *
   * @throws IOException if that is nothing, or cannot be read
   */
  static List<Measured> readAll(Path folder) throws IOException {
    List<Measured> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = RESULTS.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          int version = Integer.parseInt(name.group(1));
          Map<String, String> facts = readFacts(folder.resolve(factsFile(version)));
          Results results = Results.read(file);
          results.rows().stream().findFirst().ifPresent(row -> facts.put("jdk", row.jdk()));
          all.add(new Measured(version, results, facts));
        }
      }
    }
    if (all.isEmpty()) {
      throw new IOException("Nothing was measured yet: './sigrun-bench --report' does.");
    }
    all.sort(Comparator.comparingInt(Measured::version));
    return all;
  }

  private static Map<String, String> readFacts(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      Map<String, String> facts = new TreeMap<>();
      Object tree = JsonValues.read(stream);
      if (tree instanceof Map<?, ?> map) {
        map.forEach((name, fact) -> facts.put(String.valueOf(name), String.valueOf(fact)));
      }
      return facts;
    } catch (JsonFormatException e) {
      throw new IOException(file + " is damaged; measure again.", e);
    }
  }

  String title() {
    return "JDK " + version;
  }

  /** The name of the file with the plot. */
  String plotFile() {
    return "benchmarks-" + version + ".svg";
  }

  /** The name of the file with the plot of throughput by cores. */
  String coresPlotFile() {
    return "benchmarks-cores-" + version + ".svg";
  }

  String fact(String name) {
    return facts.getOrDefault(name, "?");
  }

  /** Peers run the rules that they can express. */
  Optional<Results.Row> throughput(ContenderKind kind, RuleCount count) {
    return throughput(
        kind,
        count,
        switch (kind) {
          case EVENT_RULER -> Subset.RULER;
          case LUCENE_MONITOR -> Subset.LUCENE;
          default -> Subset.EVERY;
        });
  }

  Optional<Results.Row> throughput(ContenderKind kind, RuleCount count, Subset subset) {
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

  /** Events per second. */
  OptionalDouble speed(ContenderKind kind, RuleCount count) {
    return median(throughput(kind, count));
  }

  /** The ratio of the times of two measurements made in alternating rounds. */
  OptionalDouble ratioInTurns(String one, String other) {
    return results
        .find("RatioBenchmark.rounds")
        .map(row -> OptionalDouble.of(row.secondary(one) / row.secondary(other)))
        .orElse(OptionalDouble.empty());
  }

  /** The ratio of the throughputs of two measurements. */
  static OptionalDouble ratio(Optional<Results.Row> one, Optional<Results.Row> other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.get().median() / other.get().median())
        : OptionalDouble.empty();
  }

  static OptionalDouble median(Optional<Results.Row> row) {
    return row.isPresent() ? OptionalDouble.of(row.get().median()) : OptionalDouble.empty();
  }

  /** All rules, with events that match none. */
  Optional<Results.Row> nonMatching() {
    return results.find(EVENT, "nonMatchingOnly", "true");
  }

  /** Events per second in each {@link Plan#WARM_UP_MILLIS} after the first event. */
  List<Double> warmUp() {
    return results.rows().stream()
        .filter(row -> row.method().equals(EVENT) && row.scores().get(0).size() > STEADY_POINTS)
        .findFirst()
        .map(Results.Row::scores)
        .map(
            forks ->
                IntStream.range(0, forks.get(0).size())
                    .mapToObj(i -> Results.median(forks.stream().map(fork -> fork.get(i)).toList()))
                    .toList())
        .orElse(List.of());
  }

  /** Seconds of traffic before the first stretch within 20 % of the steady speed. */
  OptionalDouble secondsToWarmUp() {
    List<Double> curve = warmUp();
    if (curve.isEmpty()) {
      return OptionalDouble.empty();
    }
    double steady = Results.median(curve.subList(curve.size() - STEADY_POINTS, curve.size()));
    return IntStream.range(0, curve.size())
        .filter(i -> curve.get(i) >= 0.8 * steady)
        .mapToDouble(i -> i * Plan.WARM_UP_MILLIS / 1000.0)
        .findFirst();
  }
}
