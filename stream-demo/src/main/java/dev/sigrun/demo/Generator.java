package dev.sigrun.demo;

import dev.sigrun.demo.SampleEvents.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends sample events to a topic, at a steady rate, until it is told to stop. */
final class Generator implements Runnable {
  private static final long SECOND = 1_000_000_000L;

  private final SampleEvents samples;
  private final String brokers;
  private final String topic;
  private final int rate;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong sent = new AtomicLong();

  /** Sends {@code rate} events per second. */
  Generator(SampleEvents samples, String brokers, String topic, int rate) {
    this.samples = samples;
    this.brokers = brokers;
    this.topic = topic;
    this.rate = rate;
  }

  @Override
  public void run() {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ProducerConfig.LINGER_MS_CONFIG, 5);
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      long started = System.nanoTime();
      while (!stopped.get()) {
        long due = started + sent.get() * SECOND / rate;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
          continue;
        }
        int round = (int) (sent.get() / samples.size());
        int place = (int) (sent.get() % samples.size());
        Sample sample = samples.at(round, place, System.currentTimeMillis());
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic, sample.key().getBytes(StandardCharsets.UTF_8), sample.json()));
        sent.incrementAndGet();
      }
    } catch (KafkaException e) {
      if (!stopped.get()) {
        throw e;
      }
    }
  }

  /** How many events were sent. */
  long sent() {
    return sent.get();
  }

  /** Makes it end soon. */
  void stop() {
    stopped.set(true);
  }
}
