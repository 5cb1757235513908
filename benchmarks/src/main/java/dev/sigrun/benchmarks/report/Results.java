package dev.sigrun.benchmarks.report;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of JMH, read from its JSON.
 *
 * @param rows one for each benchmark with its parameters
 */
record Results(List<Row> rows) {
  Results {
    rows = List.copyOf(rows);
  }

  /**
   * A benchmark with its parameters.
   *
   * @param method simple names of class and method
   * @param scores what each iteration measured, by process
   * @param secondary further figures by name
   */
  record Row(
      String method,
      Map<String, @Nullable Object> parameters,
      List<List<Double>> scores,
      Map<String, Double> secondary,
      String jdk) {
    /** The middle of all iterations. */
    double median() {
      return Results.median(scores.stream().flatMap(List::stream).toList());
    }

    /** A further figure; not a number if there is none of this name. */
    double secondary(String name) {
      return secondary.getOrDefault(name, Double.NaN);
    }

    private boolean has(String method, String... pairs) {
      boolean all = this.method.equals(method);
      for (int i = 0; i < pairs.length; i += 2) {
        all &= pairs[i + 1].equals(parameters.get(pairs[i]));
      }
      return all;
    }
  }

  static Results read(Path json) throws IOException {
    try (InputStream stream = Files.newInputStream(json)) {
      List<Row> rows = new ArrayList<>();
      for (Object entry : list(JsonValues.read(stream))) {
        rows.add(row(object(entry)));
      }
      return new Results(rows);
    } catch (JsonFormatException e) {
      throw new IOException(json + " is not what JMH writes.", e);
    }
  }

  /** The row of that method with those parameters, given as names and values in turn. */
  Optional<Row> find(String method, String... parameters) {
    return rows.stream().filter(row -> row.has(method, parameters)).findFirst();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static Row row(Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> metric = object(entry.get("primaryMetric"));
    List<List<Double>> scores = scores(metric);
    Map<String, Double> secondary = new HashMap<>();
    object(entry.get("secondaryMetrics"))
        .forEach(
            (name, value) -> {
              // Its own score adds up what several processes measured.
              List<Double> values = scores(object(value)).stream().flatMap(List::stream).toList();
              secondary.put(name, values.isEmpty() ? Double.NaN : median(values));
            });
    String[] name = String.valueOf(entry.get("benchmark")).split("\\.", -1);
    Object parameters = entry.get("params");
    return new Row(
        name[name.length - 2] + "." + name[name.length - 1],
        parameters == null ? Map.of() : object(parameters),
        scores,
        secondary,
        String.valueOf(entry.get("vmName")) + " " + entry.get("vmVersion"));
  }

  private static List<List<Double>> scores(Map<String, @Nullable Object> metric) {
    List<List<Double>> scores = new ArrayList<>();
    for (Object fork : list(metric.get("rawData"))) {
      scores.add(list(fork).stream().map(Results::number).toList());
    }
    return scores;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value == null ? Map.of() : JsonValues.asObject(value).orElse(Map.of());
  }
}
