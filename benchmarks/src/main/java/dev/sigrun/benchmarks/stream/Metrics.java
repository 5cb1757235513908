package dev.sigrun.benchmarks.stream;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps the counters of the jobs of this process, which Flink finds as a service. */
public final class Metrics implements MetricReporterFactory {
  private static final Map<String, Counter> COUNTERS = new ConcurrentHashMap<>();

  /** Forgets all counters. */
  static void reset() {
    COUNTERS.clear();
  }

  /** The sum of the counters of this name of all tasks. */
  static long sum(String name) {
    return COUNTERS.entrySet().stream()
        .filter(each -> each.getKey().endsWith("." + name))
        .mapToLong(each -> each.getValue().getCount())
        .sum();
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
        }
      }

      @Override
      public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // Read when the job has ended.
      }
    };
  }
}
