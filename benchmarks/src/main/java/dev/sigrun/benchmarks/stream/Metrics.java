package dev.sigrun.benchmarks.stream;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps the counters and gauges of the jobs of this process, which Flink finds as a service. */
public final class Metrics implements MetricReporterFactory {
  /** By themselves, because a task and its only operator may have counters of one name. */
  private static final Map<Counter, String> COUNTERS = new ConcurrentHashMap<>();

  private static final Map<Gauge<?>, String> GAUGES = new ConcurrentHashMap<>();

  /** Forgets all. */
  static void reset() {
    COUNTERS.clear();
    GAUGES.clear();
  }

  /** The sum of the counters of this name of all tasks. */
  static long sum(String name) {
    return sum("", name);
  }

  /** The sum of those of the tasks whose names have {@code task} in them. */
  static long sum(String task, String name) {
    return COUNTERS.entrySet().stream()
        .filter(each -> each.getValue().endsWith("." + name))
        .filter(each -> each.getValue().contains(task))
        .mapToLong(each -> each.getKey().getCount())
        .sum();
  }

  /** The least value of the gauges of this name of all tasks; 0 if there are none. */
  static long leastGauge(String name) {
    return gauges(name).min().orElse(0);
  }

  /** The greatest one. */
  static long greatestGauge(String name) {
    return gauges(name).max().orElse(0);
  }

  private static LongStream gauges(String name) {
    return GAUGES.entrySet().stream()
        .filter(each -> each.getValue().endsWith("." + name))
        .map(each -> each.getKey().getValue())
        .filter(Number.class::isInstance)
        .mapToLong(value -> ((Number) value).longValue());
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new MetricReporter() {
      @Override
      public void open(MetricConfig config) {}

      @Override
      public void close() {}

      @Override
      public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
          COUNTERS.put(counter, group.getMetricIdentifier(name));
        } else if (metric instanceof Gauge<?> gauge) {
          GAUGES.put(gauge, group.getMetricIdentifier(name));
        }
      }

      @Override
      public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // Read when the job has ended.
      }
    };
  }
}
