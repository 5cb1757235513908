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
  private static final Map<String, Counter> COUNTERS = new ConcurrentHashMap<>();
  private static final Map<String, Gauge<?>> GAUGES = new ConcurrentHashMap<>();

  /** Forgets all. */
  static void reset() {
    COUNTERS.clear();
    GAUGES.clear();
  }

  /** The sum of the counters of this name of all tasks. */
  static long sum(String name) {
    return COUNTERS.entrySet().stream()
        .filter(each -> each.getKey().endsWith("." + name))
        .mapToLong(each -> each.getValue().getCount())
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
        .filter(each -> each.getKey().endsWith("." + name))
        .map(each -> each.getValue().getValue())
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
          COUNTERS.put(group.getMetricIdentifier(name), counter);
        } else if (metric instanceof Gauge<?> gauge) {
          GAUGES.put(group.getMetricIdentifier(name), gauge);
        }
      }

      @Override
      public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // Read when the job has ended.
      }
    };
  }
}
