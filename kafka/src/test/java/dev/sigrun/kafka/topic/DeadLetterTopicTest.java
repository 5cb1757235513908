package dev.sigrun.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that no topic refuses, whatever the input. */
@Tag("smoke")
class DeadLetterTopicTest {
  private static final int MAX_BYTES = 10_000;

  /** What a topic of this size has room for beside a value. */
  private static final int FRAME = 4_096;

  private static final DeadLetterTopic TOPIC = new DeadLetterTopic("letters", MAX_BYTES);

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void haveReasonAndPlaceInHeaders() {
    var record = TOPIC.record(new byte[] {1}, "not JSON", "events-3", 7);
    assertThat(record.value()).containsExactly(1);
    assertThat(header(record, "sigrun-reason")).isEqualTo("not JSON");
    assertThat(header(record, "sigrun-source")).isEqualTo("events-3");
    assertThat(header(record, "sigrun-offset")).isEqualTo("7");
    assertThat(record.headers().lastHeader("sigrun-shortened-from")).isNull();
  }

  @Test
  void areCutWithTheirReasons() {
    var record =
        TOPIC.record(new byte[20_000], "€".repeat(20_000), "t".repeat(249) + "-4095", 1L << 40);
    assertThat(record.value()).hasSize(MAX_BYTES);
    assertThat(header(record, "sigrun-shortened-from")).isEqualTo("20000 bytes");
    assertThat(header(record, "sigrun-reason")).startsWith("€€€").endsWith("€…");
    int headers = Stream.of(record.headers().toArray()).mapToInt(DeadLetterTopicTest::size).sum();
    assertThat(headers).isLessThan(FRAME - 200);
  }

  private static int size(Header header) {
    return header.key().length() + header.value().length + 10;
  }
}
