package dev.sigrun.flink;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Shows tests of this process the metrics of their jobs. */
public final class TestMetrics implements MetricReporter, MetricReporterFactory {
  private static final Map<String, Metric> ALL = new ConcurrentHashMap<>();

  /** For Flink. */
  public TestMetrics() {}

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return this;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    ALL.put(group.getMetricIdentifier(name), metric);
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // A counter is asked for after its job, too.
  }

  /** What every subtask of a stage of a job says. */
  static List<Long> of(String job, String stage, String name) {
    return ALL.entrySet().stream()
        .filter(each -> each.getKey().contains("." + job + "."))
        .filter(each -> each.getKey().contains("." + stage + "."))
        .filter(each -> each.getKey().endsWith(".sigrun." + name))
        .map(each -> number(each.getValue()))
        .toList();
  }

  private static long number(Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? number.longValue()
        : -1;
  }
}
