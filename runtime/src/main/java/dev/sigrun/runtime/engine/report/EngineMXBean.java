package dev.sigrun.runtime.engine.report;

import java.util.Map;

/**
 * The monitoring interface of an engine. Register it to read it through JMX:
 *
 * <pre>{@code
 * ManagementFactory.getPlatformMBeanServer()
 *     .registerMBean(engine.monitor(), new ObjectName("dev.sigrun:type=Engine,name=audit"));
 * }</pre>
 *
 * <p>May be read from any thread. The values are at most 1,000 events old while events arrive, and
 * current after every other call of the engine.
 */
public interface EngineMXBean {
  /** The counters of the engine by their names, see {@link Counter}. */
  Map<String, Long> getCounters();

  /** The counters of each rule by rule id and name, see {@link RuleCounter}. */
  Map<String, Map<String, Long>> getRuleCounters();

  /** The time of the newest event, in milliseconds since 1970. */
  long getNow();
}
