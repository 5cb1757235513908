package dev.sigrun.flink.stage;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters of one stage, in the group {@code sigrun}, and its reports of rules that fail. */
final class StageMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(StageMetrics.class);

  private final MetricGroup group;
  private final Counter failed;
  private final Set<String> reported = new HashSet<>();

  StageMetrics(MetricGroup parent) {
    this.group = parent.addGroup("sigrun");
    this.failed = group.counter("failed");
  }

  MetricGroup group() {
    return group;
  }

  Counter counter(String name) {
    return group.counter(name);
  }

  /** Counts a failure of a rule, and logs the first of each rule. */
  void failed(String ruleId, Throwable problem) {
    failed.inc();
    if (reported.add(ruleId)) {
      LOG.warn("The rule {} failed; further failures are only counted.", ruleId, problem);
    }
  }
}
