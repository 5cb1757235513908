package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.StartProblem;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.ahead.Preparation;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.engine.report.Counter;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition at work: its engine, and a producer whose transactions hold alerts, dead letters,
 * the offset and the state. The producer has the name of the partition, so that opening it ends
 * what an earlier owner left, and that owner can write no more.
 */
final class PartitionRun {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionRun.class);
  private static final byte[] NOTHING = {};

  /** The work after the end of a transaction, whether it was committed or not. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final TopicPartition partition;
  private final Work work;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<KafkaException> failure = new AtomicReference<>();
  private final Engine engine;
  private final Preparation preparation;
  private final String source;
  private final Optional<BoundedBytes> snapshot;
  private OptionalLong position = OptionalLong.empty();
  private int chunks;
  private boolean isInTransaction;

  private PartitionRun(
      TopicPartition partition, Work work, KafkaProducer<byte[], byte[]> producer) {
    this.partition = partition;
    this.work = work;
    this.producer = producer;
    this.source = partition.toString();
    this.engine = engine();
    this.preparation = engine.newPreparation();
    this.snapshot = work.states().map(unused -> new BoundedBytes(work.settings().maxStateBytes()));
  }

  /**
   * Takes a partition over from whatever had it, with the state that it left.
   *
   * @param committed gives the committed offset once no transaction is open any more
   * @throws StartProblem if the state cannot be used
   */
  static PartitionRun open(TopicPartition partition, Work work, Supplier<OptionalLong> committed) {
    Properties properties = work.settings().producer();
    String id = work.settings().name() + "-" + partition;
    properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, id);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      PartitionRun run = new PartitionRun(partition, work, producer);
      run.restore(committed.get());
      run.register();
      return run;
    } catch (RuntimeException e) {
      producer.close(LAST_WORDS);
      throw e;
    }
  }

  /** An engine that evicts no state: one that is too large stops the runner instead. */
  private Engine engine() {
    return Engine.builder(work.rules())
        .without(work.leftOut().keySet())
        .allowedLateness(work.settings().lateness())
        .maxJump(work.settings().maxJump())
        .maxKeysPerRule(Integer.MAX_VALUE)
        .maxKeys(Long.MAX_VALUE)
        .maxStateBytes(Long.MAX_VALUE)
        .maxBufferedEvents(Integer.MAX_VALUE)
        .maxBufferedBytes(Long.MAX_VALUE)
        .onDetection(
            new DetectionListener() {
              @Override
              public void detected(Rule rule, Detection detection) {
                alert(rule, () -> Alert.of(rule, detection, timeOf(detection)));
              }

              @Override
              public void opened(Rule rule, Detection detection, Key group) {
                alert(
                    rule,
                    () -> Alert.of(rule, detection, group, timeOf(detection)).suppressing(group));
              }
            })
        .build();
  }

  /** So that a second attempt writes the same. */
  private static Instant timeOf(Detection detection) {
    return Instant.ofEpochMilli(detection.time());
  }

  /** A rule whose alerts cannot be made must not stop the others. */
  private void alert(Rule rule, Supplier<Alert> alert) {
    byte[] document;
    String id;
    try {
      Alert made = alert.get();
      id = made.id();
      document = made.toJson().getBytes(StandardCharsets.UTF_8);
    } catch (RuntimeException e) {
      work.tally().failed();
      LOG.warn("{}: no alert can be made of the rule {}.", partition, rule.ruleId(), e);
      return;
    }
    send(work.alerts().record(id, rule.ruleId(), document));
    work.tally().alert();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused =
        producer.send(
            record,
            (metadata, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, kafkaException(problem));
              }
            });
  }

  private static KafkaException kafkaException(Exception problem) {
    return problem instanceof KafkaException kafka ? kafka : new KafkaException(problem);
  }

  private void restore(OptionalLong committed) {
    position = committed;
    Optional<SavedState> saved =
        work.states().flatMap(states -> states.read(partition, work.settings().consumer()));
    if (saved.isEmpty()) {
      if (committed.isPresent() && work.states().isPresent()) {
        LOG.warn(
            "{}: there is an offset but no state; rules with memory begin with nothing.",
            partition);
      }
      return;
    }
    SavedState state = saved.get();
    if (committed.isPresent() && committed.getAsLong() != state.offset()) {
      throw new StartProblem(
          List.of(
              "The committed offset of %s is %d, but its state belongs to offset %d. Set the offset of the group to %d, or begin with nothing under another %s."
                  .formatted(
                      partition,
                      committed.getAsLong(),
                      state.offset(),
                      state.offset(),
                      RunnerOption.NAME.key())));
    }
    if (state.partitions() != work.partitions()) {
      throw new StartProblem(
          List.of(
              "The topic %s has %d partitions now, and had %d when the state of %s was written: its keys have moved. Begin with nothing under another %s."
                  .formatted(
                      partition.topic(),
                      work.partitions(),
                      state.partitions(),
                      partition,
                      RunnerOption.NAME.key())));
    }
    try {
      engine.restore(
          new SequenceInputStream(
              Collections.enumeration(
                  state.chunks().stream()
                      .map(chunk -> (InputStream) new ByteArrayInputStream(chunk))
                      .toList())));
    } catch (IOException e) {
      throw new StartProblem(
          List.of("The state of " + partition + " cannot be restored: " + e.getMessage()));
    }
    chunks = state.chunks().size();
    position = OptionalLong.of(state.offset());
  }

  /** The offset of the next event; empty if nothing has ever been committed. */
  OptionalLong position() {
    return position;
  }

  /** Whether something waits for {@link #commit}. */
  boolean isInTransaction() {
    return isInTransaction;
  }

  /** Gives the engine an event. */
  void accept(ConsumerRecord<byte[], byte[]> record) {
    if (!isInTransaction) {
      producer.beginTransaction();
      isInTransaction = true;
    }
    // A record without a value is not an event, as the engine finds out.
    byte[] json = record.value() == null ? NOTHING : record.value();
    PreparedEvent event = preparation.prepare(json);
    engine.accept(event, source, record.offset() + 1);
    work.tally().event();
    event.problem().ifPresent(reason -> sendDeadLetter(json, reason, record.offset()));
    position = OptionalLong.of(record.offset() + 1);
  }

  private void sendDeadLetter(byte[] input, String reason, long offset) {
    work.tally().deadLetter();
    work.deadLetters().ifPresent(topic -> send(topic.record(input, reason, source, offset)));
  }

  /**
   * Commits all that the partition wrote, and how far it was read.
   *
   * @param group by which brokers notice a member that no longer has the partition
   * @throws StartProblem if the state is too large; nothing is committed then
   */
  void commit(ConsumerGroupMetadata group) {
    if (!isInTransaction) {
      return;
    }
    long stateBytes = snapshot.isPresent() ? writeState(snapshot.get()) : 0;
    KafkaException problem = failure.get();
    if (problem != null) {
      throw problem;
    }
    producer.sendOffsetsToTransaction(
        Map.of(partition, new OffsetAndMetadata(position.orElseThrow())), group);
    producer.commitTransaction();
    isInTransaction = false;
    work.tally().commit(stateBytes);
  }

  private long writeState(BoundedBytes bytes) {
    bytes.reset();
    try {
      engine.snapshot(bytes);
    } catch (StateTooLarge e) {
      work.tally().stateTooLarge();
      throw new StartProblem(
          List.of(
              "The state of %s takes more than %s = %d bytes. Nothing since the last commit is lost: raise the option, allow less lateness, leave out the rules that remember most, or run the rules with Flink."
                  .formatted(
                      partition, RunnerOption.STATE_BYTES.key(), work.settings().maxStateBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
    chunks =
        work.states()
            .orElseThrow()
            .write(
                partition,
                position.orElseThrow(),
                work.partitions(),
                chunks,
                bytes.bytes(),
                bytes.length(),
                this::send);
    return bytes.length();
  }

  /** Ends without committing: what was written since the last commit never happened. */
  void abandon() {
    unregister();
    Counters counters = engine.counters();
    LOG.info(
        "Leaves {} at offset {}: {}",
        partition,
        position.isPresent() ? position.getAsLong() : "none",
        Stream.of(Counter.values())
            .filter(each -> each.of(counters) > 0)
            .map(each -> each.key() + " " + each.of(counters))
            .collect(Collectors.joining(", ")));
    engine.abandon();
    try {
      if (isInTransaction) {
        producer.abortTransaction();
      }
    } catch (KafkaException | IllegalStateException e) {
      // Another owner, or the timeout of the transaction, aborts it.
      LOG.debug("{}: the transaction cannot be aborted.", partition, e);
    }
    producer.close(LAST_WORDS);
  }

  private void register() {
    try {
      var server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = beanName();
      if (!server.isRegistered(name)) {
        server.registerMBean(engine.monitor(), name);
      }
    } catch (JMException e) {
      LOG.debug("{}: the engine cannot be watched.", partition, e);
    }
  }

  private void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(beanName());
    } catch (JMException e) {
      LOG.debug("{}: the engine was not watched.", partition, e);
    }
  }

  private ObjectName beanName() throws JMException {
    return new ObjectName(
        "dev.sigrun:type=Engine,name="
            + ObjectName.quote(work.settings().name())
            + ",partition="
            + ObjectName.quote(source));
  }
}
