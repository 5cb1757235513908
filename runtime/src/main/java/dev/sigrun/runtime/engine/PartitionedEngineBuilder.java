package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;

/**
 * Builds a {@link PartitionedEngine}. Everything but the field has a default; see {@link
 * EngineBuilder#partitionedBy}.
 */
public final class PartitionedEngineBuilder {
  private final RuleSet rules;
  private final String field;
  private final Settings settings;
  private final Listeners listeners;
  private int threads = Runtime.getRuntime().availableProcessors();
  private int maxQueuedEvents = 1_024;
  private long maxQueuedBytes = 16L << 20;
  private boolean refusing;

  PartitionedEngineBuilder(RuleSet rules, String field, Settings settings, Listeners listeners) {
    this.rules = rules;
    this.field = field;
    this.settings = settings;
    this.listeners = listeners;
  }

  /**
   * The number of lanes that the values of the field are divided among; one per processor by
   * default.
   */
  public PartitionedEngineBuilder threads(int threads) {
    this.threads = EngineBuilder.positive(threads);
    return this;
  }

  /** The maximum number of events that may wait for each lane, 1,024 by default. */
  public PartitionedEngineBuilder maxQueuedEvents(int events) {
    this.maxQueuedEvents = EngineBuilder.positive(events);
    return this;
  }

  /** About how many bytes the events may take that wait for each lane, 16 MiB by default. */
  public PartitionedEngineBuilder maxQueuedBytes(long bytes) {
    this.maxQueuedBytes = EngineBuilder.positive(bytes);
    return this;
  }

  /** Refuses rules that cannot be divided by the field, instead of giving them a shared lane. */
  public PartitionedEngineBuilder refuseSharedRules() {
    this.refusing = true;
    return this;
  }

  /**
   * The engine, whose threads run from now on.
   *
   * @throws IllegalArgumentException if rules cannot be divided by the field and are to be refused;
   *     the message names them and the reasons
   */
  public PartitionedEngine build() {
    Lanes.Options options = new Lanes.Options(field, threads, maxQueuedEvents, maxQueuedBytes);
    return new PartitionedEngine(rules, options, refusing, settings, listeners);
  }
}
