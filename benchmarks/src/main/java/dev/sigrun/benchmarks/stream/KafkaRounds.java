package dev.sigrun.benchmarks.stream;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.demo.LocalBroker;
import dev.sigrun.flink.SigrunDetections;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Rounds from a topic of one partition, whose broker is another process. */
final class KafkaRounds {
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private KafkaRounds() {}

  /** Reads the same events with a consumer, and matches them on the same thread. */
  private static final class PollAndMatch implements Rounds.Contender {
    private final MatchSession session;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
    private long matches;

    PollAndMatch(RuleSet rules, String broker) {
      this.session = rules.newSession();
      this.consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.assign(List.of(PARTITION));
    }

    @Override
    public void run(byte[][] events, int round) {
      for (int i = 0; i < events.length; i++) {
        while (!polled.hasNext()) {
          polled = consumer.poll(Duration.ofSeconds(1)).iterator();
        }
        byte[] event = polled.next().value();
        try {
          session.match(event, 0, event.length, (rule, matched) -> matches++);
        } catch (EventFormatException e) {
          throw new IllegalStateException("Generated events are events.", e);
        }
      }
    }
  }

  /** Makes events of records, and begins rounds. */
  private static final class CountingDeserializer
      implements KafkaRecordDeserializationSchema<PlacedEvent> {
    private static final long serialVersionUID = 1L;
    private final int rounds;
    private long count;

    CountingDeserializer(int rounds) {
      this.rounds = rounds;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PlacedEvent> out) {
      Rounds all = Rounds.of(rounds);
      if (count++ % all.size() == 0) {
        all.next();
      }
      out.collect(
          PlacedEvent.at("events-0", 0, record.offset(), record.timestamp(), record.value()));
    }

    @Override
    public TypeInformation<PlacedEvent> getProducedType() {
      return SigrunDetections.EVENT_TYPE;
    }
  }

  /**
   * Runs rounds.
   *
   * @param folder for the broker
   * @param passes of the events in a round
   * @param warmUp how many rounds are not counted
   * @param counted how many are
   */
  static Rounds run(
      Jobs jobs,
      RuleSet rules,
      EventBuffer events,
      Path folder,
      int passes,
      int warmUp,
      int counted)
      throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder)) {
      broker.createTopic(PARTITION.topic(), 1, Map.of());
      PollAndMatch contender = new PollAndMatch(rules, broker.address());
      Rounds rounds = new Rounds(events, passes, 1, warmUp, counted, false, contender);
      send(rounds, broker.address());
      StreamExecutionEnvironment environment = jobs.environment(1);
      KafkaSource<PlacedEvent> source =
          KafkaSource.<PlacedEvent>builder()
              .setBootstrapServers(broker.address())
              .setTopics(PARTITION.topic())
              .setStartingOffsets(OffsetsInitializer.earliest())
              .setBounded(OffsetsInitializer.latest())
              .setDeserializer(new CountingDeserializer(rounds.number()))
              .build();
      jobs.add(
          environment.fromSource(
              source, SigrunDetections.sourceProgress(), "events", SigrunDetections.EVENT_TYPE));
      environment.execute("kafka");
      contender.consumer.close();
      return rounds;
    }
  }

  /** All rounds, and one event more that ends the last. */
  private static void send(Rounds rounds, String broker) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                broker,
                "compression.type",
                "lz4",
                "linger.ms",
                20,
                "batch.size",
                500_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int round = 0; round < rounds.rounds(); round++) {
        for (byte[] event : rounds.shifted(round)) {
          var unused = producer.send(new ProducerRecord<>(PARTITION.topic(), event));
        }
      }
      var unused =
          producer.send(
              new ProducerRecord<>(PARTITION.topic(), rounds.shifted(rounds.rounds())[0]));
    }
  }
}
