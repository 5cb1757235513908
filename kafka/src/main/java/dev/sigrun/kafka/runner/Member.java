package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.Brokers;
import dev.sigrun.kafka.topic.StartProblem;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the consumer group: reads the partitions that it is assigned, and commits them
 * together. If something fails, such as a broker, it leaves the group, which takes everything back
 * that is not committed, and joins it again.
 */
public final class Member implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Member.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** How often in a row the member joins again without a commit in between. */
  private static final int ATTEMPTS = 10;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Work work;
  private final int number;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicReference<KafkaConsumer<byte[], byte[]>> consumer = new AtomicReference<>();
  private final AtomicReference<StartProblem> problem = new AtomicReference<>();

  /** How often in a row something failed. */
  private int failures;

  /**
   * A member that does not run yet.
   *
   * @param number among the members of this process
   */
  public Member(Work work, int number) {
    this.work = work;
    this.number = number;
  }

  /** Makes it commit, leave the group and end. */
  public void stop() {
    stopped.set(true);
    KafkaConsumer<byte[], byte[]> reading = consumer.get();
    if (reading != null) {
      reading.wakeup();
    }
  }

  /** Why it ended by itself; empty if it runs or was stopped. */
  public Optional<StartProblem> problem() {
    return Optional.ofNullable(problem.get());
  }

  @Override
  public void run() {
    while (!stopped.get()) {
      try (KafkaConsumer<byte[], byte[]> joining = newConsumer()) {
        consumer.set(joining);
        new Session(joining).read();
      } catch (KafkaException e) {
        failed(e);
      } catch (StartProblem e) {
        problem.set(e);
        return;
      } catch (RuntimeException | Error e) {
        // Even when memory has run out: a process must not end as if all were well.
        LOG.error("The runner ends; nothing that is not committed was sent.", e);
        problem.set(new StartProblem(List.of("The runner failed: " + e)));
        return;
      } finally {
        consumer.set(null);
      }
      if (problem.get() != null) {
        return;
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> newConsumer() {
    Properties properties = work.settings().consumer();
    properties.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, work.settings().name() + "-" + number);
    // Each member needs one of its own.
    properties.computeIfPresent(
        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, (key, id) -> id + "-" + number);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void failed(KafkaException e) {
    if (stopped.get() && (e instanceof WakeupException || e instanceof InterruptException)) {
      return;
    }
    if (e instanceof AuthenticationException
        || e instanceof AuthorizationException
        || e instanceof UnsupportedVersionException) {
      problem.set(new StartProblem(List.of("The brokers refuse: " + Brokers.reason(e))));
    } else if (++failures >= ATTEMPTS) {
      problem.set(
          new StartProblem(
              List.of(
                  "Nothing could be committed in %d attempts in a row; the last one failed: %s"
                      .formatted(failures, Brokers.reason(e)))));
    } else {
      LOG.warn("Joins the group again, because something failed: {}", Brokers.reason(e));
      LOG.debug("What failed", e);
      pause();
    }
  }

  private void pause() {
    long millis = Math.min(LONGEST_PAUSE.toMillis(), 200L << failures);
    try {
      for (long slept = 0; slept < millis && !stopped.get(); slept += 100) {
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.set(true);
    }
  }

  /** From joining the group until something fails. */
  private final class Session implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> reading;
    private final Map<TopicPartition, PartitionRun> runs = new HashMap<>();
    private final long interval = work.settings().commitInterval().toNanos();
    private long committedAt = System.nanoTime();

    /**
     * What stops the runner, found in a rebalance, from which the consumer would log it at length.
     */
    private Optional<StartProblem> found = Optional.empty();

    Session(KafkaConsumer<byte[], byte[]> reading) {
      this.reading = reading;
    }

    void read() {
      try {
        reading.subscribe(Set.of(work.settings().eventTopic()), this);
        while (!stopped.get()) {
          poll();
        }
        commitAll();
      } catch (WakeupException e) {
        if (!stopped.get()) {
          throw e;
        }
        commitAll();
      } finally {
        abandon(Set.copyOf(runs.keySet()));
      }
    }

    private void poll() {
      var records = reading.poll(POLL);
      if (found.isPresent()) {
        throw found.get();
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        PartitionRun run = runs.get(new TopicPartition(record.topic(), record.partition()));
        if (run != null) {
          run.accept(record);
        }
        if (System.nanoTime() - committedAt >= interval) {
          commitAll();
        }
      }
      if (System.nanoTime() - committedAt >= interval) {
        commitAll();
      }
    }

    private void commitAll() {
      runs.values().forEach(this::commit);
      committedAt = System.nanoTime();
    }

    private void commit(PartitionRun run) {
      if (run.isInTransaction()) {
        run.commit(reading.groupMetadata());
        failures = 0;
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      try {
        // The transactions of others must not wait while states are read.
        commitAll();
        assigned.forEach(this::open);
      } catch (StartProblem e) {
        found = Optional.of(e);
      }
    }

    private void open(TopicPartition partition) {
      requireKnown(partition);
      PartitionRun run = PartitionRun.open(partition, work, () -> committed(partition));
      runs.put(partition, run);
      long start = start(partition, run);
      reading.seek(partition, start);
      LOG.info("Reads {} from offset {}.", partition, start);
    }

    /** Keys of a topic that grows move, so that states would be in the wrong places. */
    private void requireKnown(TopicPartition partition) {
      if (partition.partition() >= work.partitions()) {
        throw new StartProblem(
            List.of(
                "The topic %s had %d partitions when the runner started and has more now. Start it again."
                    .formatted(partition.topic(), work.partitions())));
      }
    }

    private OptionalLong committed(TopicPartition partition) {
      OffsetAndMetadata offset = reading.committed(Set.of(partition)).get(partition);
      return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
    }

    private long start(TopicPartition partition, PartitionRun run) {
      long oldest = reading.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
      if (run.position().isPresent()) {
        long wanted = run.position().getAsLong();
        if (wanted < oldest) {
          work.tally().lost(oldest - wanted);
          LOG.warn(
              "{}: {} records were deleted before they were read; continues with the oldest.",
              partition,
              oldest - wanted);
        }
        return Math.max(wanted, oldest);
      }
      Settings.Start start = work.settings().start();
      if (start instanceof Settings.Start.Earliest) {
        return oldest;
      }
      long end = reading.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
      if (start instanceof Settings.Start.At at) {
        OffsetAndTimestamp found =
            reading.offsetsForTimes(Map.of(partition, at.millis())).get(partition);
        return found == null ? end : found.offset();
      }
      return end;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      try {
        revoked.stream().map(runs::get).forEach(this::commitIfThere);
      } catch (StartProblem e) {
        found = Optional.of(e);
      } finally {
        abandon(revoked);
      }
    }

    private void commitIfThere(@Nullable PartitionRun run) {
      if (run != null) {
        commit(run);
      }
    }

    /** Another member may already work on them. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      LOG.warn("Lost {}; what was not committed is done again by others.", lost);
      abandon(lost);
    }

    private void abandon(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        PartitionRun run = runs.remove(partition);
        if (run != null) {
          run.abandon();
        }
      }
    }
  }
}
