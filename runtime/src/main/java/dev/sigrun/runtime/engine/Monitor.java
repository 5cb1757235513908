package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.engine.report.Counter;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.EngineMXBean;
import dev.sigrun.runtime.engine.report.RuleCounter;
import dev.sigrun.runtime.engine.report.RuleCounters;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows other threads what an engine has published. */
final class Monitor implements EngineMXBean {
  /** The number of events after which the engine publishes its counters again. */
  static final int EVENTS = 1_000;

  private volatile Published published;

  /** The published counters. */
  private record Published(Counters counters, long now) {}

  Monitor(Counters counters, long now) {
    this.published = new Published(counters, now);
  }

  void publish(Counters counters, long now) {
    published = new Published(counters, now);
  }

  @Override
  public Map<String, Long> getCounters() {
    return byName(published.counters());
  }

  @Override
  public Map<String, Map<String, Long>> getRuleCounters() {
    Map<String, Map<String, Long>> ofRules = new LinkedHashMap<>();
    published.counters().ofRule().forEach((ruleId, counts) -> ofRules.put(ruleId, byName(counts)));
    return ofRules;
  }

  @Override
  public long getNow() {
    return published.now();
  }

  private static Map<String, Long> byName(Counters counters) {
    Map<String, Long> byName = new LinkedHashMap<>();
    for (Counter counter : Counter.values()) {
      byName.put(counter.key(), counter.of(counters));
    }
    return byName;
  }

  private static Map<String, Long> byName(RuleCounters counters) {
    Map<String, Long> byName = new LinkedHashMap<>();
    for (RuleCounter counter : RuleCounter.values()) {
      byName.put(counter.key(), counter.of(counters));
    }
    return byName;
  }
}
