package dev.sigrun.benchmarks.stream;

import static java.util.Objects.requireNonNull;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.measure.EventTimes;
import dev.sigrun.flink.record.PlacedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Rounds of the same events, each some hours later, through a job and a contender in turn. The
 * source of the job calls {@link #next}; between two rounds the contender gets its turn on the
 * thread of the source, so that both run in the same process in the same minute. Each is the first
 * in every other round, because the second finds events that the first has brought close to the
 * processor. Before either begins, all garbage is collected, so that neither pays for what the
 * other or the measurement left.
 */
final class Rounds {
  private static final Map<Integer, Rounds> ALL = new ConcurrentHashMap<>();
  private final EventBuffer events;
  private final int passes;
  private final int partitions;
  private final int warmUp;
  private final int rounds;
  private final Contender contender;
  private final boolean waits;
  private final int number;
  private final CyclicBarrier barrier;
  private final List<Long> ofJob = new ArrayList<>();
  private final List<Long> ofContender = new ArrayList<>();
  private final String[] sources;
  private int round = -1;
  private long begun;

  /** The events of the round, which no one changes. */
  private volatile byte[][] current = new byte[0][];

  /** The contender that a job is compared with. */
  interface Contender {
    /** Does with the events of a round what the job does. */
    void run(byte[][] events, int round);

    /** Nothing. */
    Contender NONE = (events, round) -> {};
  }

  /**
   * Rounds.
   *
   * @param passes how often the events make a round, each pass later than the one before: processor
   *     time is counted in steps of 10 ms, of which a round must have many
   * @param partitions how many sources read, each all events
   * @param warmUp how many rounds are not counted
   * @param rounds how many are
   * @param waits whether the job has tasks behind queues, for which a round waits
   */
  Rounds(
      EventBuffer events,
      int passes,
      int partitions,
      int warmUp,
      int rounds,
      boolean waits,
      Contender contender) {
    this.events = events;
    this.passes = passes;
    this.partitions = partitions;
    this.warmUp = warmUp;
    this.rounds = rounds;
    this.waits = waits;
    this.contender = contender;
    this.sources = new String[partitions];
    for (int i = 0; i < partitions; i++) {
      sources[i] = "memory-" + i;
    }
    this.number = ALL.size();
    this.barrier = new CyclicBarrier(partitions, this::turn);
    ALL.put(number, this);
  }

  /** How many numbers the source counts through: the last of each partition ends the last round. */
  long count() {
    return partitions * ((long) (warmUp + rounds) * size() + 1);
  }

  /** Those of a number, for tasks that travel as bytes. */
  static Rounds of(int number) {
    return requireNonNull(ALL.get(number), "of another process");
  }

  /** By which {@link #of} finds them. */
  int number() {
    return number;
  }

  /** How many events a round has. */
  int size() {
    return passes * events.size();
  }

  /** How many rounds there are, those that are not counted too. */
  int rounds() {
    return warmUp + rounds;
  }

  /** Gives the event of each number. */
  GeneratorFunction<Long, PlacedEvent> generator() {
    int own = number;
    return index -> of(own).event(index);
  }

  private PlacedEvent event(long index) {
    long ofPartition = count() / partitions;
    int partition = (int) (index / ofPartition);
    long offset = index % ofPartition;
    int place = (int) (offset % size());
    if (place == 0) {
      next();
    }
    return PlacedEvent.at(
        sources[partition], partition, offset, System.currentTimeMillis(), current[place]);
  }

  /** Ends a round and begins the next; the last of all sources to come does it. */
  void next() {
    try {
      barrier.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring.", e);
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("Another source failed.", e);
    }
  }

  private void turn() {
    if (round >= 0) {
      if (waits) {
        Cpu.awaitQuiet();
      }
      ofJob.add(Cpu.now() - begun);
      if (!isContenderFirst()) {
        runContender();
      }
    }
    round++;
    current = shifted(round);
    if (isContenderFirst() && round < rounds()) {
      runContender();
    }
    Cpu.settle();
    begun = Cpu.now();
  }

  private boolean isContenderFirst() {
    return round % 2 == 1;
  }

  private void runContender() {
    Cpu.settle();
    long contenderBegun = Cpu.now();
    contender.run(current, round);
    ofContender.add(Cpu.now() - contenderBegun);
  }

  /** The events of a round. */
  byte[][] shifted(int number) {
    byte[][] copies = new byte[size()][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = events.copy(i % events.size());
      EventTimes.shift(copies[i], (long) number * passes + i / events.size());
    }
    return copies;
  }

  /** Nanoseconds of processor time for each event of the job, in the median of the rounds. */
  double jobNanos() {
    return median(ofJob) / size() / partitions;
  }

  /** The same of the contender. */
  double contenderNanos() {
    return median(ofContender) / size() / partitions;
  }

  private double median(List<Long> all) {
    long[] counted =
        all.subList(Math.min(warmUp, all.size()), all.size()).stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return counted.length == 0 ? Double.NaN : counted[counted.length / 2];
  }
}
